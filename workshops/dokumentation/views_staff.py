"""From the wall to the printed documentation: what came out, sketches, Fassungen."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.ui.paging import page
from bildungskommune.verfahren.folgen import steps
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, opens, sent
from workshops.access_staff import in_hand, may_edit, may_edit_this, may_open, may_see_this, may_work_cards
from workshops.dokumentation import counts
from workshops.dokumentation.forms import ErgebnisForm, GruppenergebnisForm, SkizzeForm
from workshops.dokumentation.sketches import add_skizze
from workshops.fotos import bestand
from workshops.models import Arbeitsgruppe, Projektskizze, Workshop
from workshops.pages import any_workshop, kopf, krumen
from workshops.wand import cardwall

EINGEFROREN = "Eingefrorene Dokumentationen ändern sich dadurch nicht."


def _skizzen(user: Nutzer) -> QuerySet[Projektskizze]:
    return Projektskizze.objects.select_related("workshop")


def _gruppen(user: Nutzer) -> QuerySet[Arbeitsgruppe]:
    return Arbeitsgruppe.objects.filter(workshop__in=in_hand(user)).select_related("workshop")


def _may_work_gruppe(user: Nutzer, gruppe: Arbeitsgruppe) -> bool:
    return may_work_cards(user, gruppe.workshop)


def _of_group(gruppe: Arbeitsgruppe) -> str:
    return url(gruppe.workshop)


def url(workshop: Workshop) -> str:
    return reverse("v-dokumentation", args=(workshop.pk,))


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Dokumentation", url(workshop)))


def _back(skizze: Projektskizze) -> str:
    return reverse("v-dokumentation", args=(skizze.workshop_id,))


@opens(may_see_this, any_workshop, first=may_open)
def uebersicht(request: Request, workshop: Workshop) -> HttpResponse:
    skizzen = list(workshop.skizzen.order_by("position", "pk")[: counts.SKIZZEN])
    folgen = steps(request.user, skizzen)
    context = kopf(request, workshop, "v-dokumentation") | {
        "vorrat": counts.counts(workshop),
        "page_obj": page(request, counts.fassungen(workshop), 10),
        "gruppen": workshop.gruppen.order_by("position", "pk")[: counts.SKIZZEN],
        "fotos": bestand.of_workshop(workshop),
        "skizzen": [(skizze, folgen[skizze.pk]) for skizze in skizzen],
    }
    return render(request, "workshops/dokumentation/verwaltung/dokumentation.html", context)


@moves(may_edit_this, any_workshop, first=may_open)
def karten_publish(request: Request, workshop: Workshop) -> HttpResponse:
    """Publish all checked cards at once, so that they stand in the documentation."""
    count = cardwall.publish_checked(workshop, by=request.user)
    messages.success(request, f"{count} Karten sind jetzt öffentlich und stehen in der nächsten Dokumentation.")
    return redirect("v-dokumentation", workshop.pk)


@forms(may_edit_this, any_workshop, first=may_open)
def ergebnis(request: Request, workshop: Workshop) -> HttpResponse:
    seite = Seite("Was herauskam", _eltern(workshop), ueber=workshop.titel)
    form = ErgebnisForm(sent(request), instance=workshop)
    return edit(request, form, seite, url, danke="Der Text ist gespeichert.")


@forms(_may_work_gruppe, _gruppen, first=may_open)
def gruppe_ergebnis(request: Request, gruppe: Arbeitsgruppe) -> HttpResponse:
    """Write down what came out of a working group."""
    seite = Seite(f"Ergebnis der Gruppe „{gruppe}“", _eltern(gruppe.workshop), ueber=gruppe.workshop.titel)
    form = GruppenergebnisForm(sent(request), instance=gruppe)
    return edit(request, form, seite, _of_group, danke="Das Ergebnis der Gruppe ist gespeichert.")


@forms(may_edit_this, any_workshop, first=may_open)
def skizze_new(request: Request, workshop: Workshop) -> HttpResponse:
    form = SkizzeForm(sent(request), instance=Projektskizze(workshop=workshop), workshop=workshop)
    seite = Seite("Neue Projektskizze", _eltern(workshop), ueber=workshop.titel)
    return add(request, form, seite, add_skizze, _back, danke="Die Projektskizze ist angelegt.")


@forms(may_edit_this, _skizzen, first=may_edit)
def skizze_edit(request: Request, skizze: Projektskizze) -> HttpResponse:
    workshop, weg = skizze.workshop, reverse("v-skizze-loeschen", args=(skizze.pk,))
    seite = Seite("Projektskizze bearbeiten", _eltern(workshop), ueber=workshop.titel, loeschen=weg)
    return edit(request, SkizzeForm(sent(request), instance=skizze, workshop=workshop), seite, _back)


@forms(may_edit_this, _skizzen, first=may_edit)
def skizze_delete(request: Request, skizze: Projektskizze) -> HttpResponse:
    seite = Seite("Projektskizze löschen?", _eltern(skizze.workshop), vorspann=EINGEFROREN)
    return delete_page(request, skizze, _back(skizze), seite)
