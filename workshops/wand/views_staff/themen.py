"""Create, edit, order, merge and delete the Themen of a wall."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank.reihenfolge import HOCH, RUNTER
from bildungskommune.werkbank.seiten import Krumen, Seite, delete_page, edit, forms, moves, sent, take
from workshops.access_staff import may_open, may_work_cards, may_work_thema, themen_in_hand
from workshops.models import Thema, Workshop
from workshops.pages import any_workshop, krumen
from workshops.wand import cardwall, themen, themenzuege
from workshops.wand.forms import ThemaForm, ZusammenfuehrenForm
from workshops.wand.views_staff import zurueck

SIDES = {"l": HOCH, "r": RUNTER}


def _eltern(workshop: Workshop | None) -> Krumen:
    if workshop is None:
        return krumen()
    return krumen(workshop, ("Karten", reverse("v-kartenwand", args=(workshop.pk,))))


def _wall(thema: Thema) -> str:
    if thema.workshop_id is None:
        return reverse("v-beitrag-list")
    return reverse("v-kartenwand", args=(thema.workshop_id,))


@forms(may_work_cards, any_workshop, first=may_open)
def thema_new(request: Request, workshop: Workshop) -> HttpResponse:
    thema = Thema(reihe=workshop.reihe, workshop=workshop)
    form = ThemaForm(sent(request), instance=thema, themen=list(cardwall.columns(workshop)))

    def save() -> str:
        try:
            created = themenzuege.create(workshop, **form.cleaned_data, by=request.user)
        except themen.TitleTaken as refused:
            form.add_error("titel", str(refused))
        else:
            messages.success(request, f"Das Thema „{created}“ steht an der Wand.")
        return _wall(thema)

    return take(request, form, Seite("Neues Thema", _eltern(workshop), ueber=workshop.titel), save, danke="")


@forms(may_work_thema, themen_in_hand, first=may_open)
def thema_edit(request: Request, thema: Thema) -> HttpResponse:
    weg = reverse("v-thema-loeschen", args=(thema.pk,))
    seite = Seite("Thema bearbeiten", _eltern(thema.workshop), ueber=thema.titel, loeschen=weg)
    form = ThemaForm(sent(request), instance=thema, themen=themen.siblings(thema))
    return edit(request, form, seite, _wall, rule=themenzuege.change, danke="Das Thema ist gespeichert.")


@forms(may_work_thema, themen_in_hand, first=may_open)
def thema_delete(request: Request, thema: Thema) -> HttpResponse:
    """Ask before a Thema goes; nothing of its cards does."""
    seite = Seite(
        "Thema löschen?",
        _eltern(thema.workshop),
        vorspann="Die Karten bleiben: Was unter keinem anderen Thema liegt, hängt danach bei „Ohne Thema“.",
    )
    return delete_page(request, thema, _wall(thema), seite, rule=themenzuege.delete)


@moves(may_work_thema, themen_in_hand, first=may_open)
def thema_move(request: Request, thema: Thema) -> HttpResponse:
    side = SIDES.get(request.POST.get("zug", ""))
    if not side or not thema.workshop:
        return redirect(_wall(thema))
    themenzuege.shift(thema, side, by=request.user)
    messages.success(request, f"Das Thema „{thema}“ ist verschoben.")
    return zurueck.to_thema(request, thema.workshop, thema, zug=request.POST["zug"])


@forms(may_work_thema, themen_in_hand, first=may_open)
def thema_merge(request: Request, thema: Thema) -> HttpResponse:
    form = ZusammenfuehrenForm(sent(request), thema=thema)

    def save() -> str:
        into: Thema = form.cleaned_data["ziel"]
        try:
            moved = themenzuege.merge(thema, into, by=request.user)
        except (themen.MergeRefused, cardwall.ForeignThema) as refused:
            form.add_error("ziel", str(refused))
        else:
            messages.success(request, f"„{thema}“ ist in „{into}“ aufgegangen, mit {moved} Karten.")
        return _wall(thema)

    return take(request, form, Seite(f"„{thema}“ zusammenführen", _eltern(thema.workshop)), save, danke="")
