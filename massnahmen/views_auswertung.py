"""Measures in numbers, over time and beside an earlier day: for everybody, and at the desk with all it knows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.ui.paging import listed, page
from bildungskommune.werkbank.seiten import opens
from massnahmen import access, auswertung, stand_am
from massnahmen import zeitplan as plan
from massnahmen.gegen import ArbeitGegenFilter, GegenFilter, asked_day, only_changed
from massnahmen.listen import ArbeitFilter, MassnahmeFilter
from massnahmen.models import Massnahme

JE_SEITE = 50


@dataclass(frozen=True)
class Ansicht:
    """One way to look at the chosen measures, for everybody and at the desk."""

    art: str
    titel: str
    hier: str
    """How it is called in a path."""
    vorspann: str
    andere: tuple[tuple[str, str], ...]
    """The ways to look at the same measures otherwise: the word of the link, and which one it opens."""

    @property
    def teil(self) -> str:
        return f"massnahmen/_{self.art}.html"


ZAHLEN = Ansicht(
    "zahlen",
    "Maßnahmen in Zahlen",
    "Zahlen",
    "Wie viele Maßnahmen es wozu gibt, und wer in welchem Jahr was bezahlt. Jede Zahl gilt für Ihre Auswahl.",
    (("Dieselben im Zeitplan", "zeitplan"), ("Heute gegen früher", "gegen")),
)
ZEITPLAN = Ansicht(
    "zeitplan",
    "Maßnahmen im Zeitplan",
    "Zeitplan",
    "Wann was geschieht: jede Maßnahme von ihrem Beginn bis zu ihrem Ende, mit ihren Meilensteinen.",
    (("Dieselben in Zahlen", "zahlen"), ("Heute gegen früher", "gegen")),
)
GEGEN = Ansicht(
    "gegen",
    "Maßnahmen heute gegen früher",
    "Heute gegen früher",
    "Wie es um jede Maßnahme an einem Tag stand, den Sie wählen, und wie es heute um sie steht.",
    (("Dieselben in Zahlen", "zahlen"), ("Dieselben im Zeitplan", "zeitplan")),
)


@require_safe
def zahlen(request: Request) -> HttpResponse:
    chosen = MassnahmeFilter(request.GET, queryset=Massnahme.objects.public())
    return _public(request, ZAHLEN, chosen, _numbers(request, chosen, "massnahme-list", oeffentlich=True))


@opens(access.may_open)
def zahlen_pult(request: Request) -> HttpResponse:
    chosen = ArbeitFilter(request.GET, queryset=access.in_hand(request.user))
    return _desk(request, ZAHLEN, chosen, _numbers(request, chosen, "v-massnahme-list", oeffentlich=False))


@require_safe
def zeitplan(request: Request) -> HttpResponse:
    chosen = MassnahmeFilter(request.GET, queryset=Massnahme.objects.public())
    return _public(request, ZEITPLAN, chosen, _plan(request, chosen))


@opens(access.may_open)
def zeitplan_pult(request: Request) -> HttpResponse:
    chosen = ArbeitFilter(request.GET, queryset=access.in_hand(request.user))
    return _desk(request, ZEITPLAN, chosen, _plan(request, chosen))


@require_safe
def gegen(request: Request) -> HttpResponse:
    chosen = GegenFilter(request.GET, queryset=Massnahme.objects.public())
    return _public(request, GEGEN, chosen, _compared(request, chosen, oeffentlich=True))


@opens(access.may_open)
def gegen_pult(request: Request) -> HttpResponse:
    chosen = ArbeitGegenFilter(request.GET, queryset=access.in_hand(request.user))
    return _desk(request, GEGEN, chosen, _compared(request, chosen, oeffentlich=False))


def _public(request: Request, ansicht: Ansicht, chosen: MassnahmeFilter, more: dict[str, Any]) -> HttpResponse:
    context = _frame(request, ansicht, chosen, "massnahme-list", "umsetzung-{}") | more
    return render(request, "massnahmen/auswertung.html", context)


def _desk(request: Request, ansicht: Ansicht, chosen: MassnahmeFilter, more: dict[str, Any]) -> HttpResponse:
    context = _frame(request, ansicht, chosen, "v-massnahme-list", "v-massnahme-{}") | more
    return render(request, "massnahmen/verwaltung/auswertung.html", context | {"pult": True})


def _frame(request: Request, ansicht: Ansicht, chosen: MassnahmeFilter, liste: str, name: str) -> dict[str, Any]:
    """Return what stands around the measures: the list of the same, and the other ways to look at them."""
    return {
        "ansicht": ansicht,
        "filter": chosen,
        "liste": _way(liste, _asked(request, chosen)),
        "aufheben": reverse(name.format(ansicht.art)),
        "andere": [(wort, _way(name.format(art), _asked(request, chosen))) for wort, art in ansicht.andere],
    }


def _asked(request: Request, chosen: MassnahmeFilter) -> dict[str, str]:
    return {name: str(wert) for name, wert in request.GET.items() if wert and name in chosen.form.fields}


def _way(name: str, asked: dict[str, str]) -> str:
    return f"{reverse(name)}?{urlencode(asked)}" if asked else reverse(name)


def _numbers(request: Request, chosen: MassnahmeFilter, liste: str, *, oeffentlich: bool) -> dict[str, Any]:
    asked = _asked(request, chosen)

    def way(name: str, wert: str) -> str:
        return _way(liste, {**asked, name: wert})

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
    rows = chosen.qs.select_related("federfuehrung")
    told = {"tag": tag, "heute": today, "spalten": stand_am.columns(oeffentlich=oeffentlich)}
    if only_changed(chosen.form) and tag <= today:
        changed = [one for one in stand_am.compare(list(rows), tag, oeffentlich=oeffentlich) if one.ist_geaendert]
        some = listed(request, changed, JE_SEITE)
        return told | {"seite": some, "anzahl": len(changed), "zeilen": list(some)}
    seite = page(request, rows, JE_SEITE)
    zeilen = stand_am.compare(list(seite), tag, oeffentlich=oeffentlich) if tag <= today else []
    return told | {"seite": seite, "anzahl": seite.paginator.count, "zeilen": zeilen}
