"""The Bildungskonzept for everybody: the overview, one Handlungsfeld, and every edition in full."""

from typing import Unpack

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.auslage.gedaechtnis import gedaechtnis
from bildungskommune.auslage.teile import Teile
from bildungskommune.beteiligung.ausblick import ausblick
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.lesefassung import read_in_full
from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.paging import listed
from konzept import matrix, querschnitt, reader
from konzept.bezeichnungen import of_snapshot
from konzept.fassungen import KEY, verzeichnis
from konzept.models import Handlungsfeld, Konzept


@require_safe
def konzept(request: Request) -> HttpResponse:
    """Show all Handlungsfelder of what holds of the portal's Konzept, or what will stand here."""
    fassung = ausgaben.of_the_portal(KEY)
    if fassung is None:
        coming = ausblick(KEY, "das Konzept", begonnen=Konzept.objects.exists())
        return render(request, "konzept/leer.html", {"ausblick": coming})
    teile = Teile(f"konzept {fassung.pk}", lambda: _overview(fassung.pk))
    return render(request, "konzept/konzept.html", {"teile": teile})


def _overview(pk: int) -> dict[str, object]:
    """Return what the page of all Handlungsfelder shows."""
    fassung = ausgaben.whole(pk)
    return {
        "fassung": fassung,
        "inhalt": lesen.inhalt(fassung),
        "felder": reader.felder(fassung),
        "blatt": blatt(fassung),
        "weitere": ausgaben.others(fassung),
    }


@require_safe
def konzept_kurz(request: Request, nummer: int) -> HttpResponse:
    return ausgaben.lead_on(KEY, nummer)


@require_safe
def konzept_am(request: Request, tag: str) -> HttpResponse:
    """Lead to what held on a day."""
    return ausgaben.as_of(KEY, tag)


@require_safe
def konzept_fassung(request: Request, **adresse: Unpack[ausgaben.Adresse]) -> HttpResponse:
    """Show one edition in full under its permanent address."""
    return read_in_full(request, KEY, "konzept/fassung.html", _edition, adresse)


def _edition(fassung: Fassung) -> dict[str, object]:
    """Return what the page of an edition shows of the Konzept."""
    return {
        "inhaltszeilen": [line for line in verzeichnis(lesen.inhalt(fassung)) if line["ebene"] == 1],
        "felder": reader.with_steps(reader.felder(fassung)),
    }


@require_safe
def konzept_matrix(request: Request, kennung: str, nummer: int) -> HttpResponse:
    """Show of one edition which Leitsatz carries which Handlungsfeld, and why."""
    fassung = ausgaben.edition(KEY, request.user, kennung=kennung, nummer=nummer)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    found = matrix.published(fassung)
    mehr = {"matrix": found, "seite": listed(request, found.zeilen, matrix.ZEILEN)}
    return render(request, "konzept/matrix.html", _about(fassung) | mehr)


@require_safe
def konzept_querschnitt(request: Request, kennung: str, nummer: int) -> HttpResponse:
    """Show of one edition what its Querschnittsfelder share with the other Handlungsfelder."""
    fassung = ausgaben.edition(KEY, request.user, kennung=kennung, nummer=nummer)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    found = querschnitt.published(fassung)
    mehr = {"tafel": found, "seite": listed(request, found.zeilen, querschnitt.ZEILEN)}
    return render(request, "konzept/querschnitt.html", _about(fassung) | mehr)


def _about(fassung: Fassung) -> dict[str, object]:
    """Return what a page about an edition says of it."""
    inhalt = lesen.inhalt(fassung)
    return {
        "fassung": fassung,
        "inhalt": inhalt,
        "worte": of_snapshot(inhalt),
        "blatt": blatt(fassung),
        "nachfolger": ausgaben.successor(fassung),
    }


@require_safe
def handlungsfeld(request: Request, kennung: str) -> HttpResponse:
    """Show one Handlungsfeld of the valid Konzept with everything under it."""
    try:
        pk = gedaechtnis.get(f"handlungsfeld {kennung} steht in", lambda: _holding(kennung))
    except Handlungsfeld.DoesNotExist:
        former = reader.former_with(kennung)
        if former is None:
            raise Http404("Dieses Handlungsfeld gibt es nicht.") from None
        return redirect(f"{page_link('konzept-fassung', former)}#{kennung}")
    teile = Teile(f"handlungsfeld {pk} {kennung}", lambda: _feld(pk, kennung))
    return render(request, "konzept/handlungsfeld.html", {"teile": teile})


def _holding(kennung: str) -> int:
    """Return the key of the valid Fassung that has a Handlungsfeld; raises DoesNotExist when there is none."""
    fassung = reader.fassung_with(kennung)
    if fassung is None:
        raise Handlungsfeld.DoesNotExist
    return fassung.pk


def _feld(pk: int, kennung: str) -> dict[str, object]:
    """Return what the page of a Handlungsfeld shows."""
    fassung = ausgaben.whole(pk)
    felder = reader.felder(fassung)
    feld = next(feld for feld in felder if feld.daten["kennung"] == kennung)
    reader.with_steps([feld])
    return {
        "fassung": fassung,
        "inhalt": lesen.inhalt(fassung),
        "feld": feld,
        "felder": felder,
        "blatt": blatt(fassung),
    }
