"""A stage whose result is a document: what holds of it as a Fassung, or what can be said before."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from bildungskommune.fassungen.ausgaben import valid
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.stufen import Stufe


@dataclass(frozen=True)
class Zahl:
    """How much the valid Fassung has of what the stage is about: 12, "Leitsätze", "Leitsätze"."""

    gross: int
    wort: str
    unter: str


@dataclass(frozen=True)
class Dokumentstufe:
    """A stage of the process that ends in a document."""

    key: str
    nr: int
    name: str
    satz: str
    vorher: str
    """What stands under the number before there is one."""

    def now(self, url: str, count: Callable[[Fassung], Zahl], begun: Callable[[], bool]) -> Stufe:
        """Return the stage as it stands: only what the valid Fassung makes necessary is counted."""
        fassung = valid(self.key).without_snapshot().first()
        return self._before(url, begun()) if fassung is None else self._published(url, fassung, count(fassung))

    def _published(self, url: str, fassung: Fassung, zahl: Zahl) -> Stufe:
        assert fassung.veroeffentlicht_am is not None
        return Stufe(
            nr=self.nr,
            name=self.name,
            url=url,
            zahl=f"{zahl.gross} {zahl.wort}",
            gross=zahl.gross,
            unter=zahl.unter,
            satz=self.satz,
            fertig="fertig",
            stand_wort="veröffentlicht",
            stand_art="gut",
            datum=timezone.localdate(fassung.veroeffentlicht_am),
        )

    def _before(self, url: str, begun: bool) -> Stufe:
        fertig = "laeuft" if begun else "offen"
        return Stufe(
            nr=self.nr,
            name=self.name,
            url=url,
            zahl="in Arbeit" if begun else "folgt",
            gross=0,
            unter=self.vorher,
            satz=self.satz,
            fertig=fertig,
            stand_wort="in Arbeit" if begun else "noch nicht begonnen",
            stand_art=fertig,
        )
