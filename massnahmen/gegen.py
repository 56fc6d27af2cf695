"""The filters of the lists that set an earlier day beside today."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django_filters.filters import DateFilter

from massnahmen.listen import ArbeitFilter, MassnahmeFilter
from massnahmen.models import Massnahme
from massnahmen.stand_am import last_half_year


def _all_of_them(rows: QuerySet[Massnahme], name: str, tag: date) -> QuerySet[Massnahme]:
    """The day selects nothing away."""
    return rows


def _day() -> DateFilter:
    picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DateFilter(label="Stand vom", method=_all_of_them, widget=picker)


class GegenFilter(MassnahmeFilter):
    """Filter of the public list with the day that stands beside today."""

    gegen = _day()


class ArbeitGegenFilter(ArbeitFilter):
    """Filter of the office with the day that stands beside today."""

    gegen = _day()


def asked_day(form: Any, today: date) -> date:
    """Return the day of the form; without one, or with one that is none, the end of the last half-year."""
    form.is_valid()
    found: date | None = form.cleaned_data.get("gegen")
    return found or last_half_year(today)
