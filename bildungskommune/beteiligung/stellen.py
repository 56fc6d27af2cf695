"""The places of a Fassung to which something can be said: the whole text, a part, a paragraph."""

from collections.abc import Mapping
from dataclasses import dataclass

from bildungskommune.auslage.gedaechtnis import gedaechtnis
from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.textteile import Absatz, Teil

GANZ = "Zum ganzen Text"
_ZEICHEN = 60


@dataclass(frozen=True)
class Stelle:
    """A place as people know it. Without a part it is the whole text, without a paragraph the whole part."""

    teil: Teil | None = None
    absatz: Absatz | None = None

    @property
    def name(self) -> str:
        """How the address and a form name it: "leitsatz-3.absatz-2"."""
        named = (self.teil.kennung if self.teil else "", self.absatz.kennung if self.absatz else "")
        return ".".join(filter(None, named))

    @property
    def worte(self) -> str:
        """Say in words which place this is: "Leitsatz 3: Kein Weg ist zu weit, Absatz 2"."""
        if self.teil is None:
            return GANZ
        if self.absatz is None:
            return self.teil.titel
        place = next(nr for nr, one in enumerate(self.teil.absaetze, 1) if one.kennung == self.absatz.kennung)
        return f"{self.teil.titel.removesuffix('.')}, Absatz {place}"

    @property
    def anfang(self) -> str:
        """Return the first words of the paragraph, by which people recognise it."""
        words = self.absatz.worte if self.absatz else ""
        return words if len(words) <= _ZEICHEN else f"{words[:_ZEICHEN].rsplit(' ', 1)[0]} …"


class Stellen:
    """All places of a Fassung, in its order. Read once in a process: a Fassung may be long, and each page asks."""

    def __init__(self, fassung: Fassung) -> None:
        pk = fassung.pk
        self.teile = gedaechtnis.get(f"stellen {pk}", lambda: _teile(pk))
        self._by_name: Mapping[str, Teil] = {teil.kennung: teil for teil in self.teile}

    def find(self, teil: str, absatz: str = "") -> Stelle | None:
        """Return the place of these names, None when the Fassung has none."""
        if not teil:
            return Stelle()
        part = self._by_name.get(teil)
        if part is None or not absatz:
            return Stelle(part) if part else None
        found = next((one for one in part.absaetze if one.kennung == absatz), None)
        return Stelle(part, found) if found else None

    def named(self, name: str) -> Stelle | None:
        """Return the place that an address names; names of parts may have a dot of their own."""
        if name in self._by_name:
            return self.find(name)
        teil, _, absatz = name.rpartition(".")
        return self.find(teil, absatz) if teil else self.find(name)

    def words(self, teil: str, absatz: str = "") -> str:
        """Say in words which place this is, also when it is none of this Fassung."""
        stelle = self.find(teil, absatz) or self.find(teil)
        return stelle.worte if stelle else f"„{teil}“, steht hier nicht mehr"

    def neighbours(self, teil: Teil) -> tuple[Teil | None, Teil | None]:
        """Return the parts before and after this one."""
        place = self.teile.index(teil)
        before = self.teile[place - 1] if place else None
        return before, next(iter(self.teile[place + 1 :]), None)


def _teile(pk: int) -> tuple[Teil, ...]:
    """Return the parts as they stand in the database: what somebody has loaded before may be older."""
    fassung = Fassung.objects.get(pk=pk)
    return tuple(definition(fassung.definition).teile(lesen.inhalt(fassung)))
