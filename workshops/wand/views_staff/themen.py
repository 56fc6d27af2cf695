"""Create, edit, order and merge the Themen of a wall."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from workshops import changes
from workshops.access_staff import may_open, may_work_cards, may_work_thema, themen_in_hand
from workshops.models import Thema, Workshop
from workshops.pages import Krumen, any_workshop, formular, krumen, sent
from workshops.wand import cardwall, themen
from workshops.wand.forms import ThemaForm, ZusammenfuehrenForm
from workshops.wand.views_staff import zurueck

SIDES = {"l": -1, "r": 1}


def _eltern(workshop: Workshop | None) -> Krumen:
    if workshop is None:
        return krumen()
    return krumen(workshop, ("Karten", reverse("v-kartenwand", args=(workshop.pk,))))


def _wall(workshop: Workshop | None) -> HttpResponse:
    return redirect("v-kartenwand", workshop.pk) if workshop else redirect("v-beitrag-list")


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_work_cards)
@einmal
def thema_new(request: Request, workshop: Workshop) -> HttpResponse:
    thema = Thema(reihe=workshop.reihe, workshop=workshop)
    form = ThemaForm(sent(request), instance=thema, themen=list(cardwall.columns(workshop)))
    if form.is_valid():
        try:
            created = themen.create(workshop, **form.cleaned_data, by=request.user)
        except themen.TitleTaken as refused:
            form.add_error("titel", str(refused))
        else:
            messages.success(request, f"Das Thema „{created}“ steht an der Wand.")
            return redirect("v-kartenwand", workshop.pk)
    return formular(request, form, titel="Neues Thema", eltern=_eltern(workshop))


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(themen_in_hand, may=may_work_thema)
@einmal
def thema_edit(request: Request, thema: Thema) -> HttpResponse:
    former, workshop = thema.titel, thema.workshop
    form = ThemaForm(sent(request), instance=thema, themen=themen.siblings(thema))
    if form.is_valid():
        themen.edited(form.save(commit=False), former=former, by=request.user)
        changes.noted(thema, form.changed_data, by=request.user)
        messages.success(request, f"Das Thema „{thema}“ ist gespeichert.")
        return _wall(workshop)
    return formular(request, form, titel="Thema bearbeiten", eltern=_eltern(workshop))


@require_POST
@allow(may_open)
@load(themen_in_hand, may=may_work_thema)
@einmal
def thema_move(request: Request, thema: Thema) -> HttpResponse:
    side = SIDES.get(request.POST.get("zug", ""))
    if not side or not thema.workshop:
        return _wall(thema.workshop)
    themen.shift_thema(thema, side, by=request.user)
    messages.success(request, f"Das Thema „{thema}“ ist verschoben.")
    return zurueck.to_thema(request, thema.workshop, thema, zug=request.POST["zug"])


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(themen_in_hand, may=may_work_thema)
@einmal
def thema_merge(request: Request, thema: Thema) -> HttpResponse:
    form = ZusammenfuehrenForm(sent(request), thema=thema)
    if form.is_valid():
        into: Thema = form.cleaned_data["ziel"]
        try:
            moved = themen.merge(thema, into, by=request.user)
        except (themen.MergeRefused, cardwall.ForeignThema) as refused:
            form.add_error("ziel", str(refused))
        else:
            messages.success(request, f"„{thema}“ ist in „{into}“ aufgegangen, mit {moved} Karten.")
            return _wall(thema.workshop)
    return formular(request, form, titel=f"„{thema}“ zusammenführen", eltern=_eltern(thema.workshop))
