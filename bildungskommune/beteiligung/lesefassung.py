"""The page of a Fassung in full under its permanent address: the same for Konzept, Maßnahmenplan and its reports."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse
from django.shortcuts import render

from bildungskommune.access import Request
from bildungskommune.auslage.teile import Teile
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.werdegang import werdegang
from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.models import Fassung

Mehr = Callable[[Fassung], Mapping[str, object]]


def read_in_full(request: Request, key: str, template: str, mehr: Mehr, adresse: ausgaben.Adresse) -> HttpResponse:
    """Show the Fassung at this address, or say that it was withdrawn; `mehr` is what the stage shows besides.

    Raises Http404 when nobody may read such a Fassung.
    """
    fassung = ausgaben.edition(key, request.user, **adresse)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    teile = Teile(f"{key}-fassung {fassung.pk}", lambda: _context(ausgaben.whole(fassung.pk), mehr))
    return render(request, template, {"teile": teile})


def _context(fassung: Fassung, mehr: Mehr) -> dict[str, object]:
    return {
        "fassung": fassung,
        "inhalt": lesen.inhalt(fassung),
        "blatt": blatt(fassung),
        "nachfolger": ausgaben.successor(fassung),
        "werdegang": werdegang(fassung),
        **mehr(fassung),
    }
