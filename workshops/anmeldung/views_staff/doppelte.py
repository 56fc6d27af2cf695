"""Registrations that are probably one person: look at both, put them together, or keep that they are two people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from bildungskommune.access import Request
from bildungskommune.ui.paging import PARAMETER
from bildungskommune.werkbank.seiten import forms, moves, number, opens
from workshops.access_staff import may_edit_this, may_open
from workshops.anmeldung import anmeldeliste, doppelte, zusammenfuehren
from workshops.anmeldung.angaben import AlreadyRegistered
from workshops.anmeldung.doppelte import Paar
from workshops.anmeldung.zusammenfuehren import NothingToMerge, Vorschau
from workshops.models import Anmeldung, Workshop, ZweiPersonen
from workshops.pages import any_workshop, kopf

JE_SEITE = 10
BEDARF = "Unterstützung"
ZWEI = "zwei"
"""The tab with those of whom it is kept that they are two people."""


KOEPFE = ("früher", "später")
KOEPFE_VORSCHAU = ("bleibt", "geht auf", "danach")


@dataclass(frozen=True)
class Zeile:
    """One fact of registrations side by side; the heads of their columns are `koepfe`."""

    wort: str
    werte: Sequence[str]
    koepfe: Sequence[str]

    @property
    def verschieden(self) -> bool:
        return len(set(self.werte[:2])) > 1

    @property
    def unter(self) -> list[tuple[str, str, bool]]:
        """Return head and value of each column, and whether it is one of two that differ."""
        marked = (self.verschieden, self.verschieden, False)
        return list(zip(self.koepfe, self.werte, marked, strict=False))


@dataclass(frozen=True)
class Gegenueber:
    """Two registrations as the page shows them."""

    erste: Anmeldung
    zweite: Anmeldung
    grund: str
    adresse: str
    """Address of the page that shows what merging does."""
    koepfe: Sequence[str] = KOEPFE

    @property
    def zeilen(self) -> list[Zeile]:
        return side_by_side(KOEPFE, self.erste, self.zweite)


def side_by_side(koepfe: Sequence[str], *rows: Anmeldung) -> list[Zeile]:
    """Return all that is known of them, without what nobody said; of support needs only that there are some."""
    each = [dict(_facts(row)) for row in rows]
    worte = [wort for wort in each[0] if any(facts[wort] for facts in each)]
    return [Zeile(wort, [facts[wort] for facts in each], koepfe) for wort in worte]


def _facts(row: Anmeldung) -> list[tuple[str, str]]:
    known = [(wort, value) for wort, value, _ in anmeldeliste.facts(row)]
    said = [(wort, "angegeben" if wort == BEDARF and value else value) for wort, value in known]
    return [("Name", row.name), ("Stand", row.get_status_display()), *said]


def merge_page(workshop: Workshop, bleibt: int, geht: int, *, von: int = 0) -> str:
    """Return the address of the page that asks before these two are put together.

    `von` is the registration at which somebody looked for the other one by hand.
    """
    asked = {"bleibt": bleibt, "geht": geht} | ({"von": von} if von else {})
    return f"{reverse('v-doppel', args=(workshop.pk,))}?{urlencode(asked)}"


@opens(may_edit_this, any_workshop, first=may_open)
def doppel_list(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the pairs that are still to be decided, or those of whom it is kept that they are two people."""
    offered = doppelte.pairs(workshop)
    kept = ZweiPersonen.objects.filter(erste__workshop=workshop)
    is_kept = request.GET.get("art") == ZWEI
    shown = [Paar(row.erste_id, row.zweite_id, "") for row in kept] if is_kept else offered
    seite = Paginator(shown, JE_SEITE).get_page(request.GET.get(PARAMETER, "1"))
    context = kopf(request, workshop, "v-anmeldung-list") | {
        "page_obj": seite,
        "paare": _opposite(workshop, seite),
        "gemerkt": is_kept,
        "offen": len(offered),
        "zwei": len(shown) if is_kept else kept.count(),
    }
    return render(request, "workshops/anmeldung/verwaltung/doppelte.html", context)


def _opposite(workshop: Workshop, seite: Page[Paar]) -> list[Gegenueber]:
    """Return the pairs of this page with all that it shows of them, first the one that came first."""
    keys = {pk for paar in seite for pk in (paar.erste, paar.zweite)}
    known = workshop.anmeldungen.select_related(*zusammenfuehren.WITH).in_bulk(keys)
    found = []
    for paar in seite:
        both = [known[pk] for pk in (paar.erste, paar.zweite) if pk in known]
        if len(both) == len(KOEPFE):
            first, second = sorted(both, key=lambda row: (row.eingegangen_am, row.pk))
            found.append(Gegenueber(first, second, paar.grund, merge_page(workshop, first.pk, second.pk)))
    return found


@forms(may_edit_this, any_workshop, first=may_open)
def doppel(request: Request, workshop: Workshop) -> HttpResponse:
    """Show what merging will do, and do it; without two registrations the list is the place to be."""
    asked = request.POST if request.method == "POST" else request.GET
    bleibt, geht, von = (number(asked.get(name)) or 0 for name in ("bleibt", "geht", "von"))
    status = 200
    try:
        if request.method == "POST":
            seen = request.POST.get("gesehen", "")
            done = zusammenfuehren.merge(workshop, bleibt, geht, seen=seen, by=request.user)
            stand = done.get_status_display()
            messages.success(request, f"Die beiden Anmeldungen von {done.name} sind jetzt eine: {stand}.")
            return redirect("v-anmeldung", done.pk)
    except (zusammenfuehren.Changed, AlreadyRegistered) as refused:
        messages.error(request, str(refused))
        status = 422
    except NothingToMerge as refused:
        return _back(request, workshop, refused)
    try:
        plan = zusammenfuehren.preview(workshop, bleibt, geht)
    except NothingToMerge as refused:
        return _back(request, workshop, refused)
    template = "workshops/anmeldung/verwaltung/zusammenfuehren.html"
    context = kopf(request, workshop, "v-anmeldung-list") | _preview(plan, von if von in (bleibt, geht) else 0)
    return render(request, template, context, status=status)


def _preview(plan: Vorschau, von: int) -> dict[str, object]:
    support = "angegeben" if plan.bedarf else ""
    rows = side_by_side(KOEPFE_VORSCHAU, plan.bleibt, plan.geht, plan.danach)
    return {
        "vorschau": plan,
        "koepfe": KOEPFE_VORSCHAU,
        "zeilen": [replace(row, werte=[*row.werte[:2], support]) if row.wort == BEDARF else row for row in rows],
        "von": next((row for row in (plan.bleibt, plan.geht) if row.pk == von), None),
        "umgekehrt": merge_page(plan.bleibt.workshop, plan.geht.pk, plan.bleibt.pk, von=von),
    }


@moves(may_edit_this, any_workshop, first=may_open)
def doppel_zwei(request: Request, workshop: Workshop) -> HttpResponse:
    """Keep that two registrations are two people."""
    one, other = number(request.POST.get("erste")) or 0, number(request.POST.get("zweite")) or 0
    try:
        first, second = zusammenfuehren.keep_apart(workshop, one, other, by=request.user)
    except NothingToMerge as refused:
        return _back(request, workshop, refused)
    messages.success(request, f"Festgehalten: {first.name} und {second.name} sind zwei Personen.")
    return redirect("v-doppel-list", workshop.pk)


def _back(request: Request, workshop: Workshop, refused: NothingToMerge) -> HttpResponse:
    messages.error(request, str(refused))
    return redirect("v-doppel-list", workshop.pk)
