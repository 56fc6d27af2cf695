"""What an address says of a list: which rows it shows, so that something can be done with all of them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from bildungskommune.ui import paging
from bildungskommune.werkbank.liste import SORTIERUNG, Filter

Rows = TypeVar("Rows", bound=QuerySet[Any])
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


def hits(filter_by: type[Filter], request: HttpRequest, rows: Rows, kept_query: str) -> Rows:
    """Return all rows that a filter finds; `kept_query` is what `kept` returned."""
    narrowed: Callable[..., Filter] = filter_by
    found: Rows = narrowed(QueryDict(kept_query), queryset=rows, request=request).qs
    return found
