"""Many points at once: those that are ticked, or all that the filter of the list finds."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.beteiligung import abwaegung, sammeln
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.auswahl_punkt import PunkteFilter
from bildungskommune.beteiligung.forms_sammeln import BestaetigenForm, SammelForm
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.beteiligung.views_punkt import points
from bildungskommune.beteiligung.views_runde import crumbs, rounds
from bildungskommune.text import counted
from bildungskommune.werkbank import auswahl
from bildungskommune.werkbank.bausteine import UEBERNEHMEN, offered, with_block
from bildungskommune.werkbank.seiten import Seite, forms, sent, show, take

ALLE, GEZEIGT, BESTAETIGT = 2000, 50, 100
"""So many are changed at once, so many of them are shown in the preview, so many are confirmed at once."""
JETZT = "jetzt"
KEINE = "Bitte haken Sie zuerst die Punkte an, um die es geht."
ZU_VIELE = f"Mehr als {ALLE} Punkte auf einmal gehen nicht. Bitte grenzen Sie die Liste mit dem Filter ein."


class NoneChosen(Exception):
    """Nothing was chosen, or too much; the message says which."""


@dataclass(frozen=True)
class Gewaehlt:
    """Points that were chosen, and the address of the list in which they were."""

    punkte: list[Punkt]
    liste: str

    @property
    def keys(self) -> list[int]:
        return [one.pk for one in self.punkte]


def _list(request: Request, runde: Beteiligungsrunde) -> tuple[str, str]:
    """Return what the address says of the filter, and the address of the list that shows it."""
    query = auswahl.kept_again(PunkteFilter, request.GET.get("filter", ""))
    return query, reverse("v-punkt-list", args=(runde.pk,)) + (f"?{query}" if query else "")


def _chosen(request: Request, runde: Beteiligungsrunde) -> Gewaehlt:
    """Return what the address chooses: p=… for each, or alle=1 and the filter. Raises NoneChosen."""
    query, liste = _list(request, runde)
    rows = points(request.user).filter(stellungnahme__runde=runde).counting().in_order()
    found = list(auswahl.chosen(PunkteFilter, request, rows, query, name="p", most=ALLE)[: ALLE + 1])
    if not found or len(found) > ALLE:
        raise NoneChosen(ZU_VIELE if found else KEINE)
    return Gewaehlt(found, liste)


@forms(may_enter, rounds)
def punkte_weigh(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Ask what all chosen points get, show what that would change, then do it."""
    try:
        chosen = _chosen(request, runde)
    except NoneChosen as refused:
        return _back(request, runde, str(refused))
    mehr: dict[str, object] = {"anzahl": len(chosen.punkte), "bausteine": offered()}
    seite = Seite(
        "Mehrere Punkte entscheiden",
        [*crumbs(runde), ("Abwägung", chosen.liste)],
        ueber=runde.titel,
        template="beteiligung/v_sammeln.html",
        mehr=mehr,
    )
    if request.method == "POST" and UEBERNEHMEN in request.POST:
        return show(request, with_block(request, SammelForm, SammelForm.base_fields), seite)
    form = SammelForm(sent(request))
    if form.is_valid():
        _preview(form, chosen, mehr, Stellen(runde.fassung))
        if JETZT not in request.POST:
            return show(request, form, seite, refused=False)

    def save() -> str:
        gesehen = form.cleaned_data["gesehen"]
        try:
            count = sammeln.decide(runde, chosen.keys, form.vorgabe(), gesehen=gesehen, by=request.user)
        except (sammeln.Moved, abwaegung.Answered) as refused:
            form.add_error(None, str(refused))
            return ""
        messages.success(request, f"{counted(count, 'Punkt ist', 'Punkte sind')} geändert.")
        return chosen.liste

    return take(request, form, seite, save, "")


def _preview(form: SammelForm, chosen: Gewaehlt, mehr: dict[str, object], stellen: Stellen) -> None:
    """Lay what would change beside the form, and have the form carry that it was shown."""
    found = sammeln.preview(chosen.punkte, form.vorgabe())
    mehr |= {
        "aenderungen": [(one, stellen.words(one.punkt.teil, one.punkt.absatz)) for one in found[:GEZEIGT]],
        "aendern": len(found),
        "gleich": len(chosen.punkte) - len(found),
        "rest": len(found) - GEZEIGT,
        "bestaetigte": sum(one.ist_bestaetigung_hin for one in found),
        "vorschau": True,
    }
    form.data = {**dict(form.data.items()), "gesehen": sammeln.stand(found)}


def _back(request: Request, runde: Beteiligungsrunde, why: str) -> HttpResponse:
    messages.warning(request, why)
    return redirect(_list(request, runde)[1])


@forms(may_enter, rounds)
def punkte_confirm(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Show the decisions of others among the chosen points, then confirm all of them."""
    try:
        chosen = _chosen(request, runde)
    except NoneChosen as refused:
        return _back(request, runde, str(refused))
    found = sammeln.confirmable(chosen.punkte, request.user)
    seen = found.punkte[:BESTAETIGT]
    if not found.punkte and request.method == "GET":
        return _back(request, runde, "Unter diesen Punkten ist keine Entscheidung, die Sie bestätigen können.")
    shown = " ".join(f"{one.pk}:{one.version}" for one in seen)
    form = BestaetigenForm(sent(request), initial={"gesehen": shown})
    stellen = Stellen(runde.fassung)
    mehr = {
        "gefunden": found,
        "punkte": [(one, stellen.words(one.teil, one.absatz)) for one in seen],
        "rest": len(found.punkte) - len(seen),
    }
    seite = Seite(
        "Entscheidungen bestätigen",
        [*crumbs(runde), ("Abwägung", chosen.liste)],
        ueber=runde.titel,
        template="beteiligung/v_bestaetigen.html",
        mehr=mehr,
    )

    def save() -> str:
        try:
            count = sammeln.confirm(runde, form.cleaned_data["gesehen"], by=request.user)
        except abwaegung.Answered as refused:
            form.add_error(None, str(refused))
            return ""
        messages.success(request, f"{counted(count, 'Entscheidung ist', 'Entscheidungen sind')} bestätigt.")
        return chosen.liste

    return take(request, form, seite, save, "")
