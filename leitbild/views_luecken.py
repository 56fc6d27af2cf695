"""What a Leitbild leaves out: Themen and contributions that are used nowhere."""

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.seiten import opens
from leitbild import access
from leitbild.models import Leitbild
from leitbild.views_staff import STUFE, krumen
from workshops.quellen import WerkstattFilter, fund

UNUSED = QueryDict("art=thema&frei=on")


@opens(access.may_open_this, access.leitbilder)
def luecken(request: Request, leitbild: Leitbild) -> HttpResponse:
    """List what may become a source; what is used nowhere, unless the address asks for something else."""
    suche = WerkstattFilter(request.GET or UNUSED, reihen=leitbild.reihen)
    suche.senden = "Zeigen"
    seite = page(request, suche.rows(), 50)
    context = {
        "leitbild": leitbild,
        "eltern": krumen(leitbild),
        "suche": suche,
        "seite": seite,
        "funde": [(row, fund(row)) for row in seite],
        "stufe": STUFE,
    }
    return render(request, "leitbild/v_luecken.html", context)
