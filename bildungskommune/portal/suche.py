"""Search over all parts: every word must occur; hits are grouped by kind."""

import re
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.verfahren.suche import Treffer, suchen

WOERTER = 8
LAENGE = 200
JE_SEITE = 20
NUMMER = re.compile(r"\s+[\d.]+$")


@dataclass(frozen=True)
class Fund:
    wort: str
    seite: Page[Treffer]

    @property
    def gruppen(self) -> dict[str, list[Treffer]]:
        """The hits of this page by kind, kinds in the order in which they were found."""
        groups: dict[str, list[Treffer]] = {}
        for hit in self.seite:
            groups.setdefault(kind(hit), []).append(hit)
        return groups


def kind(hit: Treffer) -> str:
    """Return what the hit is without its number: "Leitsatz 2" is a Leitsatz."""
    return NUMMER.sub("", hit.art)


def clean(asked: str) -> str:
    """Return what was asked without characters that no text can hold, at a sensible length."""
    printable = "".join(sign if sign.isprintable() else " " for sign in asked[:LAENGE])
    return " ".join(printable.split()[:WOERTER])


def find(asked: str, user: Nutzer, seite: str) -> Fund:
    """Return one page of what this person may know of; nothing when nothing was asked."""
    wort = clean(asked)
    hits = suchen.collect(wort, user) if wort else []
    kinds = list(dict.fromkeys(kind(hit) for hit in hits))
    in_groups = sorted(hits, key=lambda hit: kinds.index(kind(hit)))
    return Fund(wort, Paginator(in_groups, JE_SEITE).get_page(seite))
