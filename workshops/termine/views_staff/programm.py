"""Programme and working groups of a workshop."""

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.reihenfolge import rearrange
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, opens, sent
from workshops.access_staff import may_edit, may_edit_this, may_open, may_see_this
from workshops.models import Arbeitsgruppe, Programmpunkt, Workshop
from workshops.pages import any_workshop, kopf, krumen
from workshops.termine import planning
from workshops.termine.forms import ArbeitsgruppeForm, ProgrammpunktForm

HOECHSTENS = 200


def _punkte(user: Nutzer) -> QuerySet[Programmpunkt]:
    return Programmpunkt.objects.select_related("workshop")


def _gruppen(user: Nutzer) -> QuerySet[Arbeitsgruppe]:
    return Arbeitsgruppe.objects.select_related("workshop")


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Programm", reverse("v-programm", args=(workshop.pk,))))


def _back(teil: Programmpunkt | Arbeitsgruppe) -> str:
    return reverse("v-programm", args=(teil.workshop_id,))


@opens(may_see_this, any_workshop, first=may_open)
def programm(request: Request, workshop: Workshop) -> HttpResponse:
    context = kopf(request, workshop, "v-programm") | {
        "programm": workshop.programm.order_by("position", "pk")[:HOECHSTENS],
        "gruppen": workshop.gruppen.order_by("position", "pk")[:HOECHSTENS],
    }
    return render(request, "workshops/termine/verwaltung/programm.html", context)


@forms(may_edit_this, any_workshop, first=may_open)
def punkt_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = ProgrammpunktForm(sent(request), instance=Programmpunkt(workshop=workshop))
    seite = Seite("Neuer Programmpunkt", _eltern(workshop), ueber=workshop.titel)
    return add(request, form, seite, planning.add_punkt, _back, danke="Der Punkt steht im Programm.")


@forms(may_edit_this, _punkte, first=may_edit)
def punkt_edit(request: Request, punkt: Programmpunkt) -> HttpResponse:
    weg = reverse("v-programm-loeschen", args=(punkt.pk,))
    seite = Seite("Programmpunkt bearbeiten", _eltern(punkt.workshop), ueber=punkt.workshop.titel, loeschen=weg)
    return edit(request, ProgrammpunktForm(sent(request), instance=punkt), seite, _back)


@moves(may_edit_this, _punkte, first=may_edit)
def punkt_move(request: Request, punkt: Programmpunkt) -> HttpResponse:
    rearrange(punkt, planning.programm_row(punkt), request.POST, by=request.user)
    return redirect(f"{_back(punkt)}#punkt-{punkt.pk}")


@forms(may_edit_this, _punkte, first=may_edit)
def punkt_delete(request: Request, punkt: Programmpunkt) -> HttpResponse:
    return delete_page(request, punkt, _back(punkt), Seite("Programmpunkt löschen?", _eltern(punkt.workshop)))


@forms(may_edit_this, any_workshop, first=may_open)
def gruppe_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = ArbeitsgruppeForm(sent(request), instance=Arbeitsgruppe(workshop=workshop))
    seite = Seite("Neue Arbeitsgruppe", _eltern(workshop), ueber=workshop.titel)
    return add(request, form, seite, planning.add_gruppe, _back, danke="Die Arbeitsgruppe ist angelegt.")


@forms(may_edit_this, _gruppen, first=may_edit)
def gruppe_edit(request: Request, gruppe: Arbeitsgruppe) -> HttpResponse:
    weg = reverse("v-gruppe-loeschen", args=(gruppe.pk,))
    seite = Seite("Arbeitsgruppe bearbeiten", _eltern(gruppe.workshop), ueber=gruppe.workshop.titel, loeschen=weg)
    return edit(request, ArbeitsgruppeForm(sent(request), instance=gruppe), seite, _back)


@forms(may_edit_this, _gruppen, first=may_edit)
def gruppe_delete(request: Request, gruppe: Arbeitsgruppe) -> HttpResponse:
    """Ask first; a group that somebody wished for or worked in stays."""
    return delete_page(request, gruppe, _back(gruppe), Seite("Arbeitsgruppe löschen?", _eltern(gruppe.workshop)))
