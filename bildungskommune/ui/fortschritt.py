"""The part of a page that says how far something is: static/js/fortschritt.js fetches it until it is over."""

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

FERTIG = 286
"""The script stops asking at this answer and loads the page afresh."""


def is_asked_for(request: HttpRequest) -> bool:
    """Say whether the script asks, at an address whose page shows more than this part."""
    return "HX-Request" in request.headers


def part(request: HttpRequest, template: str, context: Mapping[str, object], *, offen: bool) -> HttpResponse:
    """Answer the part of the page, kept by no cache; 286 says that it is over."""
    response = render(request, template, dict(context), status=200 if offen else FERTIG)
    response["Cache-Control"] = "no-store"
    return response
