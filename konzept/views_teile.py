"""The parts of a Handlungsfeld: Ziele with their priority, Strategien, and what it is derived from."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bildungskommune.access import Request, load
from bildungskommune.einmal import einmal
from bildungskommune.ui.paging import page
from konzept import access, drafting, quellen
from konzept.forms import AbleitungForm, PrioritaetForm, QuellenFilter, StrategieForm, ZielForm
from konzept.links import feld_crumb, feld_url, konzept_crumb
from konzept.models import Ableitung, Handlungsfeld, Priorisierung, Strategie, Ziel
from leitbild.drafting import rearrange, save
from leitbild.forms import DeskForm
from leitbild.views_staff import confirm_delete


def _page(request: Request, form: DeskForm, titel: str, feld: Handlungsfeld) -> HttpResponse:
    pfad = [konzept_crumb(feld.konzept), feld_crumb(feld)]
    status = 422 if form.is_bound else 200
    return render(request, "konzept/v_form.html", {"form": form, "titel": titel, "pfad": pfad}, status=status)


def _delete(request: Request, thing: Ziel | Strategie | Ableitung) -> HttpResponse:
    feld = thing.handlungsfeld
    pfad = [konzept_crumb(feld.konzept), feld_crumb(feld)]
    return confirm_delete(request, thing, feld_url(feld), pfad, "konzept/v_loeschen.html")


@require_http_methods(["GET", "POST"])
@einmal
@load(access.felder, may=access.may_edit_this)
def ziel_new(request: Request, feld: Handlungsfeld) -> HttpResponse:
    form = ZielForm(request.POST or None, instance=Ziel(handlungsfeld=feld))
    if form.is_valid():
        drafting.add_ziel(form.save(commit=False), by=request.user)
        messages.success(request, "Das Ziel ist angelegt.")
        return redirect(feld_url(feld))
    return _page(request, form, "Neues Ziel", feld)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.ziele, may=access.may_edit_this)
def ziel_edit(request: Request, ziel: Ziel) -> HttpResponse:
    form = ZielForm(request.POST or None, instance=ziel)
    if form.is_valid():
        save(form.save(commit=False), by=request.user)
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect(feld_url(ziel.handlungsfeld))
    return _page(request, form, "Ziel bearbeiten", ziel.handlungsfeld)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.ziele, may=access.may_edit_this)
def prioritaet_new(request: Request, ziel: Ziel) -> HttpResponse:
    """Set a new priority; what held before stays in the history."""
    form = PrioritaetForm(request.POST or None, instance=Priorisierung(ziel=ziel))
    if form.is_valid():
        drafting.prioritise(ziel, **form.cleaned_data, by=request.user)
        messages.success(request, "Die Priorität ist festgelegt.")
        return redirect(feld_url(ziel.handlungsfeld))
    return _page(request, form, "Priorität festlegen", ziel.handlungsfeld)


@require_POST
@einmal
@load(access.ziele, may=access.may_edit_this)
def ziel_verschieben(request: Request, ziel: Ziel) -> HttpResponse:
    rearrange(ziel, drafting.ziele_row(ziel), request.POST, by=request.user)
    return redirect(f"{feld_url(ziel.handlungsfeld)}#ziele")


@require_http_methods(["GET", "POST"])
@einmal
@load(access.ziele, may=access.may_edit_this)
def ziel_loeschen(request: Request, ziel: Ziel) -> HttpResponse:
    return _delete(request, ziel)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.felder, may=access.may_edit_this)
def strategie_new(request: Request, feld: Handlungsfeld) -> HttpResponse:
    form = StrategieForm(request.POST or None, instance=Strategie(handlungsfeld=feld))
    if form.is_valid():
        with transaction.atomic():
            drafting.add_strategie(form.save(commit=False), by=request.user)
            form.save_m2m()
        messages.success(request, "Die Strategie ist angelegt.")
        return redirect(feld_url(feld))
    return _page(request, form, "Neue Strategie", feld)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.strategien, may=access.may_edit_this)
def strategie_edit(request: Request, strategie: Strategie) -> HttpResponse:
    form = StrategieForm(request.POST or None, instance=strategie)
    if form.is_valid():
        with transaction.atomic():
            save(form.save(commit=False), by=request.user)
            form.save_m2m()
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect(feld_url(strategie.handlungsfeld))
    return _page(request, form, "Strategie bearbeiten", strategie.handlungsfeld)


@require_POST
@einmal
@load(access.strategien, may=access.may_edit_this)
def strategie_verschieben(request: Request, strategie: Strategie) -> HttpResponse:
    rearrange(strategie, drafting.strategien_row(strategie), request.POST, by=request.user)
    return redirect(f"{feld_url(strategie.handlungsfeld)}#{strategie.kennung}")


@require_http_methods(["GET", "POST"])
@einmal
@load(access.strategien, may=access.may_edit_this)
def strategie_loeschen(request: Request, strategie: Strategie) -> HttpResponse:
    return _delete(request, strategie)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.felder, may=access.may_edit_this)
def ableitung_new(request: Request, feld: Handlungsfeld) -> HttpResponse:
    """Search an Abschnitt of the Leitbild or a Thema and say why the Handlungsfeld follows from it."""
    suche = QuellenFilter(request.GET or None)
    seite = page(request, suche.candidates(feld), 20)
    form = AbleitungForm(request.POST or None, choices=quellen.choices(seite))
    if form.is_valid():
        save(quellen.ableitung(feld, **form.cleaned_data), by=request.user)
        messages.success(request, "Die Herkunft ist eingetragen.")
        return redirect(feld_url(feld))
    status = 422 if form.is_bound else 200
    context = {"form": form, "suche": suche, "seite": seite, "feld": feld, "konzept": feld.konzept}
    return render(request, "konzept/v_ableitung.html", context, status=status)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.ableitungen, may=access.may_edit_this)
def ableitung_loeschen(request: Request, ableitung: Ableitung) -> HttpResponse:
    return _delete(request, ableitung)
