"""What stands between a request and its page: a second factor that is missing, a log-in of the county that is away."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from requests import RequestException

from bildungskommune.accounts import faktor, sitzungen
from bildungskommune.accounts.models import Konto

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


class Sitzungsdauer:
    """End a session that has lasted long enough, and keep one alive that is in use. Who has none is not asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.SESSION_COOKIE_NAME in request.COOKIES and isinstance(request.user, Konto):
            now = timezone.now()
            if sitzungen.is_over(request, now):
                logout(request)
            else:
                sitzungen.seen(request, request.user, now)
        return self.get_response(request)


OPEN = {"kommune-css", "seite", "zeichenbild"}
"""What the pages of an account need around them: the colour of the Kommune, Impressum, Datenschutz."""


class ZweiterFaktor:
    """Lead who needs a second factor and has none to the own account, from wherever; the own account is open."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: object) -> HttpResponse | None:
        match = request.resolver_match
        assert match is not None
        if match.route.startswith("konto/") or match.url_name in OPEN:
            return None
        if isinstance(request.user, Konto) and faktor.is_missing(request.user):
            return redirect("konto")
        return None
