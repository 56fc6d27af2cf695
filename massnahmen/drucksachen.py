"""The Steckbrief of one measure on paper, as it stands today."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils import timezone

from bildungskommune import addresses
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.drucksachen.muster import Muster, muster
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.snapshot import FADEN, Sammlung, unfold
from konzept.bezeichnungen import PLAN, frozen
from massnahmen.fassungen import complete
from massnahmen.links import neighbours_of
from massnahmen.models import Massnahme
from massnahmen.plaetze import named
from massnahmen.schema import JE_ART
from massnahmen.snapshot import Umfeld, massnahme_data

STECKBRIEF = "massnahme"


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(STECKBRIEF, "druck/blatt_massnahme.html", read=_read)


def _read(inhalt: dict[str, Any]) -> dict[str, Any]:
    """Return what is printed; what was ordered before measures had words of their own says those of the portal."""
    return {"bezeichnungen": frozen(PLAN), **unfold(inhalt), "art": STECKBRIEF}


def steckbrief(pk: int) -> Wunsch:
    """Return what is printed of a measure: what its public page says of it, and where it comes from."""
    massnahme = named(complete(Massnahme.objects.filter(pk=pk)).get())
    links = neighbours_of([pk]).get(pk, ())
    today, sammlung = timezone.localdate(), Sammlung(JE_ART)
    umfeld = Umfeld(netz([massnahme], "woher").schritte(massnahme), links, {})
    return Wunsch(
        muster=STECKBRIEF,
        titel=f"Steckbrief: {massnahme}",
        datei=f"steckbrief-{massnahme.kennung}",
        link=addresses.absolute(massnahme.get_absolute_url()),
        inhalt={
            "bezeichnungen": massnahme.worte.eingefroren(),
            "massnahme": massnahme_data(massnahme, umfeld, sammlung, today),
            "stichtag": today.isoformat(),
            FADEN: sammlung.steps,
        },
        zurueck=reverse("massnahme", args=(massnahme.kennung,)),
        rahmen="massnahmen/basis.html",
    )
