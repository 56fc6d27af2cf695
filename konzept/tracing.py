from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.knoten import FORTSCHREIBUNG
from bildungskommune.tracing.registry import register, register_addresses

register(
    Kante("konzept.Ableitung", woher="abschnitt", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Ableitung", woher="thema", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Strategie", woher="handlungsfeld", wohin=SELF),
    Kante("konzept.Strategie_auch_in", woher="handlungsfeld", wohin="strategie"),
    Kante("konzept.Ziel", woher="handlungsfeld", wohin=SELF),
    Kante("konzept.Strategie_ziele", woher="ziel", wohin="strategie"),
    Kante("konzept.Handlungsfeld", woher="vorgaenger", wohin=SELF, grund=FORTSCHREIBUNG),
    Kante("konzept.Ziel", woher="vorgaenger", wohin=SELF, grund=FORTSCHREIBUNG),
    Kante("konzept.Strategie", woher="vorgaenger", wohin=SELF, grund=FORTSCHREIBUNG),
)


def handlungsfeld(kennung: str) -> str:
    return reverse("handlungsfeld", args=(kennung,))


def ziel(kennung: str) -> str:
    feld, own = kennung.split("/")
    return f"{handlungsfeld(feld)}#ziel-{own}"


def strategie(kennung: str) -> str:
    feld, own = kennung.split("/")
    return f"{handlungsfeld(feld)}#{own}"


register_addresses(handlungsfeld=handlungsfeld, ziel=ziel, strategie=strategie)
