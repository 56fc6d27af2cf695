"""Umsetzungsberichte as everybody reads them: all of them, and one in full under its permanent address."""

from typing import Unpack

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.auslage.teile import Teile
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.werdegang import werdegang
from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.liste import rows
from bildungskommune.ui.paging import page
from massnahmen.bericht.fassung import verzeichnis
from massnahmen.bericht.oeffentlich import published
from massnahmen.bericht.sammeln import KEY


@require_safe
def bericht_list(request: Request) -> HttpResponse:
    """List the reports, the newest first."""
    seite = page(request, published())
    return render(request, "massnahmen/bericht_liste.html", {"seite": seite, "zeilen": rows(seite)})


@require_safe
def umsetzungsbericht_fassung(request: Request, **adresse: Unpack[ausgaben.Adresse]) -> HttpResponse:
    """Show one report in full under its permanent address."""
    fassung = ausgaben.edition(KEY, request.user, **adresse)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    teile = Teile(f"umsetzungsbericht-fassung {fassung.pk}", lambda: _edition(fassung.pk))
    return render(request, "massnahmen/bericht_fassung.html", {"teile": teile})


def _edition(pk: int) -> dict[str, object]:
    """Return what the page of a report shows."""
    fassung = ausgaben.whole(pk)
    inhalt = lesen.inhalt(fassung)
    return {
        "fassung": fassung,
        "inhalt": inhalt,
        "inhaltszeilen": list(verzeichnis(inhalt)),
        "blatt": blatt(fassung),
        "nachfolger": ausgaben.successor(fassung),
        "werdegang": werdegang(fassung),
    }
