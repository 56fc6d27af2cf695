"""Pages of the parts of a measure: new, change, delete; every kind alike."""

from django.core.exceptions import PermissionDenied
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


def krumen(massnahme: Massnahme | None = None) -> Krumen:
    """Return the way down to a measure."""
    start = [("Maßnahmen", reverse("v-massnahme-list"))]
    return start if massnahme is None else [*start, (massnahme.bezeichnung, url(massnahme))]


def url(massnahme: Massnahme) -> str:
    return reverse("v-massnahme", args=(massnahme.pk,))


def _check(request: Request, massnahme: Massnahme, kind: Kind) -> None:
    """A Fachamt writes what is progress; the plan itself belongs to the office."""
    allowed = access.may_report(request.user, massnahme) if kind.fachamt else access.may_edit(request.user)
    if not allowed:
        raise PermissionDenied


@forms(access.may_see_this, access.in_hand, first=access.may_open)
def teil_new(request: Request, massnahme: Massnahme, art: str) -> HttpResponse:
    kind = KINDS[art]
    _check(request, massnahme, kind)
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


@forms(access.may_see_this, access.in_hand, first=access.may_open)
def teil_edit(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    kind = KINDS[art]
    _check(request, massnahme, kind)
    row = get_object_or_404(kind.rows(massnahme), pk=teil)
    form = kind.form(sent(request), massnahme=massnahme, instance=row)

    def save() -> str:
        rules.change(form.save(commit=False), form.felder, massnahme, version=form.version, by=request.user)
        return url(massnahme)

    loeschen = reverse(f"v-{art}-loeschen", args=(massnahme.pk, teil)) if access.may_edit(request.user) else ""
    return take(request, form, Seite(kind.aendern, krumen(massnahme), ueber=str(massnahme), loeschen=loeschen), save)


@forms(access.may_edit_this, access.in_hand, first=access.may_open)
def teil_loeschen(request: Request, massnahme: Massnahme, art: str, teil: int) -> HttpResponse:
    row = get_object_or_404(KINDS[art].rows(massnahme), pk=teil)

    def remove(thing: rules.Bestandteil, *, by: Nutzer) -> None:
        rules.remove(thing, massnahme, by=by)

    seite = Seite("Wirklich löschen?", krumen(massnahme), mehr={"beschreibung": rules.describe(row)})
    return delete_page(request, row, url(massnahme), seite, rule=remove)
