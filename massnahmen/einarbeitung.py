"""Where the passages of a laid out plan stand in its draft."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.beteiligung.einarbeitung import Entwurf, Ort, entwuerfe
from massnahmen.fassungen import KEY
from massnahmen.forms import TEILE
from massnahmen.models import Massnahme, Massnahmenplan

EINLEITUNG = "einleitung"
TEXTE = ("kurzbeschreibung", "ziel", "anlass", "finanzierung", "personalbedarf")
"""What a measure says in sentences. Days, Stellen and sums are chosen, not worded."""


@entwuerfe.register
def draft() -> Iterator[Entwurf]:
    yield Entwurf(KEY, find)


def find(plan: int, teil: str, absatz: str) -> Ort | None:
    """Return the introduction of a plan, or the text of a measure that the plan names by its Kennung."""
    if teil == EINLEITUNG:
        return _introduction(plan)
    return _text(plan, teil, absatz) if absatz in TEXTE else None


def _introduction(pk: int) -> Ort | None:
    plan = Massnahmenplan.objects.filter(pk=pk).first()
    return Ort(plan, EINLEITUNG, reverse("v-plan-edit", args=(pk,)), lambda punkt: None) if plan else None


def _text(plan: int, kennung: str, feld: str) -> Ort | None:
    massnahme = Massnahme.objects.filter(plaetze__plan=plan, kennung=kennung).first()
    if massnahme is None:
        return None
    part = next(name for name, teil in TEILE.items() if feld in teil.felder)
    url = f"{reverse('v-massnahme-edit', args=(massnahme.pk,))}?teil={part}"
    return Ort(massnahme, feld, url, massnahme.aus_beteiligung.add)
