"""The figures for everybody: the list, each series with its chart, and its values as a file."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.kennzahlen.access import visible_to
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.kennzahlen.sicht import sicht
from bildungskommune.tabellen import csv_lines
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.liste import as_file

KOPF = ("Zeit", "Stichtag", "Wert", "Einheit", "Anmerkung", "Größe", "Region", "Quelle", "Lizenz")


@require_safe
def zahlenreihen(request: Request) -> HttpResponse:
    """List what is public, each series with its newest number."""
    seite = page(request, Zahlenreihe.objects.published().with_values())
    return render(request, "kennzahlen/reihen.html", {"seite": seite})


@require_safe
@load(visible_to, by="kennung")
def zahlenreihe(request: Request, reihe: Zahlenreihe) -> HttpResponse:
    """Show one series: chart, table, what is counted, and the source with its licence."""
    return render(request, "kennzahlen/reihe.html", {"sicht": sicht(reihe.pk), "reihe": reihe})


@require_safe
@load(visible_to, by="kennung")
def zahlenreihe_csv(request: Request, reihe: Zahlenreihe) -> HttpResponseBase:
    """Give the values as a table; where the statistics give no number, the file says why."""
    groesse = ", ".join([reihe.groesse_name, *(wert for _, wert in reihe.angaben[1:])])
    said = (groesse, f"{reihe.region_name} ({reihe.region})", reihe.quellenangabe, reihe.get_lizenz_display())
    rows = (
        (one.zeit, f"{one.tag}", "" if one.wert is None else float(one.wert), reihe.einheit, one.bedeutung, *said)
        for one in sicht(reihe.pk).werte
    )
    return as_file(reihe.kennung, "csv", csv_lines(KOPF, rows))
