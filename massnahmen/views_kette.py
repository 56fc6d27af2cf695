"""What carries out the Konzept, for everybody: all Handlungsfelder in numbers, and each with its measures."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.fassungen import ausgaben
from bildungskommune.ui.paging import page
from konzept.fassungen import KEY
from massnahmen import kette


@require_safe
def felder(request: Request) -> HttpResponse:
    """Show how many Strategien, Ziele and measures each Handlungsfeld has, and what is missing."""
    fassung = ausgaben.of_the_portal(KEY)
    found = kette.felder(fassung) if fassung else []
    worte = found[0].worte if found else None
    return render(request, "massnahmen/felder.html", {"fassung": fassung, "felder": found, "worte": worte})


@require_safe
def feld(request: Request, kennung: str) -> HttpResponse:
    """Show the measures of one Handlungsfeld beside its Strategien and Ziele, as chart and table."""
    fassung = ausgaben.of_the_portal(KEY)
    found = next((one for one in kette.felder(fassung) if one.kennung == kennung), None) if fassung else None
    if found is None:
        raise Http404("Das steht nicht im Konzept, das gilt.")
    seite = page(request, kette.measures(found), kette.JE_SEITE)
    zeilen = kette.lines(found, list(seite))
    context = {
        "fassung": fassung,
        "feld": found,
        "worte": found.worte,
        "seite": seite,
        "zeilen": zeilen,
        "bilder": list(kette.charts(found, zeilen)),
    }
    return render(request, "massnahmen/feld.html", context)
