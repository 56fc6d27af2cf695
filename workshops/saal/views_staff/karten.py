"""Cards from phones, read at the desk before all may read them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import Seite, forms, moves, numbers, sent, show
from workshops.access_staff import cards_in_hand, may_open, may_work_card, may_work_cards
from workshops.forms import GrundForm
from workshops.models import Beitrag, Workshop
from workshops.pages import any_workshop, krumen
from workshops.saal import karten

SCHON_GELESEN = "Diese Karte wartet nicht mehr: Jemand anderes hat sie schon freigegeben oder abgelehnt."


@moves(may_work_cards, any_workshop, first=may_open)
def release(request: Request, workshop: Workshop) -> HttpResponse:
    """Release the cards of a page, or one of them."""
    pks = numbers(request.POST.getlist("karte"))
    count = karten.release(workshop, pks, by=request.user)
    if count:
        messages.success(request, "1 Karte ist freigegeben." if count == 1 else f"{count} Karten sind freigegeben.")
    else:
        messages.error(request, SCHON_GELESEN)
    return redirect("v-saal", workshop.pk)


@forms(may_work_card, cards_in_hand, first=may_open)
def reject(request: Request, beitrag: Beitrag) -> HttpResponse:
    """Keep a card from the wall, with a reason that its writer reads."""
    workshop = beitrag.workshop
    if workshop is None:
        return redirect("v-beitrag", beitrag.pk)
    back = reverse("v-saal", args=(workshop.pk,))
    hilfe = "Wer die Karte schrieb, liest sie unter dem Code der Karte."
    form = GrundForm(sent(request), senden="Ablehnen", hilfe=hilfe, zurueck=back)
    if not form.is_valid():
        seite = Seite(f"Karte {beitrag.code} ablehnen", krumen(workshop, ("Saal", back)), vorspann=f"„{beitrag.text}“")
        return show(request, form, seite)
    if karten.reject(beitrag, form.cleaned_data["grund"], by=request.user):
        messages.success(request, f"Die Karte {beitrag.code} ist abgelehnt.")
    else:
        messages.error(request, SCHON_GELESEN)
    return redirect(back)
