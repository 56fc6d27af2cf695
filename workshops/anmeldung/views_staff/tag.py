"""The day itself: tick who is there, print the list."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import forms, number, numbers, opens
from workshops import zahlen
from workshops.access_staff import may_edit_this, may_open
from workshops.anmeldung import drucksachen
from workshops.anmeldung.anwesenheit import PRESENT, attend, attendance_list
from workshops.models import Workshop
from workshops.pages import any_workshop, kopf
from workshops.papier import handed_out

JE_SEITE = 100


@forms(may_edit_this, any_workshop, first=may_open)
def anwesenheit(request: Request, workshop: Workshop) -> HttpResponse:
    if request.method == "POST":
        changes = attend(workshop, shown=_keys(request, "gezeigt"), present=_keys(request, "da"), by=request.user)
        da = zahlen.counts(workshop).da
        messages.success(request, f"Gespeichert: {changes} geändert. Jetzt sind {da} Personen da.")
        here = number(request.POST.get("seite")) or 1
        return redirect(f"{reverse('v-anwesenheit', args=(workshop.pk,))}?seite={here}")
    context = kopf(request, workshop, "v-anwesenheit") | {
        "page_obj": page(request, attendance_list(workshop), JE_SEITE),
        "zahlen": zahlen.counts(workshop),
        "da": PRESENT,
    }
    return render(request, "workshops/anmeldung/verwaltung/anwesenheit.html", context)


def _keys(request: Request, name: str) -> set[int]:
    return set(numbers(request.POST.getlist(name)))


@opens(may_edit_this, any_workshop, first=may_open)
def anwesenheit_druck(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the whole list for paper, with room for a signature; it is as long as the workshop has seats."""
    context = kopf(request, workshop, "v-anwesenheit") | {"anmeldungen": attendance_list(workshop)}
    return render(request, "workshops/anmeldung/verwaltung/anwesenheit_druck.html", context)


anwesenheit_pdf = handed_out(may_edit_this, drucksachen.anwesenheitsliste)
zaehlung_pdf = handed_out(may_edit_this, drucksachen.zaehlung)
namensschilder_pdf = handed_out(may_edit_this, drucksachen.namensschilder)


@opens(may_edit_this, any_workshop, first=may_open)
def bescheinigungen_pdf(request: Request, workshop: Workshop) -> HttpResponseBase:
    """Print a certificate for each person who was there; before anybody is ticked, say what to do."""
    wunsch = drucksachen.bescheinigungen(workshop)
    if not wunsch.inhalt["personen"]:
        messages.info(request, "Bescheinigungen gibt es, sobald Sie eingetragen haben, wer da war.")
        return redirect("v-anwesenheit", workshop.pk)
    return answer(request, wunsch)
