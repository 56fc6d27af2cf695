"""A photo of a frozen documentation, for whoever may read that documentation."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.fassungen import ausgaben
from bildungskommune.ui import bildantwort
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
    """Send the photo as a file of its own name."""
    name = f"foto-{bild.sha256[:12]}.jpg"
    return bildantwort.deliver(request, bild.datei, name=name, etag=bild.sha256, cache=cache)
