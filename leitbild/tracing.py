from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.knoten import FORTSCHREIBUNG
from bildungskommune.tracing.registry import Anfang, register, register_addresses, register_starts
from bildungskommune.tracing.ziele import Zielart, register_targets
from leitbild.models import Abschnitt

register(
    Kante("leitbild.Herleitung", woher="beitrag", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Herleitung", woher="thema", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Herleitung", woher="zahlenwert", wohin="abschnitt", grund="begruendung"),
    Kante("leitbild.Abschnitt_aus_beteiligung", woher="punkt", wohin="abschnitt", grund="punkt__begruendung"),
    Kante("leitbild.Abschnitt", woher="vorgaenger", wohin=SELF, grund=FORTSCHREIBUNG),
)


def abschnitt(kennung: str) -> str:
    leitbild, anker = kennung.split("/")
    return f"{reverse('leitbild-dokument', args=(leitbild,))}#{anker}"


register_addresses(abschnitt=abschnitt)


def from_abschnitt(kennung: str) -> Anfang | None:
    """Begin with a part of the Leitbild that was published."""
    leitbild, _, anker = kennung.partition("/")
    found = Abschnitt.objects.filter(leitbild__kennung=leitbild, kennung=anker, veroeffentlicht=True)
    part = found.select_related("leitbild").first()
    return Anfang(str(part), part.get_absolute_url(), [part]) if part else None


register_starts(abschnitt=from_abschnitt)


def _abschnitte(limit: int) -> list[Abschnitt]:
    return list(Abschnitt.objects.select_related("leitbild").order_by("-leitbild", "position", "pk")[:limit])


def _abschnitt(kennung: str) -> Abschnitt | None:
    leitbild, _, anker = kennung.partition("/")
    return Abschnitt.objects.filter(leitbild__kennung=leitbild, kennung=anker).select_related("leitbild").first()


register_targets(Zielart("abschnitt", "Leitbild", _abschnitte, _abschnitt))
