"""Lay out what was just made for an anonymous reader, if it is the same for every one of them."""

import time
from collections.abc import Callable
from http import HTTPStatus
from itertools import chain

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers

from bildungskommune.auslage import abgleich, bestand, blatt, zeitmarken
from bildungskommune.auslage.abgleich import Stand
from bildungskommune.auslage.andrang import andrang
from bildungskommune.auslage.ausloeser import STILL
from bildungskommune.auslage.blatt import Kopf
from bildungskommune.auslage.lesung import Lesung, watch
from bildungskommune.auslage.waechter import catch_up_now

Handler = Callable[[HttpRequest], HttpResponseBase]

LARGEST = 16 * 1024 * 1024
"""Bytes of a page or print that lies out; what is larger comes from its own file each time."""
SAFE = {"GET", "HEAD", "OPTIONS"}
# What belongs to one answer, not to the page.
OWN = {"content-length", "content-encoding", "etag", "date"}


def lay_out(get_response: Handler) -> Handler:
    """Lay out each page that may be, and take away what a form made wrong before its sender reads the answer."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not settings.AUSLAGE:
            return get_response(request)
        if request.method not in SAFE:
            response = get_response(request)
            _settle()
            return response
        if not may_be(request):
            return get_response(request)
        return _made(request, get_response)

    return middleware


def may_be(request: HttpRequest) -> bool:
    """Whether the page is asked for as every anonymous reader would ask."""
    return bool(
        request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not any(name.endswith("messages") for name in request.COOKIES)
        and not request.path_info.startswith(settings.STATIC_URL)
        and f"{request.scheme}://{request.META.get('HTTP_HOST', '')}" == settings.BASE_URL
    )


def _settle() -> None:
    try:
        catch_up_now()
    except DatabaseError:
        return  # the watcher meets it too, and then vouches for nothing


def _made(request: HttpRequest, get_response: Handler) -> HttpResponseBase:
    try:
        before = abgleich.now()
    except DatabaseError:
        return get_response(request)
    with watch() as lesung:
        response = get_response(request)
        if not _is_common(response, lesung):
            andrang.learn(request.path_info, common=False)
            return response
        until = zeitmarken.until(timezone.now()).timestamp()
    if not isinstance(response, HttpResponse):
        response = _gathered(response)
    return _laid(request, response, lesung, before, until)


def _is_common(response: HttpResponseBase, lesung: Lesung) -> bool:
    """Whether an answer is the same for all, and made of nothing that changes unseen."""
    control = response.headers.get("Cache-Control", "")
    return bool(
        response.status_code == HTTPStatus.OK
        and not response.cookies
        and not any(word in control for word in ("no-store", "private"))
        and not lesung.schreibt
        and not lesung.tabellen & STILL
        and int(response.headers.get("Content-Length", 0)) <= LARGEST
    )


def _gathered(response: HttpResponseBase) -> HttpResponse:
    """Return an answer that streams as one that is whole."""
    whole = HttpResponse(b"".join(chain(response)), headers=dict(response.headers))
    response.close()
    return whole


def _laid(
    request: HttpRequest, response: HttpResponse, lesung: Lesung, before: Stand, until: float
) -> HttpResponseBase:
    """Lay out a whole answer; returns it with the mark by which a browser asks for it again."""
    response.headers.setdefault("Cache-Control", "public, no-cache")
    patch_vary_headers(response, ("Accept-Encoding", "Cookie"))
    bodies = blatt.forms(response.content, response.headers.get("Content-Type", ""))
    kopf = Kopf(
        pfad=request.path_info,
        kopfzeilen=tuple((name.lower(), value) for name, value in response.items() if name.lower() not in OWN),
        etag=blatt.tag(response.content),
        tabellen=frozenset(lesung.tabellen),
        gesehen=before.gesehen,
        datenbank=before.datenbank,
        gemacht=time.time(),
        bis=until,
        laengen=tuple((form, len(body)) for form, body in bodies.items()),
    )
    # What was kept in memory was read before the page was: it has to be current, too.
    readings = [(kopf.tabellen, kopf.gesehen), *lesung.aus_dem_gedaechtnis]
    is_full = bestand.is_full()
    andrang.learn(kopf.pfad, common=not is_full)
    if not is_full:
        bestand.lay_out(kopf, bodies.values(), lambda: abgleich.is_current(readings))
    response.headers["ETag"] = kopf.tag("")
    return get_conditional_response(request, etag=kopf.tag(""), response=response) or response
