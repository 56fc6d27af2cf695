"""Pages of the parts of a measure: new, change, delete; every kind alike, and all of them for the Stabsstelle.

What a Fachamt knows of milestones and values it says in a Sachstand, which waits for its Freigabe.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.seiten import Krumen, Seite, delete_page, forms, number, sent, take
from massnahmen import access
from massnahmen.bestandteile import rules
from massnahmen.bestandteile.kinds import KINDS, Kind
from massnahmen.models import Massnahme

WORT_LAENGE = 200
TEMPLATE = "massnahmen/verwaltung/teil_form.html"


def krumen(massnahme: Massnahme | None = None) -> Krumen:
    """Return the way down to a measure."""
    start = [("Maßnahmen", reverse("v-massnahme-list"))]
    return start if massnahme is None else [*start, (massnahme.bezeichnung, url(massnahme))]


def url(massnahme: Massnahme) -> str:
    return reverse("v-massnahme", args=(massnahme.pk,))


def _asked(request: Request) -> str:
    """Return the word that is searched for."""
    return request.GET.get("wort", "").replace("\0", "")[:WORT_LAENGE]


def _search(kind: Kind, form: Any, wort: str) -> dict[str, object]:
    """Return what the page says of the search; nothing where a kind has none."""
    if not kind.gesucht:
        return {}
    return {"wort": wort, "gesucht": kind.gesucht, "gefunden": form.fields[kind.auswahl].choices}


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_new(request: Request, massnahme: Massnahme, art: str) -> HttpResponse:
    kind = KINDS[art]
    wort = _asked(request)
    indikator = number(request.GET.get("indikator"))
    initial = {"indikator": indikator} if indikator else {}
    form = kind.form(sent(request), massnahme=massnahme, wort=wort, initial=initial)

    def save() -> str:
        rules.add(form.teil, massnahme, by=request.user)
        return url(massnahme)

    seite = Seite(kind.neu, krumen(massnahme), ueber=str(massnahme), template=TEMPLATE, mehr=_search(kind, form, wort))
    return take(request, form, seite, save, "Gespeichert.")


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_edit(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    kind = KINDS[art]
    row = get_object_or_404(kind.rows(massnahme), pk=teil)
    wort = _asked(request)
    form = kind.form(sent(request), massnahme=massnahme, wort=wort, instance=row)

    def save() -> str:
        rules.change(form.save(commit=False), form.felder, massnahme, version=form.version, by=request.user)
        return url(massnahme)

    loeschen = reverse(f"v-{art}-loeschen", args=(massnahme.pk, teil))
    mehr = _search(kind, form, wort)
    seite = Seite(
        kind.aendern, krumen(massnahme), ueber=str(massnahme), loeschen=loeschen, template=TEMPLATE, mehr=mehr
    )
    return take(request, form, seite, save)


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_loeschen(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    row = get_object_or_404(KINDS[art].rows(massnahme), pk=teil)

    def remove(thing: rules.Bestandteil, *, by: Nutzer) -> None:
        rules.remove(thing, massnahme, by=by)

    seite = Seite("Wirklich löschen?", krumen(massnahme), mehr={"beschreibung": rules.describe(row)})
    return delete_page(request, row, url(massnahme), seite, rule=remove)
