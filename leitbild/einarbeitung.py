"""Where the parts of a laid out Leitbild stand in its draft."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.beteiligung.einarbeitung import Entwurf, Ort, entwuerfe
from leitbild import drafting
from leitbild.fassungen import KEY
from leitbild.models import Abschnitt


@entwuerfe.register
def draft() -> Iterator[Entwurf]:
    yield Entwurf(KEY, find)


def find(leitbild: int, teil: str) -> Ort | None:
    """Return the text of an Abschnitt by its Kennung."""
    abschnitt = Abschnitt.objects.filter(leitbild=leitbild, kennung=teil).select_related("leitbild").first()
    if abschnitt is None:
        return None
    url = reverse("v-abschnitt-edit", args=(abschnitt.pk,))
    return Ort(abschnitt, "text", url, abschnitt.aus_beteiligung.add, drafting.change_abschnitt)
