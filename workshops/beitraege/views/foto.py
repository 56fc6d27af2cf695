"""The photo of a contribution: handed out by this view alone, never from a folder."""

from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from bildungskommune import throttle
from bildungskommune.access import Request
from workshops import access, codes, limits
from workshops.models import Beitrag


@require_safe
def beitrag_foto(request: Request, code: str) -> HttpResponseBase:
    """Show the photo to whoever may open the page of the contribution."""
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return HttpResponse(
            throttle.sentence(limits.UNKNOWN_CODES), status=429, content_type="text/plain; charset=utf-8"
        )
    found = codes.find(code)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
    if found is None or not access.shows_photo(found):
        raise Http404
    return deliver(request, found, cache="public" if access.is_listed(found) else "private")


def deliver(request: Request, beitrag: Beitrag, *, cache: str) -> HttpResponseBase:
    """Send the photo; whoever keeps it asks each time whether it is still to be seen."""
    headers = {
        "Cache-Control": f"{cache}, no-cache",
        "ETag": f'"{beitrag.foto.name}"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    if headers["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    try:
        content = cast("BinaryIO", beitrag.foto.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    name = f"beitrag-{beitrag.code}.jpg"
    return FileResponse(content, filename=name, content_type="image/jpeg", headers=headers)
