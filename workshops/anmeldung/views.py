"""Registration and everything its link can do. The pages behind the token are for one person only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request, load
from bildungskommune.once import once
from bildungskommune.throttle import guard
from workshops import access, kalender, limits
from workshops.anmeldung import registration
from workshops.anmeldung.forms import AnmeldungForm, VertretungForm, WuenscheForm
from workshops.models import Anmeldung

REFUSED = (registration.RegistrationClosed, registration.AlreadyRegistered, registration.InvitationUsedUp)


def private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Keep the page out of search engines and caches."""

    @wraps(view)
    def kept(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return kept


@require_http_methods(["GET", "POST"])
@guard(lambda: limits.REGISTRATIONS)
@once
def anmeldung_new(request: Request, slug: str) -> HttpResponse:
    einladung = access.invitation(slug, request.GET.get("code", ""))
    workshop = get_object_or_404(access.open_to(request.user, einladung), slug=slug)
    form = AnmeldungForm(
        request.POST if request.method == "POST" else None,
        workshop=workshop,
        initial={"einrichtung": einladung.institution.name if einladung else ""},
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            anmeldung = registration.register(workshop, form.daten(einladung))
        except REFUSED as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(anmeldung)
    closed = "" if form.is_bound else registration.closed_reason(workshop)
    context = {"form": form, "workshop": workshop, "closed": closed, "einladung": einladung}
    return render(request, "workshops/anmeldung/formular.html", context, status=status)


@private
@require_safe
@load(access.anmeldungen, by="token")
def anmeldung(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    context = {
        "anmeldung": anmeldung,
        "workshop": anmeldung.workshop,
        "changeable": registration.is_changeable(anmeldung),
        "expired": registration.has_expired(anmeldung),
        "late": "spaet" in request.GET,
    }
    return render(request, "workshops/anmeldung/anmeldung.html", context)


@private
@require_safe
@load(access.anmeldungen, by="token")
def anmeldung_bestaetigen(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    late = registration.has_expired(anmeldung)
    try:
        registration.confirm(anmeldung)
    except REFUSED as refusal:
        context = {"anmeldung": anmeldung, "workshop": anmeldung.workshop, "grund": str(refusal)}
        return render(request, "workshops/anmeldung/zu_spaet.html", context, status=422)
    target = anmeldung.get_absolute_url()
    return redirect(f"{target}?spaet=1" if late else target)


@private
@require_http_methods(["GET", "POST"])
@guard(lambda: limits.CHANGES)
@once
@load(access.anmeldungen, by="token")
def anmeldung_stornieren(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    context = {"anmeldung": anmeldung, "workshop": anmeldung.workshop, "grund": ""}
    if request.method != "POST":
        return render(request, "workshops/anmeldung/stornieren.html", context)
    try:
        registration.cancel(anmeldung)
    except registration.NotChangeable as refusal:
        return render(request, "workshops/anmeldung/stornieren.html", {**context, "grund": str(refusal)}, status=422)
    return redirect(anmeldung)


@private
@require_http_methods(["GET", "POST"])
@guard(lambda: limits.CHANGES)
@once
@load(access.anmeldungen, by="token")
def anmeldung_aendern(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    support = getattr(anmeldung, "unterstuetzung", None)
    form = WuenscheForm(
        request.POST if request.method == "POST" else None,
        instance=anmeldung,
        workshop=anmeldung.workshop,
        initial={"bedarf": support.bedarf if support else ""},
    )
    if form.is_valid():
        try:
            registration.change(anmeldung, form.wuensche())
        except registration.NotChangeable as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(anmeldung)
    context = {"form": form, "anmeldung": anmeldung, "workshop": anmeldung.workshop}
    return render(request, "workshops/anmeldung/aendern.html", context, status=422 if form.is_bound else 200)


@private
@require_http_methods(["GET", "POST"])
@guard(lambda: limits.REGISTRATIONS)
@once
@load(access.anmeldungen, by="token")
def anmeldung_vertretung(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    form = VertretungForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            registration.substitute(anmeldung, form.cleaned_data["name"], email=form.cleaned_data["email"])
        except registration.NotChangeable as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect(anmeldung)
    context = {"form": form, "anmeldung": anmeldung, "workshop": anmeldung.workshop}
    return render(request, "workshops/anmeldung/vertretung.html", context, status=status)


@private
@require_safe
@load(access.anmeldungen, by="token")
def anmeldung_kalender(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="termin.ics"'}
    return HttpResponse(kalender.termin(anmeldung.workshop), content_type=kalender.ART, headers=headers)
