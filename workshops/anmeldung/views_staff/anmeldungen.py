"""Registrations of a workshop. Personal data: only the Stabsstelle comes here."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungskommune import tabellen
from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.einmal import einmal
from bildungskommune.lifecycle import MoveRefused
from bildungskommune.ui.paging import page
from workshops import zahlen
from workshops.access_staff import may_edit_this, may_open
from workshops.anmeldung import anmeldeliste, auswahl, registration
from workshops.anmeldung.forms_staff import AnmeldungFilter, AnmeldungVonHandForm
from workshops.models import Anmeldung, Workshop
from workshops.pages import any_workshop, formular, kopf, krumen, sent


def _anmeldungen(user: Nutzer) -> QuerySet[Anmeldung]:
    return Anmeldung.objects.select_related(
        "workshop__reihe", "workshop__ort", "institution", "ag_wunsch_1", "ag_wunsch_2", "unterstuetzung"
    )


@require_GET
@allow(may_open)
@load(any_workshop, may=may_edit_this)
def anmeldung_list(request: Request, workshop: Workshop) -> HttpResponse:
    form = AnmeldungFilter(request.GET or None)
    stand, wort = form.wanted() if form.is_bound else ("", "")
    context = kopf(request, workshop, "v-anmeldung-list") | {
        "filter": form,
        "page_obj": page(request, auswahl.anmeldungen(workshop, stand, wort), 50),
        "zahlen": zahlen.counts(workshop),
        "abfrage": request.GET.urlencode(),
    }
    return render(request, "workshops/verwaltung/anmeldungen.html", context)


@require_GET
@allow(may_open)
@load(any_workshop, may=may_edit_this)
def anmeldung_export(request: Request, workshop: Workshop, endung: str) -> HttpResponse:
    """Hand out the list as filtered, without support needs."""
    form = AnmeldungFilter(request.GET or None)
    rows = anmeldeliste.rows(auswahl.anmeldungen(workshop, *(form.wanted() if form.is_bound else ("", ""))))
    if endung == "csv":
        content = tabellen.as_csv(anmeldeliste.HEAD, rows)
    else:
        content = tabellen.as_xlsx("Anmeldungen", anmeldeliste.HEAD, rows)
    anmeldeliste.note_export(workshop, endung, by=request.user)
    headers = {"Content-Disposition": f'attachment; filename="anmeldungen-{workshop.slug}.{endung}"'}
    return HttpResponse(content, content_type=tabellen.TYPES[endung], headers=headers)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def anmeldung_new(request: Request, workshop: Workshop) -> HttpResponse:
    listed = ("Anmeldungen", reverse("v-anmeldung-list", args=(workshop.pk,)))
    form = AnmeldungVonHandForm(sent(request), workshop=workshop)
    if form.is_valid():
        quelle = form.cleaned_data["quelle"]
        try:
            anmeldung = registration.register(workshop, form.daten(), quelle=quelle, by=request.user)
        except (registration.RegistrationClosed, registration.AlreadyRegistered) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{anmeldung.name} ist eingetragen: {anmeldung.get_status_display()}.")
            return redirect("v-anmeldung-list", workshop.pk)
    return formular(request, form, titel="Anmeldung von Hand", eltern=krumen(workshop, listed))


@require_GET
@allow(is_stabsstelle)
@load(_anmeldungen)
def anmeldung(request: Request, anmeldung: Anmeldung) -> HttpResponse:
    context = kopf(request, anmeldung.workshop, "v-anmeldung-list") | {
        "anmeldung": anmeldung,
        "paare": anmeldeliste.facts(anmeldung),
    }
    return render(request, "workshops/verwaltung/anmeldung.html", context)


@require_POST
@allow(is_stabsstelle)
@load(_anmeldungen)
@einmal
def anmeldung_move(request: Request, anmeldung: Anmeldung, to: str) -> HttpResponse:
    try:
        changed = registration.decide(anmeldung, to, by=request.user)
    except registration.NoSeat as refused:
        messages.error(request, str(refused))
    except (MoveRefused, KeyError):
        messages.error(request, "Dieser Schritt ist jetzt nicht möglich. Hier sehen Sie den Stand von heute.")
    else:
        messages.success(request, f"{changed.name}: {changed.get_status_display()}.")
    return redirect("v-anmeldung", anmeldung.pk)
