"""Who was not in the room: the directory against those invited and those present over a Reihe, gaps first."""

from dataclasses import dataclass

from django.utils import timezone

from workshops.auswertung import zahlen
from workshops.auswertung.gliederung import Gliederung, Gruppe
from workshops.auswertung.umfang import Umfang
from workshops.auswertung.zahlen import Summe
from workshops.models import Workshop
from workshops.models.enums import WorkshopStatus


@dataclass(frozen=True)
class Luecke:
    gruppe: Gruppe
    haeuser: int
    eingeladen: int
    da: int

    @property
    def fehlen(self) -> int:
        return self.haeuser - self.da

    @property
    def anteil(self) -> int:
        """How many of the directory were there, in whole percent."""
        return round(100 * self.da / self.haeuser)


def gaps(umfang: Umfang) -> list[tuple[Gliederung, list[Luecke]]]:
    """Return for each kind of group who of the directory was there: the smallest share first, then the largest gap."""
    found = zahlen.by_group(umfang)
    return [(art, _sorted(zahlen.of_kind(found, art))) for art in Gliederung]


def _sorted(rows: list[tuple[Gruppe, Summe]]) -> list[Luecke]:
    gaps = [Luecke(gruppe, one.haeuser, one.haeuser_eingeladen, one.haeuser_da) for gruppe, one in rows if one.haeuser]
    return sorted(gaps, key=lambda one: (one.da / one.haeuser, -one.haeuser, one.gruppe.wort))


def next_workshop(umfang: Umfang) -> Workshop | None:
    """Return the next workshop of the Reihe that somebody can be invited to."""
    ahead = umfang.termine().filter(beginn__gt=timezone.now()).exclude(status=WorkshopStatus.VERSCHOBEN)
    return ahead.order_by("beginn", "pk").first()
