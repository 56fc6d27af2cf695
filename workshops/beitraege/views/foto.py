"""The photo of a contribution: handed out by this view alone, never from a folder."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.ui import bildantwort
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
    """Send the photo as a file that is called like the contribution."""
    name = f"beitrag-{beitrag.code}.jpg"
    return bildantwort.deliver(request, beitrag.foto, name=name, etag=str(beitrag.foto.name), cache=cache)
