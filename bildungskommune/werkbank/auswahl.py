"""What an address says of a list: which rows it shows, so that something can be done with all of them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest, QueryDict

from bildungskommune.ui import paging
from bildungskommune.werkbank.liste import SORTIERUNG, Filter, Liste
from bildungskommune.werkbank.seiten import numbers

Rows = TypeVar("Rows", bound=QuerySet[Any])
T = TypeVar("T", bound=Model)
ALLE = "alle"
ADRESSE = 1000
"""So many characters of a filter are taken from an address."""


def kept(filter_by: type[Filter], query: QueryDict) -> str:
    """Return what of an address says which rows a list shows, to come back to it."""
    declared: Any = filter_by
    names = {*declared.base_filters, SORTIERUNG, paging.PARAMETER}
    left = QueryDict(mutable=True)
    for name, values in query.lists():
        if name in names and any(values):
            left.setlist(name, values)
    return left.urlencode()


def kept_again(filter_by: type[Filter], query: str) -> str:
    """Return the same of what an address carried, whoever wrote it."""
    return kept(filter_by, QueryDict(query[:ADRESSE]))


def chosen(filter_by: type[Filter], request: HttpRequest, rows: Rows, kept_query: str, *, name: str, most: int) -> Rows:
    """Return the rows that ?name=… names one by one, or with ?alle=1 all that the filter finds.

    Of those named, one more than `most` is looked for, so that too many are told from enough.
    """
    if request.GET.get(ALLE):
        return hits(filter_by, request, rows, kept_query)
    found: Rows = rows.filter(pk__in=numbers(request.GET.getlist(name))[: most + 1])
    return found


def kept_fields(request: HttpRequest, liste: Liste[Any]) -> list[tuple[str, object]]:
    """Return what the address says of the filter of a list, for a form that asks for all that it finds."""
    fields = liste.filter.form.fields if liste.filter else ()
    return [(name, value) for name, value in request.GET.items() if name in fields]


def carried(
    request: HttpRequest, rows: QuerySet[T], liste: Callable[[], Liste[T]], *, name: str, field: str, most: int
) -> list[T]:
    """Return the rows whose keys a form carries in `field`; before it is sent, those that the address chooses.

    It names them one by one, or with ?alle=1 all that the list finds. At most one more than `most` is returned.
    """
    is_sent = request.method == "POST"
    if not is_sent and request.GET.get(ALLE):
        return list(liste().found[: most + 1])
    named = request.POST.get(field, "").split(",") if is_sent else ()
    return list(rows.filter(pk__in=numbers((*named, *request.GET.getlist(name))[: most + 1])))


def hits(filter_by: type[Filter], request: HttpRequest, rows: Rows, kept_query: str) -> Rows:
    """Return all rows that a filter finds; `kept_query` is what `kept` returned."""
    narrowed: Callable[..., Filter] = filter_by
    found: Rows = narrowed(QueryDict(kept_query), queryset=rows, request=request).qs
    return found
