"""The filters of the lists that set an earlier day beside today."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters.filters import ChoiceFilter, DateFilter

from massnahmen.listen import ArbeitFilter, MassnahmeFilter
from massnahmen.models import Massnahme
from massnahmen.stand_am import last_half_year


def _all_of_them(rows: QuerySet[Massnahme], name: str, asked: object) -> QuerySet[Massnahme]:
    """What is compared is told after the rows are chosen."""
    return rows


def _day() -> DateFilter:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DateFilter(label="Stand vom", method=_all_of_them, widget=picker)


def _only() -> ChoiceFilter:
    return ChoiceFilter(
        label="Zeigen", method=_all_of_them, empty_label="alle", choices=[("geaendert", "nur, was sich geändert hat")]
    )


class GegenFilter(MassnahmeFilter):
    """Filter of the public list with the day that stands beside today."""

    gegen = _day()
    nur = _only()


class ArbeitGegenFilter(ArbeitFilter):
    """Filter of the office with the day that stands beside today."""

    gegen = _day()
    nur = _only()


def only_changed(form: Any) -> bool:
    """Whether the form asks for the changed ones alone."""
    return bool(form.is_valid() and form.cleaned_data.get("nur"))


def asked_day(form: Any, today: date) -> date:
    """Return the day of the form; without one, or with one that is none, the end of the last half-year."""
    form.is_valid()
    found: date | None = form.cleaned_data.get("gegen")
    return found or last_half_year(today)
