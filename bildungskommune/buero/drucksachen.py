"""The Anlage zum Sachbericht on paper."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.drucksachen.muster import Muster, muster
from bildungskommune.verfahren.sachbericht import tables

SACHBERICHT = "sachbericht"


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(SACHBERICHT, "druck/blatt_sachbericht.html")


def anlage(von: date, bis: date) -> Wunsch:
    """Return what is printed of a period: all its tables."""
    return Wunsch(
        muster=SACHBERICHT,
        titel=f"Anlage zum Sachbericht, {von:%d.%m.%Y} bis {bis:%d.%m.%Y}",
        datei=f"anlage-sachbericht-{von}-{bis}",
        link=addresses.page("v-sachbericht"),
        inhalt={
            "von": von.isoformat(),
            "bis": bis.isoformat(),
            "tafeln": [
                {"titel": one.titel, "kopf": list(one.kopf), "zeilen": one.lesbar, "leer": one.leer}
                for one in tables(von, bis)
            ],
        },
        zurueck=f"{reverse('v-sachbericht')}?von={von}&bis={bis}",
        rahmen="verwaltung/basis.html",
    )
