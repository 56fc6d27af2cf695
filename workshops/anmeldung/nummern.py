"""Under which number a registration is kept now: of two that were merged one number stays, the other leads to it."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.http.response import HttpResponseBase

from bildungskommune.access import Request
from bildungskommune.geheimnis import View
from workshops.models import FruehereNummer


def now_kept_as(nummer: int) -> int:
    """Return the number under which this registration is kept now."""
    return FruehereNummer.objects.filter(nummer=nummer).values_list("anmeldung", flat=True).first() or nummer


def all_kept_as(nummern: Collection[int]) -> set[int]:
    """Return the numbers under which these registrations are kept now."""
    moved = dict(FruehereNummer.objects.filter(nummer__in=nummern).values_list("nummer", "anmeldung"))
    return {moved.get(nummer, nummer) for nummer in nummern}


def by_any_number(view: View) -> Callable[..., HttpResponseBase]:
    """Open a page about a registration under each number that it ever had, as codes and notes carry it."""

    @wraps(view)
    def opened(request: Request, pk: int, **kwargs: Any) -> HttpResponseBase:
        return view(request, pk=now_kept_as(pk), **kwargs)

    return opened
