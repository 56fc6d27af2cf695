from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.knoten import FORTSCHREIBUNG
from bildungskommune.tracing.registry import register, register_addresses

register(
    Kante("leitbild.Herleitung", woher="beitrag", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Herleitung", woher="thema", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Abschnitt", woher="vorgaenger", wohin=SELF, grund=FORTSCHREIBUNG),
)


def abschnitt(kennung: str) -> str:
    leitbild, anker = kennung.split("/")
    return f"{reverse('leitbild-dokument', args=(leitbild,))}#{anker}"


register_addresses(abschnitt=abschnitt)
