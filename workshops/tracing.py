from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import Anfang, register, register_addresses, register_starts
from bildungskommune.tracing.ziele import Zielart, register_targets
from workshops import access
from workshops.models import Beitrag, Thema

register(
    Kante("workshops.Zuordnung", woher="beitrag", wohin="thema"),
    Kante("workshops.Kartenherkunft", woher="quelle", wohin="ziel"),
    Kante("workshops.Thema", woher=SELF, wohin="uebergeordnet"),
    Kante("workshops.Projektskizze_themen", woher="thema", wohin="projektskizze"),
)


def beitrag(code: str) -> str:
    return reverse("beitrag", args=(code,))


def thema(kennung: str) -> str:
    reihe, own = kennung.split("/")
    return reverse("thema", args=(reihe, own))


def projektskizze(kennung: str) -> str:
    workshop, own = kennung.split("/")
    return f"{reverse('workshop', args=(workshop,))}#skizze-{own}"


register_addresses(beitrag=beitrag, thema=thema, projektskizze=projektskizze)


def from_workshop(slug: str) -> Anfang | None:
    """Begin with all Themen of a public workshop."""
    workshop = access.workshops(AnonymousUser()).filter(slug=slug).first()
    if workshop is None:
        return None
    return Anfang(workshop.titel, workshop.get_absolute_url(), list(workshop.themen.select_related("reihe")))


def from_reihe(kennung: str) -> Anfang | None:
    """Begin with all Themen of a public Reihe."""
    reihe = access.reihen(AnonymousUser()).filter(kennung=kennung).first()
    if reihe is None:
        return None
    return Anfang(reihe.titel, reihe.get_absolute_url(), list(reihe.themen.select_related("reihe")))


def from_thema(kennung: str) -> Anfang | None:
    reihe, _, own = kennung.partition("/")
    thema = access.themen(AnonymousUser()).filter(reihe__kennung=reihe, kennung=own).first()
    return Anfang(f"Thema „{thema.titel}“", thema.get_absolute_url(), [thema]) if thema else None


def from_beitrag(code: str) -> Anfang | None:
    """Begin with a contribution that anybody may read: one that is not public is opened by its code alone."""
    card = Beitrag.objects.public().filter(reihe__oeffentlich=True, code=code).first()
    return Anfang(f"Beitrag {card.code}", card.get_absolute_url(), [card]) if card else None


register_starts(reihe=from_reihe, workshop=from_workshop, thema=from_thema, beitrag=from_beitrag)


def _themen(limit: int) -> list[Thema]:
    return list(
        Thema.objects.filter(zusammengefuehrt=False).select_related("reihe").order_by("-reihe", "titel")[:limit]
    )


def _thema(kennung: str) -> Thema | None:
    reihe, _, own = kennung.partition("/")
    return Thema.objects.filter(reihe__kennung=reihe, kennung=own).select_related("reihe").first()


def _karte(code: str) -> Beitrag | None:
    return Beitrag.objects.filter(code=code).select_related("reihe").first()


# A card is named by its code: nobody looks through thousands of them in a list.
register_targets(Zielart("thema", "Thema", _themen, _thema), Zielart("beitrag", "Karte", lambda limit: (), _karte))
