"""Vorlagen and Beratungen on the desk."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.accounts.rollen import is_stabsstelle, may_read_all
from bildungskommune.audit.log import record
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.forms import BeratungForm, VorlageFilter, VorlageForm
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page


@require_safe
@allow(may_read_all)
def vorlage_list(request: Request) -> HttpResponse:
    form = VorlageFilter(request.GET)
    seite = page(request, Vorlage.objects.matching(form.cleaned_data["q"] if form.is_valid() else ""))
    return render(request, "beteiligung/liste.html", {"form": form, "seite": seite})


@require_http_methods(["GET", "POST"])
@allow(is_stabsstelle)
@einmal
def vorlage_new(request: Request) -> HttpResponse:
    fassung = request.GET.get("fassung", "")
    form = VorlageForm(request.POST or None, initial={"fassung": fassung if fassung.isdecimal() else None})
    if form.is_valid():
        vorlage = form.save()
        record(request.user, "vorlage.angelegt", vorlage)
        messages.success(request, f"{vorlage} ist angelegt. Tragen Sie jetzt die Beratungen ein.")
        return redirect("v-vorlage-edit", vorlage.pk)
    return render(request, "beteiligung/vorlage.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@load(lambda user: Vorlage.objects.all(), may=may_enter)
@einmal
def vorlage_edit(request: Request, vorlage: Vorlage) -> HttpResponse:
    name = str(vorlage)
    form = VorlageForm(request.POST or None, instance=vorlage)
    if form.is_valid():
        record(request.user, "vorlage.geaendert", form.save(), felder=form.changed_data)
        messages.success(request, f"{vorlage} ist gespeichert.")
        return redirect("v-vorlage-edit", vorlage.pk)
    beratungen = vorlage.beratungen.select_related("gremium")
    context = {"form": form, "vorlage": vorlage, "name": name, "beratungen": beratungen}
    return render(request, "beteiligung/vorlage.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@load(lambda user: Vorlage.objects.all(), may=may_enter)
@einmal
def beratung_new(request: Request, vorlage: Vorlage) -> HttpResponse:
    return _beratung(request, vorlage, Beratung(vorlage=vorlage), "beratung.angelegt")


@require_http_methods(["GET", "POST"])
@load(lambda user: Beratung.objects.select_related("vorlage", "gremium"), may=may_enter)
@einmal
def beratung_edit(request: Request, beratung: Beratung) -> HttpResponse:
    return _beratung(request, beratung.vorlage, beratung, "beratung.geaendert")


def _beratung(request: Request, vorlage: Vorlage, beratung: Beratung, ereignis: str) -> HttpResponse:
    form = BeratungForm(request.POST or None, instance=beratung)
    if form.is_valid():
        record(request.user, ereignis, form.save(), felder=form.changed_data)
        messages.success(request, "Die Beratung ist gespeichert.")
        return redirect("v-vorlage-edit", vorlage.pk)
    context = {"form": form, "vorlage": vorlage}
    return render(request, "beteiligung/beratung.html", context, status=422 if form.is_bound else 200)
