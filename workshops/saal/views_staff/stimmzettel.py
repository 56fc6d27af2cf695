"""Ballots on paper: make some, print them all."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.werkbank.seiten import Seite, forms, opens, sent, take
from workshops.access_staff import abfragen_in_hand, may_open, may_work_abfrage
from workshops.models import Punktabfrage
from workshops.pages import krumen
from workshops.saal import drucksachen, stimmen
from workshops.saal.forms_staff import ZettelForm


@forms(may_work_abfrage, abfragen_in_hand, first=may_open)
def zettel_new(request: Request, abfrage: Punktabfrage) -> HttpResponse:
    """Ask how many slips are needed, and go on to print all there are."""
    form = ZettelForm(sent(request))
    printed = abfrage.stimmzettel.filter(gedruckt=True).count()

    def save() -> str:
        try:
            stimmen.prepare_slips(abfrage, form.cleaned_data["anzahl"], by=request.user)
        except (stimmen.VoteEnded, stimmen.NoMoreSlips) as refused:
            form.add_error("anzahl", str(refused))
        return reverse("v-stimmzettel-pdf", args=(abfrage.pk,))

    eltern = krumen(abfrage.workshop, ("Punkte", reverse("v-punkte", args=(abfrage.workshop_id,))))
    vorspann = f"Gedruckt gibt es bisher {printed}. Jeder neue Zettel hat einen eigenen Code und gilt einmal."
    seite = Seite("Stimmzettel drucken", eltern, ueber=f"{abfrage.workshop.titel}: {abfrage.frage}", vorspann=vorspann)
    return take(request, form, seite, save, "")


@opens(may_work_abfrage, abfragen_in_hand, first=may_open)
def zettel_pdf(request: Request, abfrage: Punktabfrage) -> HttpResponseBase:
    if not abfrage.stimmzettel.filter(gedruckt=True).exists():
        messages.info(request, "Noch gibt es keine Stimmzettel. Bitte sagen Sie, wie viele Sie brauchen.")
        return redirect("v-stimmzettel-new", abfrage.pk)
    return answer(request, drucksachen.stimmzettel(abfrage))
