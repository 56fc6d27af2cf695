from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import Anfang, register, register_addresses, register_starts
from workshops import access
from workshops.models import Beitrag

register(
    Kante("workshops.Zuordnung", woher="beitrag", wohin="thema"),
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


def from_thema(kennung: str) -> Anfang | None:
    reihe, _, own = kennung.partition("/")
    thema = access.themen(AnonymousUser()).filter(reihe__kennung=reihe, kennung=own).first()
    return Anfang(f"Thema „{thema.titel}“", thema.get_absolute_url(), [thema]) if thema else None


def from_beitrag(code: str) -> Anfang | None:
    """Begin with a contribution that anybody may read: one that is not public is opened by its code alone."""
    card = Beitrag.objects.public().filter(reihe__oeffentlich=True, code=code).first()
    return Anfang(f"Beitrag {card.code}", card.get_absolute_url(), [card]) if card else None


register_starts(workshop=from_workshop, thema=from_thema, beitrag=from_beitrag)
