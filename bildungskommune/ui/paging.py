"""Pages of a list; a bad page number leads to the nearest page, never to an error."""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

PARAMETER = "seite"
M = TypeVar("M", bound=Model)
Ding = TypeVar("Ding")


def page(request: HttpRequest, queryset: QuerySet[M], per_page: int = 25) -> Page[M]:
    """Return the page that ?seite= asks for: one query for the count, one for the rows."""
    return Paginator(queryset, per_page).get_page(request.GET.get(PARAMETER, "1"))


def listed(request: HttpRequest, things: Sequence[Ding], per_page: int = 25) -> Page[Ding]:
    """Return the page that ?seite= asks for of what is in memory already."""
    return Paginator(things, per_page).get_page(request.GET.get(PARAMETER, "1"))


def numbers(current: Page[Any], around: int = 1) -> Sequence[int | None]:
    """Return the page numbers to link, None where some are left out: 1 … 4 5 6 … 20."""
    last = current.paginator.num_pages
    shown = {1, last} | set(range(current.number - around, current.number + around + 1))
    result: list[int | None] = []
    for number in sorted(n for n in shown if 1 <= n <= last):
        if result and result[-1] is not None and number - result[-1] == 2:
            result.append(number - 1)
        elif result and result[-1] is not None and number - result[-1] > 2:
            result.append(None)
        result.append(number)
    return result
