"""Registration and everything the links in its mails can do. Each page behind a secret is for one person only."""

from collections.abc import Callable

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune import addresses, throttle
from bildungskommune.access import Request
from bildungskommune.antwortzeit import in_even_time
from bildungskommune.once import PAGE_ABOVE, SAME_PAGE, leading_to, once
from bildungskommune.post.grenzen import TooManyMails
from bildungskommune.throttle import guard
from workshops import access, kalender, limits
from workshops.anmeldung import aenderung, aufnahme, gruppen, hindernisse, nachweis, registration, zugang
from workshops.anmeldung.angaben import AlreadyRegistered, InvitationUsedUp, NotChangeable, RegistrationClosed
from workshops.anmeldung.forms import AenderungForm, AnmeldungForm, NachtragForm, VertretungForm
from workshops.anmeldung.schloss import opened_by
from workshops.models import Anmeldung, Einladung, Unterstuetzung, Workshop, Zugang

Zweck = zugang.Zweck
FORM = ["GET", "HEAD", "POST"]


@in_even_time
@require_http_methods(FORM)
@guard(lambda: limits.REGISTRATIONS)
@leading_to("anmeldung-gesendet")
def anmeldung_new(request: Request, slug: str) -> HttpResponseBase:
    code = request.GET.get("code", "")
    if code and throttle.is_exceeded(request, limits.UNKNOWN_CODES):
        return throttle.too_many(request, limits.UNKNOWN_CODES)
    einladung = access.invitation(slug, code)
    if code and einladung is None:
        throttle.count(request, limits.UNKNOWN_CODES)
    # Only what the form asks of it: whoever decides reads the workshop under its lock, and a page with its seats.
    known = access.open_to(request.user, einladung).only("kinderbetreuung").with_choice_of_groups()
    return _register(request, get_object_or_404(known, slug=slug), einladung=einladung)


def _register(request: Request, workshop: Workshop, *, einladung: Einladung | None) -> HttpResponse:
    """Take the form; the answer is the same whether the person is registered already or not."""
    form = AnmeldungForm(
        request.POST if request.method == "POST" else None,
        workshop=workshop,
        initial={"einrichtung": einladung.institution.name if einladung else ""},
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            aufnahme.ask(workshop, form.alle(einladung))
        except (RegistrationClosed, InvitationUsedUp) as refusal:
            form.add_error(None, str(refusal))
        except TooManyMails as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect("anmeldung-gesendet")
    shown = Workshop.objects.with_seats().select_related("ort", "reihe").get(pk=workshop.pk)
    closed = "" if form.is_bound else hindernisse.closed_reason(shown)
    context = {"form": form, "workshop": shown, "closed": closed, "einladung": einladung}
    return render(request, "workshops/anmeldung/formular.html", context, status=status)


@require_safe
def anmeldung_gesendet(request: Request) -> HttpResponse:
    """Say where to go on; the page knows of nobody."""
    return render(request, "workshops/anmeldung/gesendet.html")


@require_http_methods(FORM)
@guard(lambda: limits.CHANGES)
@once
@opened_by(Zweck.BESTAETIGEN)
def anmeldung_bestaetigen(request: Request, offen: Zugang, token: str) -> HttpResponse:
    """Ask, and confirm by POST alone: programs that open the links of mails confirm nothing."""
    is_new = aenderung.is_for_new_address(offen)
    form = NachtragForm(request.POST if request.method == "POST" else None)
    context = _context(offen, token) | {
        "neue_adresse": offen.email if is_new else "",
        "form": form,
        "gruppe": registration.together(offen.anmeldung),
    }
    if request.method != "POST" or not (is_new or form.is_valid()):
        status = 422 if form.is_bound else 200
        return render(request, "workshops/anmeldung/bestaetigen.html", context, status=status)
    try:
        aenderung.confirm(offen, None if is_new else form.nachtrag())
    except (RegistrationClosed, AlreadyRegistered, NotChangeable) as refusal:
        return render(request, "workshops/anmeldung/zu_spaet.html", context | {"grund": str(refusal)}, status=422)
    return redirect(SAME_PAGE)


@require_safe
@opened_by(Zweck.AENDERN)
def anmeldung(request: Request, offen: Zugang, token: str) -> HttpResponse:
    context = _context(offen, token) | {
        "changeable": registration.is_changeable(offen.anmeldung),
        "gruppe_grund": gruppen.reason(offen.anmeldung),
        "neue_adresse": aenderung.pending_address(offen.anmeldung),
        "einlass": addresses.absolute(reverse("v-einlass-person", args=(offen.anmeldung_id,))),
    }
    return render(request, "workshops/anmeldung/anmeldung.html", context)


@require_safe
@opened_by(Zweck.VERTRETUNG)
def anmeldung_weg(request: Request, offen: Zugang, token: str) -> HttpResponse:
    """Show the Vertretung time, place and way, and nothing of the person who registered."""
    context = _context(offen, token) | {"changeable": registration.is_changeable(offen.anmeldung)}
    return render(request, "workshops/anmeldung/weg.html", context)


@require_http_methods(FORM)
@guard(lambda: limits.CHANGES)
@once
@opened_by(*zugang.CANCELS)
def anmeldung_stornieren(request: Request, offen: Zugang, token: str) -> HttpResponse:
    return _one_button(request, offen, token, registration.cancel, "workshops/anmeldung/stornieren.html")


@require_http_methods(FORM)
@guard(lambda: limits.CHANGES)
@once
@opened_by(Zweck.AENDERN)
def anmeldung_annehmen(request: Request, offen: Zugang, token: str) -> HttpResponse:
    return _one_button(request, offen, token, registration.accept, "workshops/anmeldung/annehmen.html")


def _one_button(
    request: Request, offen: Zugang, token: str, step: Callable[[Anmeldung], object], template: str
) -> HttpResponse:
    """Ask before a step; take it by POST, or say why it cannot be taken."""
    context = _context(offen, token) | {"grund": ""}
    if request.method != "POST":
        return render(request, template, context)
    try:
        step(offen.anmeldung)
    except NotChangeable as refusal:
        return render(request, template, context | {"grund": str(refusal)}, status=422)
    return redirect(SAME_PAGE)


@require_http_methods(FORM)
@guard(lambda: limits.CHANGES)
@once
@opened_by(Zweck.AENDERN)
def anmeldung_aendern(request: Request, offen: Zugang, token: str) -> HttpResponse:
    anmeldung = offen.anmeldung
    form = AenderungForm(
        request.POST if request.method == "POST" else None,
        instance=anmeldung,
        workshop=anmeldung.workshop,
        gespeichert=Unterstuetzung.objects.filter(anmeldung=anmeldung).exists(),
    )
    if form.is_valid():
        try:
            aenderung.change(anmeldung, form.wuensche(), form.kontakt())
        except (NotChangeable, AlreadyRegistered) as refusal:
            form.add_error(None, str(refusal))
        except TooManyMails as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect(PAGE_ABOVE)
    context = _context(offen, token) | {"form": form}
    return render(request, "workshops/anmeldung/aendern.html", context, status=422 if form.is_bound else 200)


@require_http_methods(FORM)
@guard(lambda: limits.REGISTRATIONS)
@once
@opened_by(Zweck.AENDERN)
def anmeldung_vertretung(request: Request, offen: Zugang, token: str) -> HttpResponse:
    form = VertretungForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        name, email = form.cleaned_data["name"], form.cleaned_data["email"]
        try:
            registration.substitute(offen.anmeldung, name, email=email)
        except NotChangeable as refusal:
            form.add_error(None, str(refusal))
        except TooManyMails as refusal:
            form.add_error("email", str(refusal))
        else:
            return redirect(PAGE_ABOVE)
    return render(
        request, "workshops/anmeldung/vertretung.html", _context(offen, token) | {"form": form}, status=status
    )


@require_safe
@opened_by(*zugang.SEES_THE_DATE)
def anmeldung_kalender(request: Request, offen: Zugang, token: str) -> HttpResponse:
    headers = {"Content-Disposition": 'attachment; filename="termin.ics"'}
    return HttpResponse(kalender.termin(offen.anmeldung.workshop), content_type=kalender.ART, headers=headers)


def _context(offen: Zugang, token: str) -> dict[str, object]:
    """Return what every page behind a secret shows; the secret leads to pages of the same one only."""
    anmeldung = offen.anmeldung
    return {
        "anmeldung": anmeldung,
        "workshop": anmeldung.workshop,
        "token": token,
        "zweck": offen.zweck,
        "expired": registration.has_expired(anmeldung),
        "nummer": nachweis.number_of(anmeldung),
    }
