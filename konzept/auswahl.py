"""The Ziele of a Konzept by their priority: what the list shows and can be filtered by."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone
from django_filters.filters import ChoiceFilter

from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort
from konzept.bezeichnungen import Bezeichnungen
from konzept.drafting import priority_of
from konzept.models import Konzept, Priorisierung, Ziel
from konzept.skala import said

OHNE = "-"


def ziele(konzept: Konzept) -> QuerySet[Ziel]:
    """Return the Ziele of the Konzept with `wort`, their priority of today, `rang` on its scale, and `seit`."""
    held = Priorisierung.objects.filter(ziel=OuterRef("pk"), ab__lte=timezone.localdate()).order_by("-ab", "-pk")
    places = [When(wort=wort, then=Value(place)) for place, wort in enumerate(konzept.prioritaeten)]
    rows = Ziel.objects.filter(handlungsfeld__konzept=konzept).select_related("handlungsfeld__konzept")
    rows = rows.annotate(wort=Subquery(held.values("prioritaet")[:1]), seit=Subquery(held.values("ab")[:1]))
    rows = rows.annotate(rang=Case(*places, output_field=IntegerField()))
    return rows.prefetch_related("priorisierungen").order_by("handlungsfeld__position", "position")


class PrioritaetFilter(Filter):
    q = Suchwort("Ziel", "titel", "nr")
    prioritaet = ChoiceFilter(label="Priorität", method="at_level", empty_label="jede Priorität")
    feld = ChoiceFilter(label="Handlungsfeld", field_name="handlungsfeld__kennung", empty_label="alle Handlungsfelder")

    def __init__(self, *args: Any, konzept: Konzept, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # django_filters has no types
        words = [(wort, wort) for wort in konzept.prioritaeten]
        self.filters["prioritaet"].extra["choices"] = [*words, (OHNE, "ohne Priorität")]
        worte = konzept.worte
        self.filters["q"].label, self.filters["feld"].label = worte["ziel"].einzahl, worte["handlungsfeld"].einzahl
        self.filters["feld"].extra["empty_label"] = f"alle {worte['handlungsfeld'].mehrzahl}"
        felder = konzept.handlungsfelder.select_related("konzept").order_by("position", "pk")
        self.filters["feld"].extra["choices"] = [(feld.kennung, str(feld)) for feld in felder]

    def at_level(self, rows: QuerySet[Any], name: str, wort: str) -> QuerySet[Any]:
        return rows.filter(wort__isnull=True) if wort == OHNE else rows.filter(wort=wort)


def columns(worte: Bezeichnungen) -> Sequence[Spalte[Ziel]]:
    """Return the columns, named as the Konzept names its levels."""
    ziel, feld = worte["ziel"].einzahl, worte["handlungsfeld"].einzahl
    place = ("handlungsfeld__position", "position")
    return (
        Spalte(ziel, lambda ziel: f"{ziel.nr} {ziel.titel}".strip(), ("titel",), 60),
        Spalte(feld, lambda ziel: str(ziel.handlungsfeld), place, 40),
        Spalte("Priorität", lambda ziel: said(priority_of(ziel), "prioritaet"), ("rang", *place), 16),
        Spalte("Seit", lambda ziel: getattr(ziel, "seit", None), ("-seit",), 12),
        Spalte("Festgelegt von", lambda ziel: said(priority_of(ziel), "urheber"), breite=30),
        Spalte("Begründung", lambda ziel: said(priority_of(ziel), "begruendung"), breite=60, nur_datei=True),
    )
