"""Create and edit Reihen, places and workshops."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from workshops import changes
from workshops.access_staff import may_edit_this, may_open
from workshops.models import Ort, Reihe, Workshop
from workshops.pages import any_workshop, formular, krumen, number, sent
from workshops.termine import planning
from workshops.termine.forms import OrtForm, ReiheForm, WorkshopForm


def _orte(user: Nutzer) -> QuerySet[Ort]:
    return Ort.objects.all()


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def reihe_new(request: Request) -> HttpResponse:
    form = ReiheForm(sent(request))
    if form.is_valid():
        changes.created(form.save(), by=request.user)
        messages.success(request, "Die Reihe ist angelegt. Legen Sie jetzt ihren ersten Workshop an.")
        return redirect("v-workshop-list")
    return formular(request, form, titel="Neue Reihe", eltern=krumen())


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(Reihe.objects.visible_to)
@einmal
def reihe_edit(request: Request, reihe: Reihe) -> HttpResponse:
    form = ReiheForm(sent(request), instance=reihe)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, "Die Reihe ist gespeichert.")
        return redirect("v-workshop-list")
    return formular(request, form, titel="Reihe bearbeiten", eltern=krumen())


@require_GET
@allow(is_stabsstelle)
def ort_list(request: Request) -> HttpResponse:
    return render(request, "workshops/verwaltung/orte.html", {"page_obj": page(request, Ort.objects.all())})


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def ort_new(request: Request) -> HttpResponse:
    form = OrtForm(sent(request))
    if form.is_valid():
        changes.created(form.save(), by=request.user)
        messages.success(request, "Der Ort ist angelegt. Sie können ihn jetzt bei jedem Workshop auswählen.")
        return redirect("v-ort-list")
    return formular(request, form, titel="Neuer Ort", eltern=krumen())


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@load(_orte)
@einmal
def ort_edit(request: Request, ort: Ort) -> HttpResponse:
    form = OrtForm(sent(request), instance=ort)
    if form.is_valid():
        changes.noted(form.save(), form.changed_data, by=request.user)
        messages.success(request, "Der Ort ist gespeichert.")
        return redirect("v-ort-list")
    return formular(request, form, titel="Ort bearbeiten", eltern=krumen())


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def workshop_new(request: Request) -> HttpResponse:
    form = WorkshopForm(sent(request), initial={"reihe": number(request.GET.get("reihe"))})
    if form.is_valid():
        workshop = form.save()
        changes.created(workshop, by=request.user)
        messages.success(request, "Der Workshop ist angelegt. Öffnen Sie die Anmeldung, sobald alles stimmt.")
        return redirect("v-workshop", workshop.pk)
    return formular(request, form, titel="Neuer Workshop", eltern=krumen())


@require_http_methods(["GET", "POST"])
@allow(may_open)
@load(any_workshop, may=may_edit_this)
@einmal
def workshop_edit(request: Request, workshop: Workshop) -> HttpResponse:
    former, eltern = workshop.titel, krumen(workshop)
    form = WorkshopForm(sent(request), instance=workshop)
    if form.is_valid():
        told = planning.edited(form.save(), form.changed_data, former=former, by=request.user)
        mails = f" {told} Personen bekommen Zeit und Ort neu per E-Mail." if told else ""
        messages.success(request, f"Der Workshop ist gespeichert.{mails}")
        return redirect("v-workshop", workshop.pk)
    return formular(request, form, titel="Workshop bearbeiten", eltern=eltern)
