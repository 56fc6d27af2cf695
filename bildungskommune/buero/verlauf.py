"""What the list of the audit trail shows and can be filtered by."""

from typing import Any

from django import forms
from django.apps import apps
from django_filters.filters import ChoiceFilter, DateFilter

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.audit.saetze import in_words
from bildungskommune.tabellen import wann
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort

PORTAL = "portal"


def kind(label: str) -> str:
    """Return what people call a kind of thing, its label when the kind is gone."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except (LookupError, ValueError):
        return label


def _day(label: str, lookup: str) -> DateFilter:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DateFilter(label=label, field_name="created", lookup_expr=lookup, widget=picker)


class VerlaufFilter(Filter):
    """Kinds and persons to choose from are those that occur in what the person may read."""

    q = Suchwort("Bezeichnung oder Ereignis", "objekt_name", "ereignis")
    art = ChoiceFilter(label="Art", field_name="objekt_art", empty_label="alles")
    wer = ChoiceFilter(label="Wer", method="done_by", empty_label="alle")
    von = _day("Von", "date__gte")
    bis = _day("Bis", "date__lte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # it has no types
        rows = self.queryset.order_by()
        arten = rows.values_list("objekt_art", flat=True).distinct()
        self.filters["art"].extra["choices"] = sorted(((one, kind(one)) for one in arten), key=lambda one: one[1])
        people = Konto.objects.filter(pk__in=rows.values("konto_id")).order_by("name", "pk")
        self.filters["wer"].extra["choices"] = [(PORTAL, "ohne Konto"), *((str(one.pk), str(one)) for one in people)]

    def done_by(self, rows: Any, name: str, wer: str) -> Any:
        return rows.filter(konto=None) if wer == PORTAL else rows.filter(konto=wer)


def _sentence(eintrag: Eintrag) -> str:
    return in_words([eintrag])[0].satz


SPALTEN: tuple[Spalte[Eintrag], ...] = (
    Spalte("Wann", lambda eintrag: wann(eintrag.created), ("-created",), 18),
    Spalte("Wer", lambda eintrag: in_words([eintrag])[0].wer, ("konto__name",), 30),
    Spalte("Was", _sentence, breite=80),
    Spalte("Art", lambda eintrag: kind(eintrag.objekt_art), breite=24, nur_datei=True),
    Spalte("Bezeichnung", lambda eintrag: eintrag.objekt_name, breite=50, nur_datei=True),
    Spalte("Ereignis", lambda eintrag: eintrag.ereignis, breite=30, nur_datei=True),
)
