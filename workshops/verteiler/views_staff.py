"""Who is in the list, with source, time and wording of the consent; the office takes off who asks by phone."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django_filters.filters import ChoiceFilter

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.tabellen import wann
from bildungskommune.werkbank.liste import Filter, Liste, Spalte, Suchwort
from bildungskommune.werkbank.seiten import moves, opens
from workshops.access_staff import may_edit, may_edit_this
from workshops.models import Verteilereintrag
from workshops.verteiler import eintragen

DRIN, WARTET = "drin", "wartet"


class VerteilerFilter(Filter):
    q = Suchwort("Adresse", "email")
    stand = ChoiceFilter(
        label="Stand",
        empty_label="alle",
        method="in_state",
        choices=[(DRIN, "bestätigt"), (WARTET, "wartet auf Bestätigung")],
    )

    def in_state(self, rows: QuerySet[Verteilereintrag], name: str, stand: str) -> QuerySet[Verteilereintrag]:
        return rows.exclude(bestaetigt_am=None) if stand == DRIN else rows.filter(bestaetigt_am=None)


SPALTEN: tuple[Spalte[Verteilereintrag], ...] = (
    Spalte("E-Mail-Adresse", lambda row: row.email, ("email",), 36),
    Spalte("Angefragt", lambda row: wann(row.angefragt_am), ("-angefragt_am",), 18),
    Spalte("Bestätigt", lambda row: wann(row.bestaetigt_am), ("-bestaetigt_am",), 18),
    Spalte("Quelle", lambda row: row.get_quelle_display(), breite=36),
    Spalte("Einwilligung", lambda row: row.einwilligung_text, breite=14),
)


@opens(may_edit)
def verteiler(request: Request) -> HttpResponseBase:
    rows = Verteilereintrag.objects.all()
    liste = Liste(request, rows, SPALTEN, filter_by=VerteilerFilter, name="verteiler", titel="Verteiler")
    drin = Verteilereintrag.objects.confirmed().count
    return liste.answer("workshops/verteiler/verwaltung/liste.html", lambda: {"drin": drin()})


def _rows(user: Nutzer) -> QuerySet[Verteilereintrag]:
    return Verteilereintrag.objects.all()


@moves(may_edit_this, _rows, first=may_edit)
def austragen(request: Request, eintrag: Verteilereintrag) -> HttpResponse:
    eintragen.leave(eintrag, by=request.user)
    messages.success(request, "Die Adresse ist ausgetragen und gelöscht.")
    return redirect("v-verteiler-list")
