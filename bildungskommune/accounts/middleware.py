"""What goes wrong between this portal and the county's own log-in ends on a page that says so."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from requests import RequestException

log = logging.getLogger(__name__)


class KreisAntwortetNicht:
    """Answer 503 with the other ways to log in when the provider cannot be reached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, RequestException):
            return None
        log.warning("The provider of the log-in does not answer: %s", type(exception).__name__)
        return render(request, "account/kreis_antwortet_nicht.html", status=503)
