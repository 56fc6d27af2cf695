"""What is done with several cards at once, and how a step is taken back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import moves, number
from workshops.access_staff import may_open, may_work_cards
from workshops.models import Workshop
from workshops.pages import any_workshop
from workshops.wand import auswahl, cardwall, schritte, themenstand
from workshops.wand.forms import KarteForm
from workshops.wand.forms_auswahl import AuswahlForm
from workshops.wand.views_staff import herkunft, zurueck
from workshops.wand.views_staff.wand import narrowed, show_wall

LEISTE = "auswahl"
"""The controls below the wall: who moved cards goes on from there."""


@moves(may_work_cards, any_workshop, first=may_open)
def karten_move(request: Request, workshop: Workshop) -> HttpResponse:
    """Move the ticked cards; a refused form shows the wall again with its ticks."""
    form = AuswahlForm(request.POST, workshop=workshop, themen=list(cardwall.columns(workshop)))
    if not form.is_valid():
        return show_wall(request, workshop, KarteForm(workshop=workshop), status=422, auswahl=form)
    if form.zusammen:
        return redirect(herkunft.merge_page(workshop, form.cleaned_data["wahl"]))
    data = form.cleaned_data
    satz = auswahl.move(narrowed(request, workshop), data["wahl"], form.ziel(), by=request.user)
    messages.success(request, f"{satz}.")
    return zurueck.to_wall(workshop, zurueck.kept(request), LEISTE)


@moves(may_work_cards, any_workshop, first=may_open)
def schritt_undo(request: Request, workshop: Workshop) -> HttpResponse:
    """Take back one of the last steps of this person."""
    wanted = number(request.POST.get("schritt"))
    schritt = next((one for one in schritte.of_person(workshop, request.user) if one.pk == wanted), None)
    if schritt is None:
        messages.error(request, "Diesen Schritt können Sie nicht mehr zurücknehmen.")
    else:
        try:
            schritte.undo(schritt, by=request.user)
        except themenstand.StepRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, f"Zurückgenommen: {schritt.satz}.")
    return zurueck.to_wall(workshop, zurueck.kept(request), "schritte")
