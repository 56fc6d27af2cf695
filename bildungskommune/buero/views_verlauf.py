"""The whole audit trail on one page: who did what to which thing, and when."""

from django.http.response import HttpResponseBase

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import works_here
from bildungskommune.audit.saetze import in_words
from bildungskommune.buero.verlauf import SPALTEN, VerlaufFilter
from bildungskommune.verfahren.einsicht import visible_to
from bildungskommune.werkbank.liste import Liste
from bildungskommune.werkbank.seiten import opens


@opens(works_here)
def verlauf(request: Request) -> HttpResponseBase:
    rows = visible_to(request.user).select_related("konto")
    liste = Liste(request, rows, SPALTEN, filter_by=VerlaufFilter, name="verlauf", sortiert="-created")
    return liste.answer("buero/verlauf.html", lambda: {"saetze": in_words(liste.seite)})
