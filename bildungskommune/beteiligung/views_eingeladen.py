"""What the invited open by the link in their mail: the way to the text, and out of further mails."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.beteiligung import einladen, limits
from bildungskommune.beteiligung.models import Rundeneinladung
from bildungskommune.beteiligung.views_public import about
from bildungskommune.geheimnis import private
from bildungskommune.throttle import guard


def _found(request: Request, code: str) -> Rundeneinladung:
    """Return the invitation of this link; raises Http404, and counts those who guess."""
    found = None if throttle.is_exceeded(request, limits.UNKNOWN_SECRETS) else einladen.invited(code)
    if found is None or found.runde.status == found.runde.Status.ENTWURF:
        throttle.count(request, limits.UNKNOWN_SECRETS)
        raise Http404("Dieser Link öffnet nichts. Bitte sehen Sie in Ihrer E-Mail nach.")
    return found


@private
@require_safe
def runde_einladung(request: Request, code: str) -> HttpResponse:
    """Lead whoever is invited to the text and to the form, which knows the institution."""
    einladung = _found(request, code)
    return render(request, "beteiligung/eingeladen.html", about(einladung.runde) | {"einladung": einladung})


# A mail program sends this POST without having seen a page of ours (RFC 8058); the secret link is the key.
@csrf_exempt
@private
@require_http_methods(["GET", "HEAD", "POST"])
@guard(lambda: limits.COMMENTS)
def runde_einladung_ab(request: Request, code: str) -> HttpResponse:
    """Ask, then send no more mails about this round."""
    einladung = _found(request, code)
    if request.method == "POST":
        einladen.leave(einladung)
        einladung.keine_mails = True
    return render(request, "beteiligung/eingeladen_ab.html", about(einladung.runde) | {"einladung": einladung})
