"""Where the parts of a laid out Konzept stand in its draft."""

from collections.abc import Iterator, Mapping

from django.urls import reverse

from bildungskommune.beteiligung.einarbeitung import Entwurf, Ort, entwuerfe
from konzept.fassungen import KEY
from konzept.links import konzept_url
from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel

TEILE: Mapping[str, type[Ziel] | type[Strategie]] = {"ziel": Ziel, "strategie": Strategie}


@entwuerfe.register
def draft() -> Iterator[Entwurf]:
    yield Entwurf(KEY, find)


def find(konzept: int, teil: str, absatz: str) -> Ort | None:
    """Return the text that is named as a Fassung names it: "einleitung", "hf-1/zielbild", "hf-1/ziel/mehr-busse"."""
    feld, _, rest = teil.partition("/")
    art, _, kennung = rest.partition("/")
    if teil == "einleitung":
        return _introduction(konzept)
    if art in TEILE and kennung:
        return _part(konzept, feld, art, kennung)
    return _field(konzept, feld, art) if art in Handlungsfeld.ABSATZFELDER and not kennung else None


def _introduction(pk: int) -> Ort | None:
    konzept = Konzept.objects.filter(pk=pk).first()
    return Ort(konzept, "einleitung", konzept_url(konzept), lambda punkt: None) if konzept else None


def _field(konzept: int, kennung: str, name: str) -> Ort | None:
    feld = Handlungsfeld.objects.filter(konzept=konzept, kennung=kennung).first()
    return Ort(feld, name, reverse("v-handlungsfeld", args=(feld.pk,)), feld.aus_beteiligung.add) if feld else None


def _part(konzept: int, feld: str, art: str, kennung: str) -> Ort | None:
    rows = TEILE[art]._default_manager.filter(handlungsfeld__konzept=konzept, handlungsfeld__kennung=feld)
    part = rows.filter(kennung=kennung).select_related("handlungsfeld__konzept").first()
    return Ort(part, "text", reverse(f"v-{art}-edit", args=(part.pk,)), part.aus_beteiligung.add) if part else None
