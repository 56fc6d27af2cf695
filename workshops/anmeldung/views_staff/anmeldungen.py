"""Registrations of a workshop. Personal data: only the Stabsstelle comes here."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import Seite, edit, forms, moves, opens, sent, take
from workshops import zahlen
from workshops.access_staff import may_edit, may_edit_this, may_open
from workshops.anmeldung import aenderung, anmeldeliste, aufnahme, doppelte, nummern, registration
from workshops.anmeldung.angaben import AlreadyRegistered, NoSeat, NotChangeable, RegistrationClosed
from workshops.anmeldung.auswahl import AnmeldungFilter, anmeldungen
from workshops.anmeldung.forms_staff import AnmeldungKorrekturForm, AnmeldungVonHandForm
from workshops.models import Anmeldung, Workshop
from workshops.pages import any_workshop, kopf, krumen


def _anmeldungen(user: Nutzer) -> QuerySet[Anmeldung]:
    return Anmeldung.objects.select_related(
        "workshop__reihe", "workshop__ort", "institution", "ag_wunsch_1", "ag_wunsch_2", "gruppe", "unterstuetzung"
    )


@opens(may_edit_this, any_workshop, first=may_open)
def anmeldung_list(request: Request, workshop: Workshop) -> HttpResponseBase:
    """Show the list, or hand it out as filtered, without support needs; whoever takes it is noted."""
    liste = Liste(
        request,
        anmeldungen(workshop),
        anmeldeliste.SPALTEN,
        filter_by=AnmeldungFilter,
        name=f"anmeldungen-{workshop.slug}",
        titel="Anmeldungen",
    )
    return liste.answer(
        "workshops/anmeldung/verwaltung/anmeldungen.html",
        lambda: (
            kopf(request, workshop, "v-anmeldung-list")
            | {"zahlen": zahlen.counts(workshop), "doppelte": len(doppelte.pairs(workshop))}
        ),
        note=lambda art: anmeldeliste.note_export(workshop, art, by=request.user),
    )


@forms(may_edit_this, any_workshop, first=may_open)
def anmeldung_new(request: Request, workshop: Workshop) -> HttpResponse:
    back = reverse("v-anmeldung-list", args=(workshop.pk,))
    form = AnmeldungVonHandForm(sent(request), workshop=workshop)

    def save() -> str:
        quelle = form.cleaned_data["quelle"]
        try:
            made = aufnahme.register_together(workshop, form.alle(), quelle=quelle, by=request.user)
        except AlreadyRegistered as refused:
            form.add_error(None, f"{refused.anmeldung.name}: {refused}")
        except RegistrationClosed as refused:
            form.add_error(None, str(refused))
        else:
            for one in made:
                messages.success(request, f"{one.name} ist eingetragen: {one.get_status_display()}.")
        return back

    seite = Seite("Anmeldung von Hand", krumen(workshop, ("Anmeldungen", back)), ueber=workshop.titel)
    return take(request, form, seite, save, danke="")


@nummern.by_any_number
@opens(may_edit_this, _anmeldungen, first=may_edit)
def anmeldung(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    context = kopf(request, anmeldung.workshop, "v-anmeldung-list") | {
        "anmeldung": anmeldung,
        "paare": anmeldeliste.facts(anmeldung, registration.together(anmeldung)),
        "can_resend": aenderung.can_resend(anmeldung),
    }
    return render(request, "workshops/anmeldung/verwaltung/anmeldung.html", context)


@forms(may_edit_this, _anmeldungen, first=may_edit)
def anmeldung_edit(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    """Mend name and contact; with another address the old links are closed and new ones are mailed."""
    back = reverse("v-anmeldung", args=(anmeldung.pk,))
    listed = reverse("v-anmeldung-list", args=(anmeldung.workshop_id,))
    eltern = krumen(anmeldung.workshop, ("Anmeldungen", listed), (anmeldung.name, back))
    form = AnmeldungKorrekturForm(sent(request), instance=anmeldung)
    seite = Seite("Anmeldung berichtigen", eltern, ueber=anmeldung.workshop.titel)
    return edit(request, form, seite, lambda thing: back, rule=aenderung.correct)


@moves(may_edit_this, _anmeldungen, first=may_edit)
def anmeldung_resend(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    try:
        aenderung.resend(anmeldung, by=request.user)
    except aenderung.NothingToSend as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Die E-Mail an {anmeldung.email} ist noch einmal unterwegs.")
    return redirect("v-anmeldung", anmeldung.pk)


@moves(may_edit_this, _anmeldungen, first=may_edit)
def anmeldung_accept(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    """Accept the seat for somebody who says so on the phone."""
    try:
        registration.accept(anmeldung, by=request.user)
    except NotChangeable as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, "Der Platz ist angenommen.")
    return redirect("v-anmeldung", anmeldung.pk)


@moves(may_edit_this, _anmeldungen, first=may_edit)
def anmeldung_move(request: Request, anmeldung: Anmeldung, to: str) -> HttpResponse:
    try:
        changed = registration.decide(anmeldung, to, by=request.user)
    except NoSeat as refused:
        messages.error(request, str(refused))
    except (MoveRefused, KeyError):
        messages.error(request, "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute.")
    else:
        messages.success(request, f"{changed.name}: {changed.get_status_display()}.")
    return redirect("v-anmeldung", anmeldung.pk)
