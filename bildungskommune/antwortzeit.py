"""Answers that tell nothing by the time they take: whether an address is known may cost a mail more or less."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound=HttpRequest)


def in_even_time(
    view: Callable[Concatenate[R, P], HttpResponseBase],
) -> Callable[Concatenate[R, P], HttpResponseBase]:
    """Answer a POST of `view` after a whole number of steps (`settings.ANTWORT_SCHRITT`, seconds), whatever it did.

    It must be the outermost decorator, so that nothing is locked while it waits.
    """

    @wraps(view)
    def waiting(request: R, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if request.method != "POST" or not settings.ANTWORT_SCHRITT:
            return view(request, *args, **kwargs)
        start = time.monotonic()
        try:
            return view(request, *args, **kwargs)
        finally:
            over = (time.monotonic() - start) % settings.ANTWORT_SCHRITT
            time.sleep(settings.ANTWORT_SCHRITT - over)

    return waiting
