"""Where the parts of a laid out Leitbild stand in its draft."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.beteiligung.einarbeitung import Entwurf, Ort, entwuerfe
from leitbild import drafting
from leitbild.fassungen import KEY
from leitbild.models import Abschnitt, Leitbild

VORSPANN = "vorspann"


@entwuerfe.register
def draft() -> Iterator[Entwurf]:
    yield Entwurf(KEY, find)


def find(leitbild: int, teil: str, absatz: str) -> Ort | None:
    """Return the Vorspann, or the text of an Abschnitt by its Kennung."""
    return _preface(leitbild) if teil == VORSPANN else _section(leitbild, teil)


def _preface(pk: int) -> Ort | None:
    leitbild = Leitbild.objects.filter(pk=pk).first()
    return (
        Ort(leitbild, VORSPANN, reverse("v-leitbild-edit", args=(leitbild.pk,)), lambda punkt: None)
        if leitbild
        else None
    )


def _section(leitbild: int, teil: str) -> Ort | None:
    abschnitt = Abschnitt.objects.filter(leitbild=leitbild, kennung=teil).select_related("leitbild").first()
    if abschnitt is None:
        return None
    url = reverse("v-abschnitt-edit", args=(abschnitt.pk,))
    return Ort(abschnitt, "text", url, abschnitt.aus_beteiligung.add, drafting.change_abschnitt)
