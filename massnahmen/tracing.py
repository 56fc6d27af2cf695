from django.db.models import F, Func, TextField, Value
from django.db.models.functions import NullIf
from django.urls import reverse

from bildungskommune.tracing.faden import SELF, Kante
from bildungskommune.tracing.registry import register, register_addresses
from bildungskommune.tracing.ziele import Zielart, register_targets
from massnahmen.models import Massnahme

# What happened and, where something stands in the way, why: as `Sachstand.wortlaut` says it.
WORTLAUT = Func(
    Value("\n\n"),
    NullIf(F("text"), Value("")),
    NullIf(F("hindernisse"), Value("")),
    function="CONCAT_WS",
    output_field=TextField(),
)

AUS_SKIZZE = Value("Aus der Projektskizze einer Arbeitsgruppe")

register(
    Kante("massnahmen.Massnahmenbezug", woher="strategie", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="ziel", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="handlungsfeld", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahmenbezug", woher="abschnitt", wohin="massnahme", grund="begruendung"),
    Kante("massnahmen.Massnahme_aus_beteiligung", woher="punkt", wohin="massnahme", grund="punkt__begruendung"),
    Kante("massnahmen.Massnahme", woher="skizze", wohin=SELF, grund=AUS_SKIZZE),
    Kante("massnahmen.Sachstand", woher="massnahme", wohin=SELF, grund=WORTLAUT, nur="newest_each", stand=True),
)


def massnahme(kennung: str) -> str:
    return reverse("massnahme", args=(kennung,))


def sachstand(massnahme_kennung: str) -> str:
    return f"{massnahme(massnahme_kennung)}#stand"


register_addresses(massnahme=massnahme, sachstand=sachstand)


def _massnahmen(limit: int) -> list[Massnahme]:
    return list(Massnahme.objects.order_by("position", "pk")[:limit])


def _massnahme(kennung: str) -> Massnahme | None:
    return Massnahme.objects.filter(kennung=kennung).first()


register_targets(Zielart("massnahme", "Maßnahme", _massnahmen, _massnahme))
