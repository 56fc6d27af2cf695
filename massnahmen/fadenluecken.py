"""Which measures hang on nothing, which Strategien nobody carries out, of which measures nobody reported."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from bildungskommune.tracing.fadenluecken import Fadenluecke, fadenluecken
from bildungskommune.tracing.verwendung import with_stand
from konzept.fadenluecken import strategien
from konzept.links import feld_url
from konzept.models import Strategie
from massnahmen.models import Massnahme, Massnahmenbezug, MassnahmeStatus


@fadenluecken.register
def breaks() -> Iterable[Fadenluecke]:
    yield Fadenluecke(
        "massnahme-ohne-bezug",
        "Maßnahmen ohne Strategie, Ziel und Handlungsfeld",
        "woher",
        "Maßnahmen, die weder eine Strategie noch ein Ziel noch ein Handlungsfeld umsetzen. Verworfene zählen nicht.",
        "Fügen Sie auf der Seite der Maßnahme einen Bezug hinzu.",
        _untied,
        _desk,
        lambda massnahme: str(massnahme.federfuehrung or ""),
        gehoert_feld="federfuehrung__name",
    )
    yield Fadenluecke(
        "strategie-ohne-massnahme",
        "Strategien ohne Maßnahme",
        "wohin",
        "Strategien, die keine Maßnahme umsetzt. Verworfene Maßnahmen zählen nicht als Umsetzung.",
        "Legen Sie bei der Strategie eine Maßnahme an, oder geben Sie einer vorhandenen den Bezug auf die Strategie.",
        _idle,
        lambda strategie: f"{feld_url(strategie.handlungsfeld)}#{strategie.kennung}",
        lambda strategie: str(strategie.handlungsfeld),
        gehoert_feld="handlungsfeld__titel",
    )
    yield Fadenluecke(
        "massnahme-ohne-sachstand",
        "Maßnahmen ohne Sachstand",
        "wohin",
        "Maßnahmen, zu denen noch niemand berichtet hat. Verworfene zählen nicht.",
        "Tragen Sie auf der Seite der Maßnahme einen Sachstand ein.",
        _unreported,
        _desk,
        lambda massnahme: str(massnahme.federfuehrung or ""),
        gehoert_feld="federfuehrung__name",
    )


def _desk(massnahme: Massnahme) -> str:
    return reverse("v-massnahme", args=(massnahme.pk,))


def _standing() -> QuerySet[Massnahme]:
    found = Massnahme.objects.exclude(status=MassnahmeStatus.VERWORFEN)
    return found.select_related("federfuehrung").order_by("position", "pk")


def _untied() -> QuerySet[Massnahme]:
    tied = Q(strategie__isnull=False) | Q(ziel__isnull=False) | Q(handlungsfeld__isnull=False)
    return _standing().exclude(Exists(Massnahmenbezug.objects.filter(tied, massnahme=OuterRef("pk"))))


def _idle() -> QuerySet[Strategie]:
    carried_out = Massnahmenbezug.objects.filter(strategie=OuterRef("pk"))
    return strategien().exclude(Exists(carried_out.exclude(massnahme__status=MassnahmeStatus.VERWORFEN)))


def _unreported() -> QuerySet[Massnahme]:
    return _standing().exclude(with_stand(Massnahme))
