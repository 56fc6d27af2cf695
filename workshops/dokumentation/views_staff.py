"""From the wall to the printed documentation: what came out, sketches, Fassungen."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from workshops import changes
from workshops.access_staff import may_edit_this, may_open, may_see_this
from workshops.dokumentation import counts
from workshops.dokumentation.forms import ErgebnisForm, SkizzeForm
from workshops.models import Projektskizze, Workshop
from workshops.pages import Krumen, any_workshop, formular, kopf, krumen, sent
from workshops.wand import cardwall


def _skizzen(user: Nutzer) -> QuerySet[Projektskizze]:
    return Projektskizze.objects.select_related("workshop")


def _eltern(workshop: Workshop) -> Krumen:
    return krumen(workshop, ("Dokumentation", reverse("v-dokumentation", args=(workshop.pk,))))


@require_GET
@allow(may_open)
@load(any_workshop, may=may_see_this)
def uebersicht(request: Request, workshop: Workshop) -> HttpResponse:
    context = kopf(request, workshop, "v-dokumentation") | {
        "vorrat": counts.counts(workshop),
        "page_obj": page(request, counts.fassungen(workshop), 10),
        "skizzen": workshop.skizzen.order_by("position", "pk")[: counts.SKIZZEN],
    }
    return render(request, "workshops/verwaltung/dokumentation.html", context)


@require_POST
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def karten_publish(request: Request, workshop: Workshop) -> HttpResponse:
    """Publish all checked cards at once, so that they stand in the documentation."""
    count = cardwall.publish_checked(workshop, by=request.user)
    messages.success(request, f"{count} Karten sind jetzt öffentlich und stehen in der nächsten Dokumentation.")
    return redirect("v-dokumentation", workshop.pk)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def ergebnis(request: Request, workshop: Workshop) -> HttpResponse:
    eltern = _eltern(workshop)
    form = ErgebnisForm(sent(request), instance=workshop)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, "Der Text ist gespeichert.")
        return redirect("v-dokumentation", workshop.pk)
    return formular(request, form, titel="Was herauskam", eltern=eltern)


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def skizze_new(request: Request, workshop: Workshop) -> HttpResponse:
    position = changes.next_position(workshop.skizzen.all())
    return _skizze(request, Projektskizze(workshop=workshop, position=position), "Neue Projektskizze")


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(_skizzen)
@einmal
def skizze_edit(request: Request, skizze: Projektskizze) -> HttpResponse:
    return _skizze(request, skizze, "Projektskizze bearbeiten")


def _skizze(request: Request, skizze: Projektskizze, titel: str) -> HttpResponse:
    weg = reverse("v-skizze-loeschen", args=(skizze.pk,)) if skizze.pk else ""
    form = SkizzeForm(sent(request), instance=skizze, workshop=skizze.workshop)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, f"Die Skizze „{skizze}“ ist gespeichert.")
        return redirect("v-dokumentation", skizze.workshop_id)
    return formular(request, form, titel=titel, eltern=_eltern(skizze.workshop), loeschen=weg)


@require_POST
@allow(is_stabsstelle)
@load(_skizzen)
@einmal
def skizze_delete(request: Request, skizze: Projektskizze) -> HttpResponse:
    changes.removed(skizze, by=request.user)
    messages.success(request, "Die Projektskizze ist gelöscht.")
    return redirect("v-dokumentation", skizze.workshop_id)
