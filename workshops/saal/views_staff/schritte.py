"""What happens in the hall one after the other: prepared before, or typed between two breaks."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.reihenfolge import rearrange
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, sent
from workshops.access_staff import in_hand, may_open, may_work_cards
from workshops.models import Saalschritt, Workshop
from workshops.pages import any_workshop, krumen
from workshops.saal import sitzung
from workshops.saal.forms_staff import SchrittForm


def _in_hand(user: Nutzer) -> QuerySet[Saalschritt]:
    found = Saalschritt.objects.select_related("workshop__reihe", "gruppe", "abfrage")
    return found.filter(workshop__in=in_hand(user))


def _may_work(user: Nutzer, schritt: Saalschritt) -> bool:
    return may_work_cards(user, schritt.workshop)


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Saal", reverse("v-saal", args=(workshop.pk,))))


def _back(schritt: Saalschritt) -> str:
    return reverse("v-saal", args=(schritt.workshop_id,))


@forms(may_work_cards, any_workshop, first=may_open)
def schritt_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = SchrittForm(sent(request), instance=Saalschritt(workshop=workshop))
    seite = Seite("Neuer Schritt im Saal", _eltern(workshop), ueber=workshop.titel)
    return add(request, form, seite, sitzung.add_schritt, _back, danke="Der Schritt steht im Ablauf.")


@forms(_may_work, _in_hand, first=may_open)
def schritt_edit(request: Request, schritt: Saalschritt) -> HttpResponse:
    weg = reverse("v-saalschritt-loeschen", args=(schritt.pk,))
    seite = Seite("Schritt im Saal bearbeiten", _eltern(schritt.workshop), ueber=schritt.workshop.titel, loeschen=weg)
    return edit(request, SchrittForm(sent(request), instance=schritt), seite, _back)


@moves(_may_work, _in_hand, first=may_open)
def schritt_move(request: Request, schritt: Saalschritt) -> HttpResponse:
    rearrange(schritt, sitzung.row(schritt), request.POST, by=request.user)
    return redirect(f"{_back(schritt)}#schritt-{schritt.pk}")


@moves(_may_work, _in_hand, first=may_open)
def schritt_now(request: Request, schritt: Saalschritt) -> HttpResponse:
    """Lead all phones and the screen to this step."""
    found = sitzung.of_workshop(schritt.workshop)
    try:
        if found is None:
            raise sitzung.NotOpen
        sitzung.go_to(found, schritt, by=request.user)
    except sitzung.NotOpen as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"Auf allen Telefonen steht jetzt: „{schritt.titel}“.")
    return redirect(f"{_back(schritt)}#schritt-{schritt.pk}")


@forms(_may_work, _in_hand, first=may_open)
def schritt_delete(request: Request, schritt: Saalschritt) -> HttpResponse:
    return delete_page(request, schritt, _back(schritt), Seite("Schritt löschen?", _eltern(schritt.workshop)))
