"""Measures in numbers, over time and beside an earlier day: for everybody, and at the desk with all it knows."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import opens
from massnahmen import access, auswertung, stand_am
from massnahmen import zeitplan as plan
from massnahmen.gegen import ArbeitGegenFilter, GegenFilter, asked_day
from massnahmen.listen import ArbeitFilter, MassnahmeFilter
from massnahmen.models import Massnahme

JE_SEITE = 50


@require_safe
def zahlen(request: Request) -> HttpResponse:
    chosen = MassnahmeFilter(request.GET, queryset=Massnahme.objects.public())
    ways = _ways(request, chosen, "massnahme-list", "umsetzung-zeitplan")
    return render(request, "massnahmen/zahlen.html", {**ways, **_numbers(chosen, ways, oeffentlich=True)})


@opens(access.may_open)
def zahlen_pult(request: Request) -> HttpResponse:
    chosen = ArbeitFilter(request.GET, queryset=access.in_hand(request.user))
    ways = _ways(request, chosen, "v-massnahme-list", "v-massnahme-zeitplan")
    return render(request, "massnahmen/verwaltung/zahlen.html", {**ways, **_numbers(chosen, ways, oeffentlich=False)})


@require_safe
def zeitplan(request: Request) -> HttpResponse:
    chosen = MassnahmeFilter(request.GET, queryset=Massnahme.objects.public())
    ways = _ways(request, chosen, "massnahme-list", "umsetzung-zahlen")
    return render(request, "massnahmen/zeitplan.html", {**ways, **_plan(request, chosen)})


@opens(access.may_open)
def zeitplan_pult(request: Request) -> HttpResponse:
    chosen = ArbeitFilter(request.GET, queryset=access.in_hand(request.user))
    ways = _ways(request, chosen, "v-massnahme-list", "v-massnahme-zahlen")
    return render(request, "massnahmen/verwaltung/zeitplan.html", {**ways, **_plan(request, chosen)})


@require_safe
def gegen(request: Request) -> HttpResponse:
    chosen = GegenFilter(request.GET, queryset=Massnahme.objects.public())
    ways = _ways(request, chosen, "massnahme-list", "umsetzung-zahlen")
    return render(request, "massnahmen/gegen.html", {**ways, **_compared(request, chosen, oeffentlich=True)})


@opens(access.may_open)
def gegen_pult(request: Request) -> HttpResponse:
    chosen = ArbeitGegenFilter(request.GET, queryset=access.in_hand(request.user))
    ways = _ways(request, chosen, "v-massnahme-list", "v-massnahme-zahlen")
    context = {**ways, **_compared(request, chosen, oeffentlich=False)}
    return render(request, "massnahmen/verwaltung/gegen.html", context)


def _ways(request: Request, chosen: MassnahmeFilter, liste: str, andere: str) -> dict[str, Any]:
    """Return the addresses of the list and of the other page, for the same measures."""
    asked = {name: wert for name, wert in request.GET.items() if wert and name in chosen.form.fields}
    return {
        "filter": chosen,
        "gefragt": asked,
        "frage": urlencode(asked),
        "liste": f"{reverse(liste)}?{urlencode(asked)}",
        "andere": f"{reverse(andere)}?{urlencode(asked)}",
    }


def _numbers(chosen: MassnahmeFilter, ways: dict[str, Any], *, oeffentlich: bool) -> dict[str, Any]:
    base = str(ways["liste"]).partition("?")[0]

    def way(name: str, wert: str) -> str:
        return f"{base}?{urlencode({**ways['gefragt'], name: wert})}"

    return {
        "anzahl": chosen.qs.count(),
        "tafeln": auswertung.tables(chosen.qs, way, oeffentlich=oeffentlich),
        "finanzen": auswertung.finances(chosen.qs, oeffentlich=oeffentlich),
    }


def _plan(request: Request, chosen: MassnahmeFilter) -> dict[str, Any]:
    seite = page(request, plan.ordered(chosen.qs), plan.JE_SEITE)
    return {"seite": seite, "anzahl": seite.paginator.count, "plan": plan.draw(list(seite))}


def _compared(request: Request, chosen: MassnahmeFilter, *, oeffentlich: bool) -> dict[str, Any]:
    today = timezone.localdate()
    tag = asked_day(chosen.form, today)
    seite = page(request, chosen.qs.select_related("federfuehrung"), JE_SEITE)
    rows = stand_am.compare(list(seite), tag, oeffentlich=oeffentlich) if tag <= today else []
    return {"seite": seite, "anzahl": seite.paginator.count, "tag": tag, "heute": today, "zeilen": rows}
