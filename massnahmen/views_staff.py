"""The desk of measures: list, export, one measure, its form."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bildungskommune.access import Request, allow, load
from bildungskommune.einmal import einmal
from bildungskommune.tabellen import TYPES
from bildungskommune.ui.paging import page
from massnahmen import access, arbeitsseite, export, planning, progress
from massnahmen.forms import MassnahmeForm, SachstandForm
from massnahmen.listen import ArbeitFilter, felder_of, stellen_of, with_newest_report
from massnahmen.models import Massnahme

EXPORTE = {"csv": export.as_csv, "xlsx": export.as_xlsx}


def _filter(request: Request) -> ArbeitFilter:
    mine = access.in_hand(request.user)
    return ArbeitFilter(request.GET, stellen=stellen_of(mine), felder=felder_of(mine, oeffentlich=False))


@require_safe
@allow(access.may_open)
def massnahme_list(request: Request) -> HttpResponse:
    filter_form = _filter(request)
    mine = access.in_hand(request.user)
    context = {
        "filter": filter_form,
        "massnahmen": page(request, with_newest_report(filter_form.selected(mine)), per_page=50),
        "alle": mine.count(),
        "darf_bearbeiten": access.may_edit(request.user),
        "auswahl": request.GET.urlencode(),
    }
    return render(request, "massnahmen/verwaltung/liste.html", context)


@require_safe
@allow(access.may_open)
def massnahme_export(request: Request, art: str) -> HttpResponse:
    if art not in EXPORTE:
        raise Http404
    found = with_newest_report(_filter(request).selected(access.in_hand(request.user)))
    name = f"massnahmen-{timezone.localdate():%Y-%m-%d}.{art}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(EXPORTE[art](found), content_type=TYPES[art], headers=headers)


@require_safe
@allow(access.may_open)
@load(access.in_hand)
def massnahme(request: Request, massnahme: Massnahme) -> HttpResponse:
    return render(request, "massnahmen/verwaltung/massnahme.html", arbeitsseite.context(massnahme, request.user))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(access.may_edit)
@einmal
def massnahme_new(request: Request) -> HttpResponse:
    form = MassnahmeForm(access.sent(request))
    if form.is_valid():
        neue = form.save(commit=False)
        with transaction.atomic():
            planning.create(neue, by=request.user)
            form.save_m2m()
        messages.success(request, "Die Maßnahme ist angelegt. Tragen Sie nun ein, woher sie kommt.")
        return redirect("v-massnahme", neue.pk)
    return render(request, "massnahmen/verwaltung/form.html", {"form": form}, status=_status(form.is_bound))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(access.may_open)
@load(access.in_hand, may=access.may_edit_this)
@einmal
def massnahme_edit(request: Request, massnahme: Massnahme) -> HttpResponse:
    titel = str(massnahme)
    form = MassnahmeForm(access.sent(request), instance=massnahme)
    if form.is_valid():
        geaendert = form.save(commit=False)
        with transaction.atomic():
            planning.change(geaendert, by=request.user)
            form.save_m2m()
        messages.success(request, "Die Änderungen sind gespeichert.")
        return redirect("v-massnahme", massnahme.pk)
    context = {"form": form, "massnahme": massnahme, "titel": titel}
    return render(request, "massnahmen/verwaltung/form.html", context, status=_status(form.is_bound))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(access.may_open)
@load(access.in_hand, may=access.may_report)
@einmal
def sachstand_new(request: Request, massnahme: Massnahme) -> HttpResponse:
    form = SachstandForm(access.sent(request), massnahme=massnahme, initial=_wanted_state(request))
    if form.is_valid() and _report(massnahme, form, request):
        messages.success(request, "Vielen Dank, der Sachstand ist gespeichert.")
        return redirect("v-massnahme", massnahme.pk)
    context = {"form": form, "massnahme": massnahme, "letzter": massnahme.sachstaende.newest().first()}
    return render(request, "massnahmen/verwaltung/sachstand_form.html", context, status=_status(form.is_bound))


def _wanted_state(request: Request) -> dict[str, str]:
    wanted = request.GET.get("stand", "")
    return {"status": wanted} if wanted else {}


def _report(massnahme: Massnahme, form: SachstandForm, request: Request) -> bool:
    """Hand the form to the rules; a refusal becomes the sentence at its field."""
    try:
        progress.report(massnahme, **form.bericht, by=request.user)
        am = form.cleaned_data["stichtag"]
        progress.note(massnahme, am=am, erreicht=form.erreichte, werte=form.werte, by=request.user)
    except (progress.ReportInFuture, progress.ReportOutdated) as refusal:
        form.add_error("stichtag", str(refusal))
    except progress.ReasonMissing as refusal:
        form.add_error("hindernisse", str(refusal))
    except progress.MoveRefused as refusal:
        form.add_error("status", str(refusal))
    return not form.errors


@require_POST
@allow(access.may_open)
@load(access.in_hand, may=access.may_edit_this)
@einmal
def massnahme_remind(request: Request, massnahme: Massnahme) -> HttpResponse:
    try:
        anzahl = progress.remind(massnahme, by=request.user)
    except progress.NobodyToRemind as refusal:
        messages.error(request, str(refusal))
    else:
        wort = "eine Person" if anzahl == 1 else f"{anzahl} Personen"
        messages.success(request, f"Wir haben {wort} um einen Sachstand gebeten.")
    return redirect("v-massnahme", massnahme.pk)


def _status(is_bound: bool) -> int:
    return 422 if is_bound else 200
