"""Pages that make one card of several, and several of one."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import Krumen, Seite, forms, sent, take
from workshops.access_staff import cards_in_hand, may_open, may_work_card, may_work_cards
from workshops.models import Beitrag, Workshop
from workshops.pages import any_workshop, krumen
from workshops.wand import cardwall, herkunft
from workshops.wand.auswahl import Gewaehlt
from workshops.wand.forms_auswahl import ticked
from workshops.wand.forms_herkunft import TeilenForm, ZusammenForm
from workshops.wand.spalten import OHNE, Wand
from workshops.wand.views_staff import zurueck


def merge_page(workshop: Workshop, wahl: Sequence[Gewaehlt]) -> str:
    """Return the address of the page that makes one card of these."""
    ticks = [("karte", f"{one.beitrag.pk}-{one.von.pk if one.von else OHNE}") for one in wahl]
    return f"{reverse('v-karten-merge', args=(workshop.pk,))}?{urlencode(ticks)}"


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Karten", reverse("v-kartenwand", args=(workshop.pk,))))


@forms(may_work_cards, any_workshop, first=may_open)
def karten_merge(request: Request, workshop: Workshop) -> HttpResponse:
    wahl = ticked(workshop, list(cardwall.columns(workshop)), request.GET.getlist("karte"))
    if len(wahl) < herkunft.MINDESTENS:
        messages.error(request, "Bitte wählen Sie an der Wand mindestens zwei Karten aus.")
        return redirect("v-kartenwand", workshop.pk)
    form = ZusammenForm(sent(request), karten=[one.beitrag for one in wahl])

    def save() -> str:
        data = form.cleaned_data
        try:
            made = herkunft.merge(workshop, wahl, data["text"], data["vorzeichen"], by=request.user)
        except herkunft.GoneOn as refused:
            form.add_error(None, str(refused))
            return ""
        messages.success(request, f"Aus {len(wahl)} Karten ist die Karte {made.code} geworden.")
        return zurueck.to_card(request, Wand(workshop=workshop), made, wahl[0].von)["Location"]

    return take(request, form, Seite(f"{len(wahl)} Karten zusammenführen", _eltern(workshop)), save, danke="")


@forms(may_work_card, cards_in_hand, first=may_open)
def karte_split(request: Request, beitrag: Beitrag) -> HttpResponse:
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    form = TeilenForm(sent(request), initial={"texte": beitrag.text})

    def save() -> str:
        thema = cardwall.columns(workshop).filter(beitraege=beitrag).first()
        try:
            parts = herkunft.split(workshop, beitrag, form.cleaned_data["texte"], by=request.user)
        except herkunft.GoneOn as refused:
            form.add_error(None, str(refused))
            return ""
        messages.success(request, f"Die Karte {beitrag.code} ist in {len(parts)} Karten geteilt.")
        return zurueck.to_card(request, Wand(workshop=workshop), parts[0], thema)["Location"]

    return take(request, form, Seite(f"Karte {beitrag.code} teilen", _eltern(workshop)), save, danke="")
