"""One Handlungsfeld with all that leads to it and follows from it: as a drawing, as lists, and each column in full."""

from collections.abc import Callable, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.tracing.faden import Schritt, bring
from bildungskommune.tracing.netzbild import Kopf, draw
from bildungskommune.tracing.umgebung import Umgebung, around
from bildungskommune.ui.paging import listed
from bildungskommune.werkbank.seiten import opens
from bildungskommune.werkbank.staende import kind
from konzept import access
from konzept.bezeichnungen import Bezeichnungen
from konzept.links import krumen
from konzept.models import Handlungsfeld
from konzept.tracing import from_handlungsfeld

STUFEN = 5
JE_SEITE = 40


def heads(worte: Bezeichnungen) -> Sequence[Kopf]:
    """Return the heads of the columns, as the Konzept names its levels."""
    return (
        Kopf("quellen", "Karten und Themen"),
        Kopf("leitsaetze", "Leitsätze"),
        Kopf("handlungsfeld", worte["handlungsfeld"].einzahl),
        Kopf("strategien", worte.unter_feldern),
        Kopf("massnahmen", "Maßnahmen"),
        Kopf("stand", "Stand"),
    )


@require_safe
def netz(request: Request, kennung: str) -> HttpResponse:
    """Show what the public may know of around a published Handlungsfeld, as of today."""
    anfang = from_handlungsfeld(kennung)
    if anfang is None:
        raise Http404("Dieses Handlungsfeld gibt es nicht.")
    (feld,) = anfang.knoten
    umgebung = around(feld, STUFEN, oeffentlich=True)
    return _answer(request, umgebung, "konzept/netz.html", _public, {"feld": feld})


@opens(access.may_open_this, access.felder)
def netz_staff(request: Request, feld: Handlungsfeld) -> HttpResponse:
    """Show the same with all drafts; every box leads to its page of the desk."""
    umgebung = around(feld, STUFEN, oeffentlich=False)
    return _answer(request, umgebung, "konzept/v_netz.html", _on_the_desk, {"feld": feld, "eltern": _above(feld)})


def _above(feld: Handlungsfeld) -> object:
    return krumen(feld.konzept, feld)


def _answer(
    request: Request, umgebung: Umgebung, template: str, adresse: Callable[[Schritt], str], context: dict[str, Any]
) -> HttpResponse:
    asked, koepfe = request.GET.get("spalte", ""), heads(context["feld"].konzept.worte)
    number = next((nr for nr, kopf in enumerate(koepfe) if kopf.name == asked), None)
    if number is None:
        return render(request, template, {**context, "bild": draw(umgebung, koepfe, adresse)})
    seite = listed(request, umgebung.spalten[number], JE_SEITE)
    bring(seite.object_list)
    zeilen = [(step, adresse(step)) for step in seite]
    return render(request, template, {**context, "spalte": koepfe[number], "seite": seite, "zeilen": zeilen})


def _public(step: Schritt) -> str:
    return step.url


def _on_the_desk(step: Schritt) -> str:
    """Return where the thing stands on the desk; what has no page there is read where everybody does."""
    place = kind(step.key[0])
    return place.seite(step.knoten) if place else step.url
