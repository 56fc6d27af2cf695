"""Dots: ask, enter what was counted on paper, show the ranking on the projector."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune import addresses
from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import Krumen, Seite, add, edit, forms, moves, number, opens, sent, take
from workshops.access_staff import abfragen_in_hand, may_open, may_see_this, may_work_abfrage, may_work_cards
from workshops.models import Punktabfrage, Workshop
from workshops.pages import any_workshop, kopf, krumen
from workshops.wand import auszaehlung, cardwall, punkte, rangfolge
from workshops.wand.abfragen import add_abfrage
from workshops.wand.forms import AbfrageForm, EntscheidungForm, ZaehlForm

BEAMER_ZEILEN = 8


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Punkte", reverse("v-punkte", args=(workshop.pk,))))


@opens(may_see_this, any_workshop, first=may_open)
def punkte_list(request: Request, workshop: Workshop) -> HttpResponse:
    abfragen = page(request, punkte.of_workshop(workshop), 5)
    context = kopf(request, workshop, "v-punkte") | {
        "page_obj": abfragen,
        "abfragen": auszaehlung.of_abfragen(rangfolge.of_abfragen(list(abfragen))),
    }
    return render(request, "workshops/wand/verwaltung/punkte.html", context)


def _to_punkte(abfrage: Punktabfrage) -> str:
    return reverse("v-punkte", args=(abfrage.workshop_id,))


def _to_count(abfrage: Punktabfrage) -> str:
    return reverse("v-abfrage", args=(abfrage.pk,))


@forms(may_work_cards, any_workshop, first=may_open)
def abfrage_new(request: Request, workshop: Workshop) -> HttpResponse:
    abfrage = Punktabfrage(workshop=workshop)
    form = AbfrageForm(sent(request), instance=abfrage, initial={"frage": "Was ist uns am wichtigsten?"})
    seite = Seite("Neue Punktabfrage", _eltern(workshop), ueber=workshop.titel)
    return add(request, form, seite, add_abfrage, _to_count, danke="")


@forms(may_work_abfrage, abfragen_in_hand, first=may_open)
def abfrage_edit(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    seite = Seite("Punktabfrage bearbeiten", _eltern(abfrage.workshop), ueber=abfrage.workshop.titel)
    form = AbfrageForm(sent(request), instance=abfrage)
    return edit(request, form, seite, _to_punkte, danke="Die Frage ist gespeichert.")


@forms(may_work_abfrage, abfragen_in_hand, first=may_open)
def abfrage(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    """Enter the totals counted on paper."""
    themen = list(cardwall.columns(abfrage.workshop))
    form = ZaehlForm(sent(request), abfrage=abfrage, themen=themen)

    def save() -> str:
        try:
            punkte.count_paper(abfrage, form.punkte(), personen=form.cleaned_data["personen"], by=request.user)
        except punkte.TooManyDots as refused:
            form.add_error("personen", str(refused))
        return _to_punkte(abfrage)

    vorspann = f"Jede Person vergibt {abfrage.punkte_je_person} Punkte. Ein leeres Feld zählt als null."
    seite = Seite(abfrage.frage, _eltern(abfrage.workshop), ueber=abfrage.workshop.titel, vorspann=vorspann)
    return take(request, form, seite, save, "Die Punkte sind gezählt. So sieht die Rangfolge aus.")


@forms(may_work_abfrage, abfragen_in_hand, first=may_open)
def abfrage_decide(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    """Write down what was decided after the vote."""
    ueber = f"{abfrage.workshop.titel}: {abfrage.frage}"
    seite = Seite("Was wurde entschieden?", _eltern(abfrage.workshop), ueber=ueber)
    form = EntscheidungForm(sent(request), instance=abfrage)
    return edit(request, form, seite, _to_punkte, danke="Die Entscheidung ist gespeichert.")


@moves(may_work_abfrage, abfragen_in_hand, first=may_open)
def abfrage_close(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    """End the vote, or open it again when it was ended."""
    if abfrage.beendet:
        try:
            punkte.reopen(abfrage, by=request.user)
        except punkte.BallotsGone as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, "Die Abstimmung läuft wieder.")
    else:
        punkte.close(abfrage, by=request.user)
        messages.success(request, "Die Abstimmung ist beendet.")
    return redirect("v-punkte", abfrage.workshop_id)


@opens(may_see_this, any_workshop, first=may_open)
def beamer(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the ranking of one question full screen: the one in the address, else the newest."""
    questions = punkte.of_workshop(workshop)
    wanted = number(request.GET.get("abfrage"))
    asked = questions.filter(pk=wanted).first() if wanted else questions.first()
    plaetze = rangfolge.of_abfrage(asked) if asked else []
    context = {
        "workshop": workshop,
        "adresse": addresses.page("workshop", workshop.slug).split("://")[-1].rstrip("/"),
        "abfrage": asked,
        "plaetze": plaetze[:BEAMER_ZEILEN],
        "weitere": max(len(plaetze) - BEAMER_ZEILEN, 0),
        "summe": sum(platz.punkte for platz in plaetze),
        "papier": sum(platz.davon_papier for platz in plaetze),
        "geteilt": any(platz.geteilt for platz in plaetze),
    }
    return render(request, "workshops/wand/verwaltung/beamer.html", context)
