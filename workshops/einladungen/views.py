"""What people answer by the link in their mail: the invited, and who wants no circulars.

A GET changes nothing: programs open the links of mails.
"""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.geheimnis import private
from bildungskommune.once import SAME_PAGE, once
from bildungskommune.throttle import guard
from workshops import access, limits, zweischritt
from workshops.anmeldung import hindernisse
from workshops.einladungen import abbestellen, einladen, invitations
from workshops.einladungen.forms import AntwortForm
from workshops.models import Anmeldung, Einladung

FORM = ["GET", "HEAD", "POST"]


@private
@require_http_methods(FORM)
@guard(lambda: limits.CHANGES)
@once
def einladung(request: Request, code: str) -> HttpResponseBase:
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return throttle.too_many(request, limits.UNKNOWN_CODES)
    found = access.invitation_by_code(code)
    if found is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        raise Http404
    if request.method != "POST":
        return _page(request, found)
    form = AntwortForm(request.POST)
    if not form.is_valid():
        return _page(request, found, grund="Bitte antworten Sie mit einem der Knöpfe.")
    try:
        einladen.answer(found, form.cleaned_data["antwort"])
    except einladen.TooLate as refusal:
        return _page(request, found, grund=str(refusal))
    return redirect(SAME_PAGE)


rundschreiben_ab = zweischritt.leave_view(abbestellen.find, abbestellen.leave, "workshops/einladungen/ab.html")


def _page(request: Request, einladung: Einladung, grund: str = "") -> HttpResponse:
    workshop = einladung.workshop
    context = {
        "einladung": einladung,
        "workshop": workshop,
        "grund": grund,
        "angemeldet": einladung.anmeldungen.exclude(status=Anmeldung.Status.STORNIERT).count(),
        "anmelden": "" if hindernisse.closed_reason(workshop) else invitations.link(einladung),
        "vorbei": _is_over(einladung),
    }
    return render(request, "workshops/einladungen/antwort.html", context, status=422 if grund else 200)


def _is_over(einladung: Einladung) -> bool:
    try:
        einladen.refuse_over(einladung.workshop)
    except einladen.TooLate:
        return True
    return False
