"""The desk of measures: list, one measure, its form."""

from django.contrib import messages
from django.db.models import OuterRef, QuerySet, Subquery
from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.werkbank import aendern, auswahl
from bildungskommune.werkbank.liste import DATEI, Liste
from bildungskommune.werkbank.seiten import Seite, add, edit, forms, moves, opens, sent
from massnahmen import access, arbeitsseite, drafting, progress
from massnahmen.bestandteile.views import krumen, url
from massnahmen.forms import TEILE, MassnahmeForm
from massnahmen.listen import ArbeitFilter, with_ampel, with_newest_report
from massnahmen.models import Massnahme, Sachstand
from massnahmen.tabelle.spalten import spalten, with_everything

STUFE = 4


@opens(access.may_open)
def massnahme_list(request: Request) -> HttpResponseBase:
    newest = Sachstand.objects.newest().filter(massnahme=OuterRef("pk")).values("stichtag")
    mine = access.in_hand(request.user).annotate(zuletzt=Subquery(newest[:1]))
    rows = with_everything(with_newest_report(mine)) if DATEI in request.GET else with_ampel(mine)
    liste = Liste(request, rows, spalten(), filter_by=ArbeitFilter, name="massnahmen", titel="Maßnahmen")
    return liste.answer("massnahmen/verwaltung/liste.html", lambda: _about_list(request, mine))


def _about_list(request: Request, mine: QuerySet[Massnahme]) -> dict[str, object]:
    return {
        "alle": mine.count(),
        "darf_bearbeiten": access.may_edit(request.user),
        "adresse": auswahl.kept(ArbeitFilter, request.GET),
    }


@opens(access.may_see_this, access.in_hand, first=access.may_open)
def massnahme(request: Request, massnahme: Massnahme) -> HttpResponse:
    return render(request, "massnahmen/verwaltung/massnahme.html", arbeitsseite.context(massnahme, request.user))


@forms(access.may_edit)
def massnahme_new(request: Request) -> HttpResponse:
    danke = "Die Maßnahme ist angelegt. Tragen Sie nun ein, woher sie kommt."
    seite = Seite("Neue Maßnahme", krumen(), stufe=STUFE)
    return add(request, MassnahmeForm(sent(request)), seite, drafting.add_massnahme, url, danke=danke)


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def massnahme_edit(request: Request, massnahme: Massnahme) -> HttpResponse:
    teil = request.GET.get("teil", "")
    titel = f"Bearbeiten: {TEILE[teil].titel}" if teil in TEILE else "Angaben bearbeiten"
    seite = Seite(titel, krumen(massnahme), ueber=str(massnahme), stufe=STUFE)
    return edit(request, MassnahmeForm(sent(request), instance=massnahme, teil=teil), seite, url)


@moves(access.may_edit_this, access.in_hand, first=access.may_open)
def massnahme_zeigen(request: Request, massnahme: Massnahme) -> HttpResponse:
    """Show a measure to everybody, or take it back, as the button says."""
    massnahme.oeffentlich = request.POST.get("oeffentlich") == "ja"
    aendern.change(massnahme, ["oeffentlich"], by=request.user)
    danke = "Die Maßnahme ist jetzt öffentlich." if massnahme.oeffentlich else "Die Maßnahme ist nicht mehr öffentlich."
    messages.success(request, danke)
    return redirect("v-massnahme", massnahme.pk)


@moves(access.may_edit_this, access.in_hand, first=access.may_open)
def massnahme_remind(request: Request, massnahme: Massnahme) -> HttpResponse:
    try:
        anzahl = progress.remind(massnahme, by=request.user)
    except progress.NobodyToRemind as refusal:
        messages.error(request, str(refusal))
    else:
        wort = "eine Person" if anzahl == 1 else f"{anzahl} Personen"
        messages.success(request, f"Wir haben {wort} um einen Sachstand gebeten.")
    return redirect("v-massnahme", massnahme.pk)
