"""The certificate of somebody who was there, and the page that checks its number."""

from dataclasses import replace

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import throttle
from bildungskommune.access import Request
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.geheimnis import private
from bildungskommune.once import once
from bildungskommune.throttle import guard
from workshops import limits
from workshops.anmeldung import drucksachen, nachweis, zugang
from workshops.anmeldung.forms_nachweis import NachweisForm
from workshops.anmeldung.schloss import opened_by
from workshops.models import Anmeldung, Zugang


@require_safe
@opened_by(*zugang.SEES_THE_DATE)
def anmeldung_bescheinigung(request: Request, offen: Zugang, token: str) -> HttpResponseBase:
    """Print the certificate of this person; who was not there goes back to the registration."""
    page = "anmeldung-weg" if offen.zweck == Zugang.Zweck.VERTRETUNG else "anmeldung"
    if not nachweis.number_of(offen.anmeldung):
        return redirect(page, token)
    wunsch = drucksachen.bescheinigungen(offen.anmeldung.workshop, only=offen.anmeldung)
    return answer(request, replace(wunsch, zurueck=reverse(page, args=(token,)), rahmen="basis.html"))


@private
@require_http_methods(["GET", "HEAD", "POST"])
@guard(lambda: limits.CHECKED_NAMES)
@once
def bestaetigung(request: Request, code: str) -> HttpResponseBase:
    """Say of which event the number is, and whether it is that of the name that somebody typed."""
    if throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return throttle.too_many(request, limits.UNKNOWN_CODES)
    anmeldung = nachweis.find(code)
    if anmeldung is None:
        throttle.count(request, limits.UNKNOWN_CODES)
        return render(request, "workshops/anmeldung/bestaetigung_unbekannt.html", status=404)
    return _check(request, anmeldung)


def _check(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    form = NachweisForm(request.POST if request.method == "POST" else None, anmeldung=anmeldung)
    if request.method == "POST":
        throttle.count(request, limits.CHECKED_NAMES)
    context = {
        "form": form,
        "nummer": nachweis.number_of(anmeldung),
        "workshop": anmeldung.workshop,
        "dauer": nachweis.duration(anmeldung.workshop),
        "stimmt": form.is_valid(),
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "workshops/anmeldung/bestaetigung.html", context, status=status)
