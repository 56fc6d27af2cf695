"""The Steckbrief of one measure on paper, as it stands today."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.drucksachen.muster import Muster, muster
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.snapshot import FADEN, Sammlung, unfold
from massnahmen.fassungen import complete
from massnahmen.links import neighbours_of
from massnahmen.models import Massnahme
from massnahmen.schema import JE_ART
from massnahmen.snapshot import Umfeld, massnahme_data

STECKBRIEF = "massnahme"


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(STECKBRIEF, "druck/blatt_massnahme.html", read=unfold)


def steckbrief(pk: int) -> Wunsch:
    """Return what is printed of a measure: what its public page says of it, and where it comes from."""
    massnahme = complete(Massnahme.objects.filter(pk=pk)).get()
    links = neighbours_of([pk]).get(pk, ())
    today, sammlung = timezone.localdate(), Sammlung(JE_ART)
    umfeld = Umfeld(netz([massnahme], "woher").schritte(massnahme), links, {})
    return Wunsch(
        muster=STECKBRIEF,
        titel=f"Steckbrief: {massnahme}",
        datei=f"steckbrief-{massnahme.kennung}",
        link=addresses.absolute(massnahme.get_absolute_url()),
        inhalt={
            "massnahme": massnahme_data(massnahme, umfeld, sammlung, today),
            "stichtag": today.isoformat(),
            FADEN: sammlung.steps,
        },
        zurueck=reverse("massnahme", args=(massnahme.kennung,)),
        rahmen="massnahmen/basis.html",
    )
