"""What somebody gets who asks for a print: the PDF, or a page that says how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import patch_cache_control

from bildungskommune import throttle
from bildungskommune.drucksachen import auftraege
from bildungskommune.drucksachen.models import HERAUSGEBER, Drucksache
from bildungskommune.fassungen.kopf import publisher
from bildungskommune.throttle import Limit
from bildungskommune.ui import fortschritt

GRENZE = Limit("drucksachen", 120, 3600)
"""New prints an hour from one sender who is not logged in."""
STAND = "stand"


@dataclass(frozen=True)
class Wunsch:
    """What is to be printed, and the page from which it was asked for."""

    muster: str
    titel: str
    datei: str
    """Name of the file without its ending."""
    link: str
    """Absolute address of the page that says the same; printed with a QR code."""
    inhalt: Mapping[str, Any]
    zurueck: str
    rahmen: str
    """The template of the frame in which the waiting page stands."""


def answer(request: HttpRequest, wunsch: Wunsch) -> HttpResponseBase:
    """Return the PDF once it is set; before, a page that looks again by itself.

    The view has looked whether this person may see it. A sender who is not logged in and wants too much gets 429.
    """
    inhalt = {"link": wunsch.link, HERAUSGEBER: publisher(timezone.localdate()), **wunsch.inhalt}
    key = auftraege.key(wunsch.muster, wunsch.titel, inhalt)
    drucksache = auftraege.known(key)
    if drucksache is None:
        if not request.user.is_authenticated:
            if throttle.is_exceeded(request, GRENZE):
                return throttle.too_many(request, GRENZE)
            throttle.count(request, GRENZE)
        drucksache = auftraege.order(key, wunsch.muster, wunsch.titel, inhalt)
    if STAND in request.GET:
        context = _context(request, wunsch, drucksache)
        return fortschritt.part(request, "drucksachen/_stand.html", context, offen=drucksache.ist_offen)
    if drucksache.status == Drucksache.Status.FERTIG:
        return _file(wunsch, drucksache)
    return _waiting(request, wunsch, drucksache)


def _context(request: HttpRequest, wunsch: Wunsch, drucksache: Drucksache) -> dict[str, object]:
    return {"drucksache": drucksache, "wunsch": wunsch, "stand_url": f"{request.path}?{STAND}=1"}


def _waiting(request: HttpRequest, wunsch: Wunsch, drucksache: Drucksache) -> HttpResponse:
    response = render(request, "drucksachen/warten.html", _context(request, wunsch, drucksache))
    response["Cache-Control"] = "no-store"
    return response


def _file(wunsch: Wunsch, drucksache: Drucksache) -> FileResponse:
    content = cast("BinaryIO", drucksache.pdf.open("rb"))
    response = FileResponse(content, filename=f"{wunsch.datei}.pdf", content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(response, private=True, no_store=True)
    return response
