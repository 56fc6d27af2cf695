"""The measures of a plan by their priority: what the list of the desk shows and can be filtered by."""

from collections.abc import Sequence

from django.db.models import OuterRef, Subquery

from bildungskommune.werkbank.liste import Spalte
from konzept.bezeichnungen import Ebene
from konzept.skala import said
from massnahmen.listen import MassnahmeFilter
from massnahmen.models import Massnahme, Massnahmenplan, Massnahmenpriorisierung
from massnahmen.models.massnahme import MassnahmeQuerySet
from massnahmen.prioritaeten import priority_of


def massnahmen(plan: Massnahmenplan) -> MassnahmeQuerySet:
    """Return the measures of the plan with `rang` on its scale, and `seit` which day their priority holds."""
    newest = Massnahmenpriorisierung.objects.filter(massnahme=OuterRef("pk")).order_by("-ab", "-pk")
    rows = Massnahme.objects.of_plan(plan).with_rank(plan.prioritaeten)
    rows = rows.annotate(seit=Subquery(newest.values("ab")[:1]))
    return rows.select_related("federfuehrung").prefetch_related("priorisierungen")


class RangFilter(MassnahmeFilter):
    oeffentlich = False


def columns(ebene: Ebene) -> Sequence[Spalte[Massnahme]]:
    """Return the columns; the first is named as the plan calls its measures."""
    return (
        Spalte(ebene.einzahl, lambda one: f"{one.nummer} {one.titel}".strip(), ("titel",), 60),
        Spalte("Priorität", lambda one: one.prioritaet, ("rang", "plaetze__position"), 16),
        Spalte("Seit", lambda one: getattr(one, "seit", None), ("-seit",), 12),
        Spalte("Festgelegt von", lambda one: said(priority_of(one), "urheber"), breite=30),
        Spalte("Begründung", lambda one: said(priority_of(one), "begruendung"), breite=60, nur_datei=True),
        Spalte("Stand", lambda one: one.get_status_display(), ("status",), 16),
        Spalte("Zuständig", lambda one: str(one.federfuehrung or ""), breite=36, nur_datei=True),
    )
