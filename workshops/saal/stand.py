"""What phones and the screen show at this moment: the question, the cards, the result."""

from collections.abc import Sequence
from dataclasses import dataclass

from bildungskommune import addresses
from workshops.models import Beitrag, Saal, Saalschritt
from workshops.saal import karten
from workshops.wand import rangfolge
from workshops.wand.rangfolge import Rang

AUF_DEM_TELEFON = 30
AUF_DER_LEINWAND = 9
RAENGE = 8
"""So many ranks are readable from the back of a hall."""


@dataclass(frozen=True)
class Stand:
    """One moment in a hall; `weitere` counts the cards or ranks that are not shown."""

    saal: Saal
    offen: bool
    schritt: Saalschritt | None
    karten: Sequence[Beitrag] = ()
    raenge: Sequence[Rang] = ()
    weitere: int = 0

    @property
    def schreibt(self) -> bool:
        return self.offen and self.schritt is not None and self.schritt.art == Saalschritt.Art.KARTEN

    @property
    def stimmt_ab(self) -> bool:
        """Whether the step is a vote, running or ended."""
        return self.schritt is not None and self.schritt.art == Saalschritt.Art.ABSTIMMUNG

    @property
    def beendet(self) -> bool:
        """Whether the vote of this step is ended, so that all may see how it came out."""
        abfrage = self.schritt.abfrage if self.schritt else None
        return self.stimmt_ab and abfrage is not None and abfrage.beendet

    @property
    def ansage(self) -> str:
        """The question of the step, or why there is none."""
        if not self.offen:
            return "Der Saal ist geschlossen"
        return self.schritt.titel if self.schritt else "Gleich geht es los"

    @property
    def marke(self) -> str:
        """Another one means: it goes on. Cards that come and go do not change it."""
        if not self.offen:
            return "zu"
        words = [self.schritt.pk, self.schritt.version] if self.schritt else [0]
        return ".".join(map(str, [*words, *(["beendet"] if self.beendet else [])]))

    @property
    def adresse(self) -> str:
        """The address without its scheme, as people type it."""
        return addresses.absolute(self.saal.get_absolute_url()).split("://")[-1].rstrip("/")


def now(saal: Saal, *, cards: int) -> Stand:
    """Return what is to be seen, with at most so many cards."""
    schritt = saal.schritt
    stand = Stand(saal=saal, offen=saal.is_open(), schritt=schritt)
    if not stand.offen:
        return stand
    if stand.beendet and schritt is not None and schritt.abfrage is not None:
        raenge = rangfolge.of_abfrage(schritt.abfrage)
        return Stand(saal, stand.offen, schritt, raenge=raenge[:RAENGE], weitere=max(len(raenge) - RAENGE, 0))
    if schritt is not None and stand.schreibt:
        seen = karten.seen(saal)
        found = list(seen[:cards])
        return Stand(saal, stand.offen, schritt, karten=found, weitere=seen.count() - len(found))
    return stand
