from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import register, register_addresses

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
