"""Sachstände on the desk: reporting, correcting, and letting pass what a Fachamt reported."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.text import counted
from bildungskommune.ui import zeiten
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import Seite, forms, moves, number, opens, sent, take
from massnahmen import access, freigabe, progress
from massnahmen.bestandteile.views import krumen, url
from massnahmen.forms import SachstandForm, ZurueckgebenForm
from massnahmen.forms.sachstand import BERICHT
from massnahmen.models import Massnahme, Sachstand

AM_STUECK = 20
GESPEICHERT = "Vielen Dank, der Sachstand ist gespeichert."
VORGELEGT = "Vielen Dank. Die Stabsstelle prüft Ihren Sachstand. Bis dahin bleibt öffentlich, was bisher dort steht."
DECIDED = (freigabe.NothingToDecide, freigabe.AlreadyDecided)
REFUSALS = (*DECIDED, freigabe.Overtaken, progress.AlreadyCorrected, progress.MoveRefused)


@opens(access.may_edit)
def sachstand_list(request: Request) -> HttpResponse:
    """Show what waits for the Stabsstelle, longest waiting first."""
    rows = Sachstand.objects.waiting().select_related("massnahme__federfuehrung", "erfasst_von", "berichtigt")
    rows = rows.prefetch_related("nebenangaben__meilenstein", "nebenangaben__indikator")
    context = {"seite": page(request, rows, per_page=AM_STUECK)}
    return render(request, "massnahmen/verwaltung/sachstaende.html", context)


@moves(access.may_decide, access.reports_in_hand, first=access.may_open)
def sachstand_freigeben(request: Request, sachstand: Sachstand) -> HttpResponse:
    try:
        freigabe.approve(sachstand, by=request.user)
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Der Sachstand zu „{sachstand.massnahme.titel}“ ist freigegeben.")
    return redirect(_back(request, sachstand))


@forms(access.may_decide, access.reports_in_hand, first=access.may_open)
def sachstand_zurueckgeben(request: Request, sachstand: Sachstand) -> HttpResponse:
    """Ask what is to be changed; the Fachamt reads it in a mail and on its desk."""
    form = ZurueckgebenForm(sent(request))
    reported = Seite(
        "Sachstand zurückgeben",
        [*krumen(), ("Zu prüfende Sachstände", reverse("v-sachstand-list"))],
        ueber=str(sachstand.massnahme),
        template="massnahmen/verwaltung/sachstand_zurueck.html",
        mehr={"sachstand": sachstand, "ding": f"{sachstand}, {sachstand.massnahme}"},
    )

    def save() -> str:
        try:
            anzahl = freigabe.give_back(sachstand, form.cleaned_data["grund"], by=request.user)
        except DECIDED as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _told(anzahl))
        return reverse("v-sachstand-list")

    return take(request, form, reported, save, "")


def _told(anzahl: int) -> str:
    if not anzahl:
        return "Der Sachstand ist zurückgegeben. Für die Stelle gibt es kein Konto: Bitte sagen Sie es ihr selbst."
    return f"Der Sachstand ist zurückgegeben. {counted(anzahl, 'Person bekommt', 'Personen bekommen')} eine E-Mail."


def _back(request: Request, sachstand: Sachstand) -> str:
    """Return the page on which the button was: the measure, or the list."""
    return url(sachstand.massnahme) if request.POST.get("zurueck") == "massnahme" else reverse("v-sachstand-list")


@forms(access.may_report, access.in_hand, first=access.may_open)
def sachstand_new(request: Request, massnahme: Massnahme) -> HttpResponse:
    """Ask how the measure goes; `?aus=` begins with the words of a report that came back."""
    earlier = _given_back(request, massnahme)
    form = SachstandForm(sent(request), massnahme=massnahme, initial=_first(request, earlier))
    seite = _seite("Sachstand", massnahme, request, zurueck=earlier)
    return take(request, form, seite, lambda: _report(massnahme, form, request), _thanks(request))


@forms(access.may_correct, access.reports_in_hand, first=access.may_open)
def sachstand_berichtigen(request: Request, sachstand: Sachstand) -> HttpResponse:
    """Ask for the right words of an earlier report; both stay, and everybody sees which one counts."""
    massnahme = get_object_or_404(access.in_hand(request.user), pk=sachstand.massnahme_id)
    initial = {name: getattr(sachstand, name) for name in BERICHT}
    form = SachstandForm(sent(request), massnahme=massnahme, berichtigt=sachstand, initial=initial)
    seite = _seite(f"Berichtigung zum {zeiten.datum(sachstand.stichtag)}", massnahme, request, berichtigt=sachstand)
    return take(request, form, seite, lambda: _report(massnahme, form, request), _thanks(request))


def _seite(titel: str, massnahme: Massnahme, request: Request, **mehr: Any) -> Seite:
    mehr |= {
        "massnahme": massnahme,
        "letzter": massnahme.sachstaende.newest().first(),
        "wird_geprueft": access.needs_approval(request.user),
    }
    template = "massnahmen/verwaltung/sachstand_form.html"
    return Seite(titel, krumen(massnahme), template=template, mehr=mehr)


def _thanks(request: Request) -> str:
    return VORGELEGT if access.needs_approval(request.user) else GESPEICHERT


def _given_back(request: Request, massnahme: Massnahme) -> Sachstand | None:
    pk = number(request.GET.get("aus"))
    rows = massnahme.sachstaende.given_back().select_related("freigabe")
    return rows.filter(pk=pk).first() if pk else None


def _first(request: Request, earlier: Sachstand | None) -> dict[str, Any]:
    """Return what the form begins with: words that came back, or the state that a button named."""
    if earlier is not None:
        return {name: getattr(earlier, name) for name in BERICHT}
    wanted = request.GET.get("stand", "")
    return {"status": wanted} if wanted else {}


def _report(massnahme: Massnahme, form: SachstandForm, request: Request) -> str:
    """Hand the form to the rules; a refusal becomes the sentence at its field."""
    try:
        sachstand = progress.report(massnahme, **form.bericht, berichtigt=form.berichtigt, by=request.user)
        progress.tell_besides(sachstand, form.nebenbei, by=request.user)
    except (progress.ReportInFuture, progress.ReportOutdated) as refusal:
        form.add_error("stichtag", str(refusal))
    except progress.ReasonMissing as refusal:
        form.add_error("hindernisse", str(refusal))
    except progress.MoveRefused as refusal:
        form.add_error("status", str(refusal))
    except progress.AlreadyCorrected as refusal:
        form.add_error(None, str(refusal))
    return url(massnahme)
