"""The desk: Konzepte side by side, one of them, and one of its Handlungsfelder."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from bildungskommune.fassungen import liste
from bildungskommune.ui.paging import page
from konzept import access, desk, drafting
from konzept.fassungen import KEY
from konzept.forms import HandlungsfeldForm, KonzeptForm
from konzept.links import feld_url, konzept_crumb, konzept_url
from konzept.models import Handlungsfeld, Konzept
from leitbild.drafting import rearrange, save
from leitbild.views_staff import confirm_delete


@require_safe
@allow(access.may_open)
def konzept_list(request: Request) -> HttpResponse:
    seite = page(request, desk.documents())
    stand = desk.newest_states(KEY, [konzept.pk for konzept in seite])
    rows = [(konzept, stand.get(konzept.pk)) for konzept in seite]
    may_edit = access.may_edit(request.user)
    return render(request, "konzept/v_liste.html", {"seite": seite, "zeilen": rows, "may_edit": may_edit})


@require_http_methods(["GET", "POST"])
@einmal
@allow(access.may_edit)
def konzept_new(request: Request) -> HttpResponse:
    form = KonzeptForm(request.POST or None)
    if form.is_valid():
        konzept = form.save(commit=False)
        drafting.add_konzept(konzept, by=request.user)
        messages.success(request, "Das Konzept ist angelegt. Legen Sie nun das erste Handlungsfeld an.")
        return redirect(konzept_url(konzept))
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": "Neues Konzept", "pfad": []}
    return render(request, "konzept/v_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@einmal
@load(access.konzepte, may=access.may_edit_this)
def konzept_edit(request: Request, konzept: Konzept) -> HttpResponse:
    form = KonzeptForm(request.POST or None, instance=konzept)
    if form.is_valid():
        save(form.save(commit=False), by=request.user)
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect(konzept_url(konzept))
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": "Angaben zum Konzept", "pfad": [konzept_crumb(konzept)]}
    return render(request, "konzept/v_form.html", context, status=status)


@require_safe
@load(access.konzepte, may=access.may_open_this)
def konzept(request: Request, konzept: Konzept) -> HttpResponse:
    """Show the Handlungsfelder in their order, and the Fassungen."""
    felder = desk.felder(konzept)
    fassungen = page(request, desk.fassungen_of(konzept), 10)
    return render(
        request,
        "konzept/v_konzept.html",
        {
            "konzept": konzept,
            "felder": felder,
            "fassungen": fassungen,
            "fassung_zeilen": liste.rows(fassungen),
            "may_edit": access.may_edit(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@einmal
@load(access.konzepte, may=access.may_edit_this)
def handlungsfeld_new(request: Request, konzept: Konzept) -> HttpResponse:
    feld = Handlungsfeld(konzept=konzept)
    form = HandlungsfeldForm(request.POST or None, instance=feld)
    if form.is_valid():
        drafting.add_handlungsfeld(form.save(commit=False), by=request.user)
        messages.success(request, "Das Handlungsfeld ist angelegt.")
        return redirect(feld_url(feld))
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": "Neues Handlungsfeld", "pfad": [konzept_crumb(konzept)]}
    return render(request, "konzept/v_form.html", context, status=status)


@require_safe
@load(access.felder, may=access.may_open_this)
def handlungsfeld(request: Request, feld: Handlungsfeld) -> HttpResponse:
    """Show one Handlungsfeld: where it comes from, its Ziele, its Strategien and what carries them out."""
    return render(
        request,
        "konzept/v_feld.html",
        {
            "feld": feld,
            "konzept": feld.konzept,
            "ableitungen": desk.sources(feld),
            "ziele": desk.ziele(feld),
            "strategien": desk.strategien(feld),
            "may_edit": access.may_edit(request.user),
        },
    )


@require_http_methods(["GET", "POST"])
@einmal
@load(access.felder, may=access.may_edit_this)
def handlungsfeld_edit(request: Request, feld: Handlungsfeld) -> HttpResponse:
    form = HandlungsfeldForm(request.POST or None, instance=feld)
    if form.is_valid():
        save(form.save(commit=False), by=request.user)
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect(feld_url(feld))
    status = 422 if form.is_bound else 200
    context = {"form": form, "titel": "Handlungsfeld bearbeiten", "pfad": [konzept_crumb(feld.konzept)]}
    return render(request, "konzept/v_form.html", context, status=status)


@require_POST
@einmal
@load(access.felder, may=access.may_edit_this)
def handlungsfeld_verschieben(request: Request, feld: Handlungsfeld) -> HttpResponse:
    rearrange(feld, drafting.felder_row(feld), request.POST, by=request.user)
    return redirect(f"{konzept_url(feld.konzept)}#{feld.kennung}")


@require_http_methods(["GET", "POST"])
@einmal
@load(access.felder, may=access.may_edit_this)
def handlungsfeld_loeschen(request: Request, feld: Handlungsfeld) -> HttpResponse:
    zurueck = reverse("v-konzept", args=(feld.konzept_id,))
    return confirm_delete(request, feld, zurueck, [konzept_crumb(feld.konzept)], "konzept/v_loeschen.html")
