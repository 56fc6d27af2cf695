"""The page of a Fassung in full under its permanent address: the same for Konzept, Maßnahmenplan and its reports."""

from collections.abc import Callable, Mapping

from django.http import HttpResponse, QueryDict
from django.shortcuts import render

from bildungskommune.access import Request
from bildungskommune.auslage.teile import Teile
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.werdegang import werdegang
from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.models import Fassung

ONE_PAGE = QueryDict()
SUCHE = "wort"
"""How an address names the words that are searched for."""
Mehr = Callable[[Fassung], Mapping[str, object]]


def read_in_full(
    request: Request,
    key: str,
    template: str,
    mehr: Mehr,
    adresse: ausgaben.Adresse,
    *,
    abfrage: QueryDict = ONE_PAGE,
) -> HttpResponse:
    """Show the Fassung at this address, or say that it was withdrawn; `mehr` is what the stage shows besides.

    Of a text that is read in pages, `abfrage` is what the address asks of it; what a search asks is not kept.

    Raises Http404 when nobody may read such a Fassung.
    """
    fassung = ausgaben.edition(key, request.user, **adresse)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    name = "" if SUCHE in abfrage else f"{key}-fassung {fassung.pk} {abfrage.urlencode()}".rstrip()
    teile = Teile(name, lambda: _context(ausgaben.whole(fassung.pk), mehr))
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
