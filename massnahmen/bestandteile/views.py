"""Pages of the parts of a measure: new, change, delete; every kind alike, and all of them for the Stabsstelle.

What a Fachamt knows of milestones and values it says in a Sachstand, which waits for its Freigabe.
"""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.seiten import Krumen, Seite, delete_page, forms, number, sent, take
from massnahmen import access
from massnahmen.bestandteile import rules
from massnahmen.bestandteile.kinds import KINDS
from massnahmen.models import Massnahme

WORT_LAENGE = 200


def krumen(massnahme: Massnahme | None = None) -> Krumen:
    """Return the way down to a measure."""
    start = [("Maßnahmen", reverse("v-massnahme-list"))]
    return start if massnahme is None else [*start, (massnahme.bezeichnung, url(massnahme))]


def url(massnahme: Massnahme) -> str:
    return reverse("v-massnahme", args=(massnahme.pk,))


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_new(request: Request, massnahme: Massnahme, art: str) -> HttpResponse:
    kind = KINDS[art]
    wort = request.GET.get("wort", "").replace("\0", "")[:WORT_LAENGE]
    indikator = number(request.GET.get("indikator"))
    initial = {"indikator": indikator} if indikator else {}
    form = kind.form(sent(request), massnahme=massnahme, wort=wort, initial=initial)

    def save() -> str:
        rules.add(form.teil, massnahme, by=request.user)
        return url(massnahme)

    mehr = {"wort": wort, "gesucht": kind.gesucht, "gefunden": kind.gesucht and form.fields[kind.auswahl].choices}
    template = "massnahmen/verwaltung/teil_form.html"
    seite = Seite(kind.neu, krumen(massnahme), ueber=str(massnahme), template=template, mehr=mehr)
    return take(request, form, seite, save, "Gespeichert.")


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_edit(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    kind = KINDS[art]
    row = get_object_or_404(kind.rows(massnahme), pk=teil)
    form = kind.form(sent(request), massnahme=massnahme, instance=row)

    def save() -> str:
        rules.change(form.save(commit=False), form.felder, massnahme, version=form.version, by=request.user)
        return url(massnahme)

    loeschen = reverse(f"v-{art}-loeschen", args=(massnahme.pk, teil))
    return take(request, form, Seite(kind.aendern, krumen(massnahme), ueber=str(massnahme), loeschen=loeschen), save)


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_loeschen(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    row = get_object_or_404(KINDS[art].rows(massnahme), pk=teil)

    def remove(thing: rules.Bestandteil, *, by: Nutzer) -> None:
        rules.remove(thing, massnahme, by=by)

    seite = Seite("Wirklich löschen?", krumen(massnahme), mehr={"beschreibung": rules.describe(row)})
    return delete_page(request, row, url(massnahme), seite, rule=remove)
