"""The page of a Konzept that shows what carries it out, and what is missing."""

from django.http import HttpResponse
from django.shortcuts import render

from bildungskommune.access import Request
from bildungskommune.ui.paging import listed
from bildungskommune.werkbank.seiten import number, opens
from konzept import access
from konzept.links import krumen
from konzept.models import Konzept
from massnahmen import matrix

STUFE = 3
JE_SEITE = 10
"""So many Handlungsfelder stand on one page."""


@opens(access.may_open_this, access.konzepte)
def konzept_massnahmen(request: Request, konzept: Konzept) -> HttpResponse:
    """Show the Handlungsfelder with the first measures of each Strategie, or the one that ?feld= names with all."""
    geruest = matrix.skeleton(konzept)
    asked = number(request.GET.get("feld"))
    chosen = [feld for feld in geruest.felder if feld.pk == asked]
    seite = listed(request, chosen or geruest.felder, JE_SEITE)
    tafeln = matrix.tables(geruest, seite, None if chosen else matrix.JE_ZELLE)
    context = {
        "konzept": konzept,
        "geruest": geruest,
        "tafeln": tafeln,
        "einzeln": bool(chosen),
        "seite": seite,
        "may_edit": access.may_edit(request.user),
        "eltern": krumen(konzept),
        "stufe": STUFE,
    }
    return render(request, "massnahmen/verwaltung/matrix.html", context)
