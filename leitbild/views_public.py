"""The Leitbild for everybody: what holds, and every edition under its own address."""

from collections.abc import Callable
from functools import wraps
from typing import Unpack

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.auslage.teile import Teile
from bildungskommune.beteiligung.ausblick import ausblick
from bildungskommune.beteiligung.blatt import blatt
from bildungskommune.beteiligung.werdegang import werdegang
from bildungskommune.fassungen import ausgaben, lesen, zitat
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.zwilling import zwilling
from bildungskommune.ui.paging import listed
from leitbild import glossar, reader
from leitbild.fassungen import KEY, verzeichnis
from leitbild.models import Leitbild

JE_SEITE = 40


@require_safe
def leitbild(request: Request) -> HttpResponse:
    """Show what holds of the portal's Leitbild, or what will stand here."""
    fassung = ausgaben.of_the_portal(KEY)
    if fassung is None:
        coming = ausblick(KEY, "das Leitbild", begonnen=Leitbild.objects.exists())
        return render(request, "leitbild/leer.html", {"ausblick": coming})
    return _read(request, fassung)


@require_safe
def leitbild_dokument(request: Request, kennung: str) -> HttpResponse:
    """Show what holds of one Leitbild, or held last; links of the thread lead here."""
    dokument = get_object_or_404(Leitbild, kennung=kennung)
    fassung = ausgaben.last_of(KEY, dokument.pk)
    if fassung is None:
        raise Http404("Dieses Leitbild ist noch nicht veröffentlicht.")
    return _read(request, fassung)


@require_safe
def leitbild_fassung(request: Request, **adresse: Unpack[ausgaben.Adresse]) -> HttpResponse:
    """Show one edition under its permanent address."""
    fassung = ausgaben.edition(KEY, request.user, **adresse)
    return ausgaben.gone(request, fassung) if fassung.ist_zurueckgezogen else _read(request, fassung)


def _whole(view: Callable[[Request, Fassung, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the whole edition at the address, and the anchor in it; one that was withdrawn says so."""

    @require_safe
    @wraps(view)
    def guarded(request: Request, anker: str = "", **adresse: Unpack[ausgaben.Adresse]) -> HttpResponse:
        fassung = ausgaben.edition(KEY, request.user, **adresse)
        if fassung.ist_zurueckgezogen:
            return ausgaben.gone(request, fassung)
        return view(request, ausgaben.whole(fassung.pk), anker)

    return guarded


@_whole
def leitbild_passage(request: Request, fassung: Fassung, anker: str) -> HttpResponse:
    """Show one Abschnitt of an edition by itself, with all its sources."""
    found = _alone(fassung, anker)
    context = {
        "fassung": fassung,
        "inhalt": lesen.inhalt(fassung),
        "einzeln": found,
        "passage": found.passage,
        "beteiligte": reader.beteiligte_an(fassung, found.passage),
        "quellen": listed(request, reader.sources(found.passage), JE_SEITE),
        "stelle": zitat.place(fassung, found.passage.name, anker),
        "nachfolger": ausgaben.successor(fassung),
    }
    return render(request, "leitbild/passage.html", context)


@_whole
def leitbild_einrichtungen(request: Request, fassung: Fassung, anker: str) -> HttpResponse:
    """Show all institutions that took part in an edition, or in one Abschnitt of it."""
    passage = _alone(fassung, anker).passage if anker else None
    beteiligte = reader.beteiligte_an(fassung, passage) if passage else reader.beteiligte(fassung)
    context = {
        "fassung": fassung,
        "inhalt": lesen.inhalt(fassung),
        "passage": passage,
        "link": beteiligte.seite,
        "seite": listed(request, beteiligte.alle, JE_SEITE),
    }
    return render(request, "leitbild/einrichtungen.html", context)


def _alone(fassung: Fassung, anker: str) -> reader.Einzeln:
    found = reader.alone(fassung, anker)
    if found is None:
        raise Http404("Diesen Abschnitt gibt es in dieser Fassung nicht.")
    return found


@require_safe
def leitbild_kurz(request: Request, nummer: int) -> HttpResponse:
    return ausgaben.lead_on(KEY, nummer)


@require_safe
def leitbild_am(request: Request, tag: str) -> HttpResponse:
    """Lead to what held on a day."""
    return ausgaben.as_of(KEY, tag)


def _read(request: Request, fassung: Fassung) -> HttpResponse:
    teile = Teile(f"leitbild {fassung.pk}", lambda: _page(fassung.pk))
    return render(request, "leitbild/leitbild.html", {"teile": teile})


def _page(pk: int) -> dict[str, object]:
    """Return what the page of an edition shows."""
    fassung = ausgaben.whole(pk)
    inhalt, weitere = lesen.inhalt(fassung), ausgaben.others(fassung)
    return {
        "fassung": fassung,
        "inhalt": inhalt,
        "inhaltszeilen": list(verzeichnis(inhalt)),
        "passagen": reader.passages(fassung),
        "beteiligte": reader.beteiligte(fassung),
        "glossar": glossar.terms(inhalt),
        "leitsaetze": reader.leitsaetze(fassung),
        "blatt": blatt(fassung),
        "nachfolger": ausgaben.successor(fassung),
        "weitere": weitere,
        "werdegang": werdegang(fassung, reader.before(fassung)),
        "zwilling": zwilling(fassung, weitere),
    }
