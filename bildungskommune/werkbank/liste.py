"""A list of the desk: filtered, sorted by a column, in pages, and as a file of just what the filter shows."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django import forms
from django.core.exceptions import FieldDoesNotExist
from django.core.paginator import Page
from django.db import models
from django.db.models import Case, F, Func, Model, QuerySet, Value, When
from django.db.models.constants import LOOKUP_SEP
from django.db.models.functions import NullIf
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django_filters.filters import CharFilter
from django_filters.filterset import FilterSet

from bildungskommune.tabellen import TYPES, Zelle, csv_lines, xlsx_file
from bildungskommune.ui import paging
from bildungskommune.ui.forms import FilterForm
from bildungskommune.werkbank.suchen import matching

M = TypeVar("M", bound=Model)
SORTIERUNG, DATEI = "sortierung", "als"
CHUNK = 500
"""So many rows at a time are read for a file."""
NAMES = {"csv": "CSV", "xlsx": "Excel"}


class Filter(FilterSet):
    """Base of all filters: the form of the portal, in the address; a value that makes no sense selects nothing away."""

    class Meta:
        form = FilterForm

    @property
    def is_set(self) -> bool:
        """Whether anything is asked for."""
        self.form.is_valid()
        return any(name in self.form.cleaned_data for name in self.form.changed_data)


class Suchwort(CharFilter):
    """A search box: every word must occur in one of the `felder`."""

    def __init__(self, label: str, *felder: str) -> None:
        box = forms.TextInput(attrs={"type": "search"})
        super().__init__(label=label, max_length=200, widget=box)  # type: ignore[no-untyped-call]  # it has no types
        self.felder = felder

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return qs.filter(matching(value, *self.felder)) if value else qs


@dataclass(frozen=True)
class Spalte(Generic[M]):
    """One column. With `ordnung` people can sort by it, with `wert` it stands in the file."""

    kopf: str
    wert: Callable[[M], Zelle] | None = None
    ordnung: tuple[str, ...] = ()
    """Fields to sort by, as the first click does: "-" for the largest or newest on top. Empty values come last."""
    breite: int = 20
    """Width in the workbook, in characters."""
    nur_datei: bool = False
    klasse: str = ""

    @property
    def name(self) -> str:
        """How the address names the column."""
        return self.ordnung[0].lstrip("-") if self.ordnung else ""

    @property
    def falls(self) -> bool:
        """Whether the first click puts the largest or newest on top."""
        return bool(self.ordnung) and self.ordnung[0].startswith("-")


@dataclass(frozen=True)
class Kopf:
    """The head of a column on the screen."""

    wort: str
    url: str
    """Address that sorts by it; empty when it cannot be sorted by."""
    richtung: str
    """For aria-sort: ascending, descending or empty."""
    klasse: str


class Liste(Generic[M]):
    """What the address asks for of these rows."""

    def __init__(
        self,
        request: HttpRequest,
        rows: QuerySet[M],
        spalten: Sequence[Spalte[M]],
        *,
        filter_by: Callable[..., Filter] | None = None,
        name: str = "liste",
        sortiert: str = "",
        titel: str = "",
        per_page: int = 50,
    ) -> None:
        """`sortiert` names the column that orders the rows until somebody chooses another, as the address would."""
        self.request = request
        self.rows = rows
        self.spalten = tuple(spalten)
        self.filter = filter_by(request.GET, queryset=rows, request=request) if filter_by else None
        self.name = name
        self.sortiert = sortiert
        self.titel = titel or name.capitalize()
        self.per_page = per_page
        if self.filter is not None:
            self.filter.form.mit = self._order_asked_for()

    def answer(
        self,
        template: str,
        context: Callable[[], Mapping[str, object]] = dict,
        *,
        note: Callable[[str], None] | None = None,
    ) -> HttpResponseBase:
        """Return the file that the address asks for, else the page with this list as `liste`.

        `context` returns what else the page shows: a file never asks for it. `note` hears which kind of file is taken.
        """
        datei = self.datei()
        if datei is None:
            return render(self.request, template, {"liste": self, **context()})
        if note is not None:
            note(self.request.GET[DATEI])
        return datei

    @property
    def is_filtered(self) -> bool:
        return self.filter is not None and self.filter.is_set

    @cached_property
    def found(self) -> QuerySet[M]:
        """All rows that the filter leaves, in the order asked for; equal ones stand in the order of their keys."""
        rows: QuerySet[M] = self.filter.qs if self.filter is not None else self.rows
        spalte, falls = self._sorted_by
        if spalte is None:
            return rows.order_by(*(rows.query.order_by or rows.model._meta.ordering or ()), "pk")
        turned = falls != spalte.falls
        return rows.order_by(*[_order(rows.model, name, turned) for name in spalte.ordnung], "pk")

    @cached_property
    def seite(self) -> Page[M]:
        """The page that the address asks for."""
        return paging.page(self.request, self.found, self.per_page)

    @cached_property
    def _sorted_by(self) -> tuple[Spalte[M] | None, bool]:
        """The column that orders the rows, and whether its largest value stands on top."""
        for asked in (self.request.GET.get(SORTIERUNG, ""), self.sortiert):
            for spalte in self.spalten:
                if spalte.name and spalte.name == asked.removeprefix("-"):
                    return spalte, asked.startswith("-")
        return None, False

    def _order_asked_for(self) -> list[tuple[str, str]]:
        """Return what a filter leaves in the address, so that it does not sort anew."""
        asked = self.request.GET.get(SORTIERUNG, "")
        known = {spalte.name for spalte in self.spalten if spalte.name}
        return [(SORTIERUNG, asked)] if asked.removeprefix("-") in known else []

    @property
    def koepfe(self) -> list[Kopf]:
        """The heads of the columns on the screen, each with the address that sorts by it."""
        return [self._kopf(spalte) for spalte in self.spalten if not spalte.nur_datei]

    def _kopf(self, spalte: Spalte[M]) -> Kopf:
        if not spalte.name:
            return Kopf(spalte.kopf, "", "", spalte.klasse)
        current, falls = self._sorted_by
        is_here = current is spalte
        next_falls = not falls if is_here else spalte.falls
        url = self._address(**{SORTIERUNG: f"-{spalte.name}" if next_falls else spalte.name})
        richtung = "descending" if falls else "ascending"
        return Kopf(spalte.kopf, url, richtung if is_here else "", spalte.klasse)

    def _address(self, **changes: str) -> str:
        query = self.request.GET.copy()
        query.pop(paging.PARAMETER, None)
        for key, value in changes.items():
            query[key] = value
        return f"?{query.urlencode()}"

    @property
    def dateien(self) -> list[tuple[str, str]]:
        """Word and address of each file that this list can be had as."""
        if not any(spalte.wert for spalte in self.spalten):
            return []
        return [(word, self._address(**{DATEI: art})) for art, word in NAMES.items()]

    def datei(self) -> HttpResponseBase | None:
        """Return the file that the address asks for, written row by row; None when it asks for the page."""
        art = self.request.GET.get(DATEI, "")
        columns = [(spalte, spalte.wert) for spalte in self.spalten if spalte.wert is not None]
        if art not in TYPES or not columns:
            return None
        head = [spalte.kopf for spalte, _ in columns]
        lines = self._lines([wert for _, wert in columns])
        if art == "csv":
            return as_file(self.name, art, csv_lines(head, lines))
        return as_file(self.name, art, xlsx_file(self.titel, head, lines, breiten=[one.breite for one, _ in columns]))

    def _lines(self, values: Sequence[Callable[[M], Zelle]]) -> Iterator[list[Zelle]]:
        for row in self.found.iterator(chunk_size=CHUNK):
            yield [wert(row) for wert in values]


def as_file(name: str, art: str, content: Iterable[bytes]) -> StreamingHttpResponse:
    """Return a table as a file to keep, "name-2026-11-27.csv"; a workbook is closed when it was sent."""
    headers = {"Content-Disposition": f'attachment; filename="{name}-{timezone.localdate():%Y-%m-%d}.{art}"'}
    return FileResponse(content, content_type=TYPES[art], headers=headers)


class Alphabet(Func):
    """A text as a German dictionary orders it (DIN 5007-1): ä like a, ß like s, capital letters like small ones.

    The database sorts by code points: it has the same locale on every machine and knows no German.
    """

    function = "TRANSLATE"
    template = "%(function)s(LOWER(%(expressions)s), 'äöüß', 'aous')"
    output_field = models.TextField()


def _order(model: type[Model], name: str, turned: bool) -> Any:
    """Turn a field around when the whole column is; what is empty always comes last."""
    path, falls = name.lstrip("-"), name.startswith("-") != turned
    value = _sortable(path, _field(model, path))
    return value.desc(nulls_last=True) if falls else value.asc(nulls_last=True)


def _sortable(path: str, field: models.Field | None) -> Any:
    """Return what rows are compared by: states in the order they are declared in, texts by the alphabet."""
    if field is not None and field.flatchoices:
        places = [When(**{path: key}, then=Value(place)) for place, (key, _) in enumerate(field.flatchoices)]
        return Case(*places, output_field=models.IntegerField())
    if isinstance(field, models.CharField | models.TextField):
        return NullIf(Alphabet(F(path)), Value("", models.TextField()))
    return F(path)


def _field(model: type[Model] | None, path: str) -> models.Field | None:
    """Return the field that a path leads to; None for what the query worked out itself."""
    field: Any = None
    for name in path.split(LOOKUP_SEP):
        if model is None:
            return None
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = field.related_model
    return field if isinstance(field, models.Field) else None
