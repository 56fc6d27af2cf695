from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.knoten import FORTSCHREIBUNG
from bildungskommune.tracing.registry import Anfang, register, register_addresses, register_kinds, register_starts
from bildungskommune.tracing.ziele import Zielart, register_targets
from konzept.models import Handlungsfeld, Strategie

register(
    Kante("konzept.Ableitung", woher="abschnitt", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Ableitung", woher="thema", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Ableitung", woher="beitrag", wohin="handlungsfeld", grund="begruendung"),
    Kante("konzept.Strategie", woher="handlungsfeld", wohin=SELF),
    Kante("konzept.Strategie_auch_in", woher="handlungsfeld", wohin="strategie"),
    Kante("konzept.Ziel", woher="handlungsfeld", wohin=SELF),
    Kante("konzept.Strategie_ziele", woher="ziel", wohin="strategie"),
    *(
        Kante(f"konzept.{art}_aus_beteiligung", woher="punkt", wohin=art.lower(), grund="punkt__begruendung")
        for art in ("Handlungsfeld", "Ziel", "Strategie")
    ),
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
register_kinds(handlungsfeld="Handlungsfeld", ziel="Ziel", strategie="Strategie")


def from_handlungsfeld(kennung: str) -> Anfang | None:
    """Begin with a Handlungsfeld that was published, of the newest Konzept that has one of this name."""
    found = Handlungsfeld.objects.filter(kennung=kennung, veroeffentlicht=True).select_related("konzept")
    feld = found.order_by("-konzept__created", "-pk").first()
    return Anfang(str(feld), feld.get_absolute_url(), [feld]) if feld else None


def from_strategie(kennung: str) -> Anfang | None:
    feld, _, own = kennung.partition("/")
    found = Strategie.objects.filter(handlungsfeld__kennung=feld, kennung=own, veroeffentlicht=True)
    strategie = (
        found.select_related("handlungsfeld__konzept").order_by("-handlungsfeld__konzept__created", "-pk").first()
    )
    return Anfang(str(strategie), strategie.get_absolute_url(), [strategie]) if strategie else None


register_starts(handlungsfeld=from_handlungsfeld, strategie=from_strategie)


def _strategien(limit: int) -> list[Strategie]:
    found = Strategie.objects.select_related("handlungsfeld__konzept")
    return list(found.order_by("-handlungsfeld__konzept", "handlungsfeld__position", "position", "pk")[:limit])


def _strategie(kennung: str) -> Strategie | None:
    feld, _, own = kennung.partition("/")
    found = Strategie.objects.filter(handlungsfeld__kennung=feld, kennung=own).select_related("handlungsfeld__konzept")
    return found.order_by("-handlungsfeld__konzept__created", "-pk").first()


register_targets(Zielart("strategie", "Strategie", _strategien, _strategie))
