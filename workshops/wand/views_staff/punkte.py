"""Dots: ask, enter what was counted on paper, show the ranking on the projector."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from workshops import changes, links
from workshops.access_staff import abfragen_in_hand, may_open, may_see_this, may_work_abfrage, may_work_cards
from workshops.models import Punktabfrage, Workshop
from workshops.pages import Krumen, any_workshop, formular, kopf, krumen, number, sent
from workshops.wand import cardwall, punkte
from workshops.wand.forms import AbfrageForm, ZaehlForm

BEAMER_ZEILEN = 8


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Punkte", reverse("v-punkte", args=(workshop.pk,))))


@require_GET
@allow(may_open)
@load(any_workshop, may=may_see_this)
def punkte_list(request: Request, workshop: Workshop) -> HttpResponse:
    abfragen = page(request, punkte.of_workshop(workshop), 5)
    context = kopf(request, workshop, "v-punkte") | {
        "page_obj": abfragen,
        "abfragen": punkte.rankings(list(abfragen)),
    }
    return render(request, "workshops/verwaltung/punkte.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_work_cards)
@einmal
def abfrage_new(request: Request, workshop: Workshop) -> HttpResponse:
    abfrage = Punktabfrage(workshop=workshop)
    form = AbfrageForm(sent(request), instance=abfrage, initial={"frage": "Was ist uns am wichtigsten?"})
    if form.is_valid():
        changes.created(form.save(), by=request.user)
        return redirect("v-abfrage", abfrage.pk)
    return formular(request, form, titel="Neue Punktabfrage", eltern=_eltern(workshop))


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(abfragen_in_hand, may=may_work_abfrage)
@einmal
def abfrage_edit(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    form = AbfrageForm(sent(request), instance=abfrage)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, "Die Frage ist gespeichert.")
        return redirect("v-punkte", abfrage.workshop_id)
    return formular(request, form, titel="Punktabfrage bearbeiten", eltern=_eltern(abfrage.workshop))


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(abfragen_in_hand, may=may_work_abfrage)
@einmal
def abfrage(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    """Enter the totals counted on paper."""
    themen = list(cardwall.columns(abfrage.workshop))
    form = ZaehlForm(sent(request), abfrage=abfrage, themen=themen)
    if form.is_valid():
        try:
            punkte.count_paper(abfrage, form.punkte(), personen=form.cleaned_data["personen"], by=request.user)
        except punkte.TooManyDots as refused:
            form.add_error("personen", str(refused))
        else:
            messages.success(request, "Die Punkte sind gezählt. So sieht die Rangfolge aus.")
            return redirect("v-punkte", abfrage.workshop_id)
    vorspann = f"Jede Person vergibt {abfrage.punkte_je_person} Punkte. Ein leeres Feld zählt als null."
    return formular(request, form, titel=abfrage.frage, eltern=_eltern(abfrage.workshop), vorspann=vorspann)


@require_POST
@allow(may_open)
@load(abfragen_in_hand, may=may_work_abfrage)
@einmal
def abfrage_close(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    """End the vote, or open it again when it was ended."""
    if abfrage.beendet:
        punkte.reopen(abfrage, by=request.user)
        messages.success(request, "Die Abstimmung läuft wieder.")
    else:
        punkte.close(abfrage, by=request.user)
        messages.success(request, "Die Abstimmung ist beendet.")
    return redirect("v-punkte", abfrage.workshop_id)


@require_GET
@allow(may_open)
@load(any_workshop, may=may_see_this)
def beamer(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the ranking of one question full screen: the one in the address, else the newest."""
    questions = punkte.of_workshop(workshop)
    wanted = number(request.GET.get("abfrage"))
    asked = questions.filter(pk=wanted).first() if wanted else questions.first()
    plaetze = punkte.ranking(asked) if asked else []
    context = {
        "workshop": workshop,
        "adresse": links.link("workshop", workshop.slug).split("://")[-1].rstrip("/"),
        "abfrage": asked,
        "plaetze": plaetze[:BEAMER_ZEILEN],
        "weitere": max(len(plaetze) - BEAMER_ZEILEN, 0),
        "summe": sum(platz.punkte for platz in plaetze),
        "papier": sum(platz.davon_papier for platz in plaetze),
        "geteilt": any(platz.geteilt for platz in plaetze),
    }
    return render(request, "workshops/verwaltung/beamer.html", context)
