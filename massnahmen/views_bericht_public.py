"""Umsetzungsberichte as everybody reads them: all of them, and one in full under its permanent address."""

from functools import partial
from typing import Unpack

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.beteiligung.lesefassung import read_in_full
from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.liste import rows
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.paging import page
from massnahmen.bericht.ausschnitt import Ausschnitt, asked
from massnahmen.bericht.oeffentlich import published
from massnahmen.bericht.sammeln import KEY


@require_safe
def bericht_list(request: Request) -> HttpResponse:
    """List the reports, the newest first."""
    seite = page(request, published())
    return render(request, "massnahmen/bericht_liste.html", {"seite": seite, "zeilen": rows(seite)})


@require_safe
def umsetzungsbericht_fassung(request: Request, **adresse: Unpack[ausgaben.Adresse]) -> HttpResponse:
    """Show one report under its permanent address, the measures of it that the address asks for."""
    abfrage = asked(request.GET)
    return read_in_full(
        request, KEY, "massnahmen/bericht_fassung.html", partial(_edition, abfrage), adresse, abfrage=abfrage
    )


def _edition(abfrage: QueryDict, fassung: Fassung) -> dict[str, object]:
    """Return what the page of a report shows of it."""
    ausschnitt = Ausschnitt(lesen.inhalt(fassung), abfrage)
    return {"ausschnitt": ausschnitt, "inhaltszeilen": list(ausschnitt.contents())}
