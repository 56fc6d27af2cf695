"""A list of the desk: filtered, sorted by a column, in pages, and as a file of just what the filter shows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.paginator import Page
from django.db.models import F, Model, QuerySet
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django_filters.filterset import FilterSet

from bildungskommune.tabellen import TYPES, Zelle, csv_lines, xlsx_file
from bildungskommune.ui import paging
from bildungskommune.ui.forms import FilterForm

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
        return any(value not in {None, ""} for value in self.form.cleaned_data.values())


@dataclass(frozen=True)
class Spalte(Generic[M]):
    """One column. With `ordnung` people can sort by it, with `wert` it stands in the file."""

    kopf: str
    wert: Callable[[M], Zelle] | None = None
    ordnung: tuple[str, ...] = ()
    """Fields to sort by, in the order of the first click; empty values come last."""
    breite: int = 20
    """Width in the workbook, in characters."""
    nur_datei: bool = False
    klasse: str = ""

    @property
    def name(self) -> str:
        """How the address names the column."""
        return self.ordnung[0].lstrip("-") if self.ordnung else ""


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
        per_page: int = 50,
    ) -> None:
        self.request = request
        self.rows = rows
        self.spalten = tuple(spalten)
        self.filter = filter_by(request.GET, queryset=rows, request=request) if filter_by else None
        self.name = name
        self.per_page = per_page

    @property
    def is_filtered(self) -> bool:
        return self.filter is not None and self.filter.is_set

    @cached_property
    def found(self) -> QuerySet[M]:
        """All rows that the filter leaves, in the order asked for."""
        rows: QuerySet[M] = self.filter.qs if self.filter is not None else self.rows
        spalte, down = self._sorted_by()
        if spalte is None:
            return rows
        return rows.order_by(*[_order(name, down) for name in spalte.ordnung], "pk")

    @cached_property
    def seite(self) -> Page[M]:
        """The page that the address asks for."""
        return paging.page(self.request, self.found, self.per_page)

    def _sorted_by(self) -> tuple[Spalte[M] | None, bool]:
        asked = self.request.GET.get(SORTIERUNG, "")
        wanted = asked.removeprefix("-")
        spalte = next((one for one in self.spalten if one.name and one.name == wanted), None)
        return spalte, asked.startswith("-")

    @property
    def koepfe(self) -> list[Kopf]:
        """The heads of the columns on the screen, each with the address that sorts by it."""
        return [self._kopf(spalte) for spalte in self.spalten if not spalte.nur_datei]

    def _kopf(self, spalte: Spalte[M]) -> Kopf:
        if not spalte.name:
            return Kopf(spalte.kopf, "", "", spalte.klasse)
        current, down = self._sorted_by()
        is_here = current is spalte
        url = self._address(**{SORTIERUNG: f"-{spalte.name}" if is_here and not down else spalte.name})
        return Kopf(spalte.kopf, url, ("descending" if down else "ascending") if is_here else "", spalte.klasse)

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
        name = f"{self.name}-{timezone.localdate():%Y-%m-%d}.{art}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        lines = self._lines([wert for _, wert in columns])
        if art == "csv":
            return StreamingHttpResponse(csv_lines(head, lines), content_type=TYPES[art], headers=headers)
        book = xlsx_file(self.name.capitalize(), head, lines, breiten=[spalte.breite for spalte, _ in columns])
        return FileResponse(book, content_type=TYPES[art], headers=headers)

    def _lines(self, values: Sequence[Callable[[M], Zelle]]) -> Iterator[list[Zelle]]:
        for row in self.found.iterator(chunk_size=CHUNK):
            yield [wert(row) for wert in values]


def _order(name: str, down: bool) -> Any:
    """Turn a field around when the whole column is; what is empty always comes last."""
    field, falls = name.lstrip("-"), name.startswith("-") != down
    return F(field).desc(nulls_last=True) if falls else F(field).asc(nulls_last=True)
