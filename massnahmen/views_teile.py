"""The parts of a measure: milestones, steps, figures, where it comes from, who takes part, what it is linked with."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from massnahmen import access, parts
from massnahmen.models import Massnahme
from massnahmen.teile import ARTEN, Art

METHODS = ["GET", "HEAD", "POST"]


def _check(request: Request, massnahme: Massnahme, art: Art) -> None:
    """A Fachamt writes what is progress; the plan itself belongs to the office."""
    allowed = access.may_report(request.user, massnahme) if art.fachamt else access.may_edit(request.user)
    if not allowed:
        raise PermissionDenied


@require_http_methods(METHODS)
@allow(access.may_open)
@load(access.in_hand)
@einmal
def teil_new(request: Request, massnahme: Massnahme, art: str) -> HttpResponse:
    kind = ARTEN[art]
    _check(request, massnahme, kind)
    wort = request.GET.get("wort", "").replace("\0", "")[:200]
    initial = {"indikator": request.GET["indikator"]} if request.GET.get("indikator", "").isdecimal() else {}
    form = kind.form(access.sent(request), massnahme=massnahme, wort=wort, initial=initial)
    if form.is_valid():
        parts.save(form.teil, massnahme, by=request.user)
        messages.success(request, "Gespeichert.")
        return redirect("v-massnahme", massnahme.pk)
    context = {"form": form, "massnahme": massnahme, "titel": kind.neu, "wort": wort, "suche": kind.suche}
    return render(request, "massnahmen/verwaltung/teil_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
@allow(access.may_open)
@load(access.in_hand)
@einmal
def teil_edit(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    kind = ARTEN[art]
    _check(request, massnahme, kind)
    row = get_object_or_404(kind.rows(massnahme), pk=teil)
    form = kind.form(access.sent(request), massnahme=massnahme, instance=row)
    if form.is_valid():
        parts.save(form.teil, massnahme, by=request.user)
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect("v-massnahme", massnahme.pk)
    context = {"form": form, "massnahme": massnahme, "titel": kind.aendern, "teil": row, "art": art}
    return render(request, "massnahmen/verwaltung/teil_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(METHODS)
@allow(access.may_open)
@load(access.in_hand, may=access.may_edit_this)
@einmal
def teil_loeschen(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    row = get_object_or_404(ARTEN[art].rows(massnahme), pk=teil)
    if request.method == "POST":
        parts.remove(row, massnahme, by=request.user)
        messages.success(request, "Gelöscht.")
        return redirect("v-massnahme", massnahme.pk)
    context = {"massnahme": massnahme, "beschreibung": parts.describe(row)}
    return render(request, "massnahmen/verwaltung/teil_loeschen.html", context)
