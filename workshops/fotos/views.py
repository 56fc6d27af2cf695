"""A photo of a frozen documentation, for whoever may read that documentation."""

from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.fassungen import ausgaben
from workshops.fotos import bestand
from workshops.models import Fotobild


@require_safe
def dokumentation_foto(request: Request, slug: str, nummer: int, sha256: str) -> HttpResponseBase:
    """Hand the photo out while the documentation that shows it may be read and nobody took it away."""
    fassung = ausgaben.edition(bestand.DEFINITION, request.user, kennung=slug, nummer=nummer)
    bild = Fotobild.objects.filter(sha256=sha256, entfernt_am=None).first()
    if fassung.ist_zurueckgezogen or bild is None or not bestand.documentations(bild).filter(pk=fassung.pk).exists():
        raise Http404
    return deliver(request, bild, cache="public" if fassung.ist_oeffentlich else "private")


def deliver(request: Request, bild: Fotobild, *, cache: str) -> HttpResponseBase:
    """Send the photo; whoever keeps it asks each time whether it is still to be seen."""
    headers = {
        "Cache-Control": f"{cache}, no-cache",
        "ETag": f'"{bild.sha256}"',
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }
    if headers["ETag"] in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers=headers)
    try:
        content = cast("BinaryIO", bild.datei.open("rb"))
    except FileNotFoundError:
        raise Http404 from None
    return FileResponse(content, filename=f"foto-{bild.sha256[:12]}.jpg", content_type="image/jpeg", headers=headers)
