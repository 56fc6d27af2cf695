"""Find words in published texts, and for the office also in what is being written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen.ausgaben import valid
from bildungskommune.fassungen.lesen import readable
from bildungskommune.text import excerpt, plain
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import occurs
from leitbild.desk import found_drafts
from leitbild.fassungen import KEY

HOECHSTENS = 20


@suchen.register
def hits(words: str, user: Nutzer) -> list[Treffer]:
    """Search the valid Leitbilder; the office also finds Abschnitte that nobody has published yet."""
    found = list(_published(words))
    if may_read_all(user):
        found += [Treffer("Entwurf", str(row), url, excerpt(words, row.text)) for row, url in found_drafts(words)]
    return found[:HOECHSTENS]


def _published(words: str) -> Iterator[Treffer]:
    for _, inhalt in readable(valid(KEY)):
        address = reverse("leitbild-dokument", args=(inhalt["kennung"],))
        for daten in inhalt["abschnitte"]:
            if occurs(words, _texts(daten)):
                url = f"{address}#{daten['anker']}"
                art = daten["bezeichnung"] or "Leitbild"
                yield Treffer(art, daten["titel"] or art, url, excerpt(words, daten["text"]))


def _texts(daten: Mapping[str, Any]) -> list[str]:
    texts = [daten["bezeichnung"], daten["titel"], daten["untertitel"], plain(daten["text"])]
    return [*texts, daten["stimme_von"] or ""]
