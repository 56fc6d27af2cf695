"""Programme and working groups of a workshop."""

from typing import TypeVar

from django.contrib import messages
from django.db import models
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.einmal import einmal
from workshops import changes
from workshops.access_staff import may_edit_this, may_open, may_see_this
from workshops.models import Arbeitsgruppe, Programmpunkt, Workshop
from workshops.pages import Krumen, any_workshop, formular, kopf, krumen, sent
from workshops.termine import planning
from workshops.termine.forms import ArbeitsgruppeForm, ProgrammpunktForm

P = TypeVar("P", bound=models.Model)
HOECHSTENS = 200
STEPS = {"hoch": -1, "runter": 1}


def _punkte(user: Nutzer) -> QuerySet[Programmpunkt]:
    return Programmpunkt.objects.select_related("workshop")


def _gruppen(user: Nutzer) -> QuerySet[Arbeitsgruppe]:
    return Arbeitsgruppe.objects.select_related("workshop")


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Programm", reverse("v-programm", args=(workshop.pk,))))


@require_GET
@allow(may_open)
@load(any_workshop, may=may_see_this)
def programm(request: Request, workshop: Workshop) -> HttpResponse:
    context = kopf(request, workshop, "v-programm") | {
        "programm": workshop.programm.order_by("position", "pk")[:HOECHSTENS],
        "gruppen": workshop.gruppen.order_by("position", "pk")[:HOECHSTENS],
    }
    return render(request, "workshops/verwaltung/programm.html", context)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def punkt_new(request: Request, workshop: Workshop) -> HttpResponse:
    punkt = Programmpunkt(workshop=workshop, position=changes.next_position(workshop.programm.all()))
    return _punkt(request, punkt, "Neuer Programmpunkt")


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(_punkte)
@einmal
def punkt_edit(request: Request, punkt: Programmpunkt) -> HttpResponse:
    return _punkt(request, punkt, "Programmpunkt bearbeiten")


def _punkt(request: Request, punkt: Programmpunkt, titel: str) -> HttpResponse:
    eltern, weg = _eltern(punkt.workshop), reverse("v-programm-loeschen", args=(punkt.pk,)) if punkt.pk else ""
    form = ProgrammpunktForm(sent(request), instance=punkt)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, f"„{punkt}“ steht im Programm.")
        return redirect("v-programm", punkt.workshop_id)
    return formular(request, form, titel=titel, eltern=eltern, loeschen=weg)


@require_POST
@allow(is_stabsstelle)
@load(_punkte)
@einmal
def punkt_move(request: Request, punkt: Programmpunkt) -> HttpResponse:
    step = STEPS.get(request.POST.get("zug", ""))
    if step:
        planning.shift_punkt(punkt, step)
        messages.success(request, f"„{punkt}“ ist verschoben.")
    return redirect(f"{reverse('v-programm', args=(punkt.workshop_id,))}#punkt-{punkt.pk}")


@require_POST
@allow(is_stabsstelle)
@load(_punkte)
@einmal
def punkt_delete(request: Request, punkt: Programmpunkt) -> HttpResponse:
    return _delete(request, punkt, punkt.workshop)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def gruppe_new(request: Request, workshop: Workshop) -> HttpResponse:
    gruppe = Arbeitsgruppe(workshop=workshop, position=changes.next_position(workshop.gruppen.all()))
    return _gruppe(request, gruppe, "Neue Arbeitsgruppe")


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(_gruppen)
@einmal
def gruppe_edit(request: Request, gruppe: Arbeitsgruppe) -> HttpResponse:
    return _gruppe(request, gruppe, "Arbeitsgruppe bearbeiten")


def _gruppe(request: Request, gruppe: Arbeitsgruppe, titel: str) -> HttpResponse:
    eltern, weg = _eltern(gruppe.workshop), reverse("v-gruppe-loeschen", args=(gruppe.pk,)) if gruppe.pk else ""
    form = ArbeitsgruppeForm(sent(request), instance=gruppe)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, f"Die Arbeitsgruppe „{gruppe}“ ist gespeichert.")
        return redirect("v-programm", gruppe.workshop_id)
    return formular(request, form, titel=titel, eltern=eltern, loeschen=weg)


@require_POST
@allow(is_stabsstelle)
@load(_gruppen)
@einmal
def gruppe_delete(request: Request, gruppe: Arbeitsgruppe) -> HttpResponse:
    return _delete(request, gruppe, gruppe.workshop)


def _delete(request: Request, part: P, workshop: Workshop) -> HttpResponse:
    name = str(part)
    changes.removed(part, by=request.user)
    messages.success(request, f"„{name}“ ist gelöscht.")
    return redirect("v-programm", workshop.pk)
