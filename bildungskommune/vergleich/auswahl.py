"""Which Fassungen are compared: two to four of one line, the older first."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.ausgaben import LINIEN, visible_to
from bildungskommune.fassungen.models import Fassung, FassungQuerySet
from bildungskommune.fassungen.registry import UnknownDefinition, definition
from bildungskommune.vergleich.gegenueber import Zeile, compare

WENIGSTENS, HOECHSTENS = 2, 4
WIE_VIELE = f"Bitte wählen Sie {WENIGSTENS} bis {HOECHSTENS} Fassungen aus."


@dataclass(frozen=True)
class Linie:
    """The Fassungen of a document in one kind and language, by the parts of their address."""

    key: str
    dokument: str
    linie: str = ""

    def visible_to(self, user: Nutzer) -> FassungQuerySet:
        """Return the ones that this person may compare, oldest first; raises Http404 for a line that is none."""
        line = LINIEN.get(self.linie)
        if line is None or not _is_known(self.key):
            raise Http404("Diese Ausgabe gibt es nicht.")
        found = visible_to(self.key, user).filter(dokument=self.dokument, art=line[0], sprache=line[1])
        return (found if may_read_all(user) else found.readable()).order_by("nummer")

    def address(self, name: str, nummern: Sequence[int] = ()) -> str:
        parts = {"key": self.key, "dokument": self.dokument} | ({"linie": self.linie} if self.linie else {})
        return reverse(name, kwargs=parts | ({"nummern": "-".join(map(str, nummern))} if nummern else {}))


def _is_known(key: str) -> bool:
    try:
        definition(key)
    except UnknownDefinition:
        return False
    return True


def numbers(said: str) -> list[int]:
    """Return the numbers of an address, "1-3"; raises Http404 unless they are two to four and rise."""
    parts = said.split("-")
    if not WENIGSTENS <= len(parts) <= HOECHSTENS or not all(part.isdecimal() and len(part) < 6 for part in parts):
        raise Http404(WIE_VIELE)
    found = [int(part) for part in parts]
    if sorted(set(found)) != found or "-".join(map(str, found)) != said:
        raise Http404("Die Nummern müssen aufsteigen.")
    return found


def chosen(linie: Linie, nummern: str, user: Nutzer) -> list[Fassung]:
    """Return the Fassungen of an address; raises Http404 when this person may not read one of them."""
    wanted = numbers(nummern)
    known = linie.visible_to(user).filter(nummer__in=wanted).values("pk")
    found = list(Fassung.objects.filter(pk__in=known).order_by("nummer"))
    if len(found) != len(wanted):
        raise Http404("Eine dieser Fassungen gibt es nicht.")
    return found


def side_by_side(fassungen: Sequence[Fassung]) -> list[Zeile]:
    """Return every part of these Fassungen, each compared with the one before."""
    what = definition(fassungen[0].definition)
    return compare([list(what.teile(lesen.inhalt(fassung))) for fassung in fassungen])
