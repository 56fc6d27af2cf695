import base64

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.foerderung.models import Zeichenbild

JAHR = 365 * 24 * 3600


@require_safe
@cache_control(public=True, max_age=JAHR, immutable=True)
def zeichenbild(request: Request, sha256: str) -> HttpResponse:
    """Give the file of a mark as it was uploaded; its address is its checksum, so it may be kept for ever."""
    bild = get_object_or_404(Zeichenbild, sha256=sha256)
    return HttpResponse(base64.b64decode(bild.daten), content_type=bild.art)
