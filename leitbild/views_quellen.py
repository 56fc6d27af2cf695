"""What stands behind an Abschnitt: its sources and footnotes."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.quellenwahl import Wahl, choose, link, wahl_seite
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, sent, take
from bildungskommune.werkbank.views import bring_back_with_a_word
from leitbild import access, desk, quellen
from leitbild.forms import FussnoteForm, SatzquellenForm
from leitbild.models import Abschnitt, Fussnote, Herleitung
from leitbild.views_staff import EINGEFROREN, STUFE, krumen

GESPEICHERT = "Die Fußnote ist gespeichert."
WARUM = "Ein Satz, was aus der Quelle übernommen wurde. Er steht öffentlich beim Leitsatz und beim Beitrag."


def wahl(request: Request, abschnitt: Abschnitt) -> Wahl:
    """Return the picker of sources for an Abschnitt, for a page of its own and for the writing desk."""
    suche = quellen.QuellenFilter(request.GET or None, abschnitt=abschnitt)
    adresse = reverse("v-herleitung-new", args=(abschnitt.pk,))
    form = partial(SatzquellenForm, abschnitt=abschnitt, abschnitte=desk.in_order(abschnitt.leitbild))
    return choose(request, suche, suche.rows(), quellen.fund, adresse=adresse, warum=WARUM, form=form)


@forms(access.may_edit_this, access.abschnitte)
def herleitung_new(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Search Themen, Beiträge and figures, and name as many as wanted as sources, with the reason."""
    found = wahl(request, abschnitt)

    def save() -> str:
        satz = abschnitt.leitbild.abschnitte.get(pk=found.form.cleaned_data["fuer"])
        anzahl = link(Herleitung, found.form.gewaehlt, by=request.user, abschnitt=satz)
        wo = "" if satz == abschnitt else f" bei „{satz}“"
        wort = "Die Quelle ist" if anzahl == 1 else f"{anzahl} Quellen sind"
        messages.success(request, f"{wort}{wo} eingetragen.")
        return quellenplatz(abschnitt)

    blatt = wahl_seite(
        "Woher kommt dieser Satz?",
        _eltern(abschnitt),
        found,
        ueber=abschnitt.bezeichnung,
        wortlaut=abschnitt.titel,
        stufe=STUFE,
    )
    return take(request, found.form, blatt, save, "")


@forms(access.may_edit_this, access.herleitungen)
def herleitung_loeschen(request: Request, herleitung: Herleitung) -> HttpResponse:
    abschnitt = herleitung.abschnitt
    seite = Seite("Quelle entfernen?", krumen(abschnitt.leitbild), vorspann=EINGEFROREN, stufe=STUFE)
    return delete_page(request, herleitung, quellenplatz(abschnitt), seite)


@moves(access.may_edit_this, access.abschnitte)
def herleitung_zurueckholen(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Bring back the source that was removed last."""
    gone = quellen.removed(abschnitt)
    if gone is not None:
        bring_back_with_a_word(request, gone)
    return redirect(quellenplatz(abschnitt))


@forms(access.may_edit_this, access.abschnitte)
def fussnote_new(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    form = FussnoteForm(sent(request), instance=Fussnote(abschnitt=abschnitt))
    seite = Seite("Neue Fußnote", _eltern(abschnitt), ueber=str(abschnitt), stufe=STUFE)
    return add(request, form, seite, aendern.create, _target, danke=GESPEICHERT)


@forms(access.may_edit_this, access.fussnoten)
def fussnote_edit(request: Request, fussnote: Fussnote) -> HttpResponse:
    abschnitt = fussnote.abschnitt
    seite = Seite(f"Fußnote {fussnote.nr} ändern", _eltern(abschnitt), ueber=str(abschnitt), stufe=STUFE)
    return edit(request, FussnoteForm(sent(request), instance=fussnote), seite, _target, danke=GESPEICHERT)


@forms(access.may_edit_this, access.fussnoten)
def fussnote_loeschen(request: Request, fussnote: Fussnote) -> HttpResponse:
    abschnitt = fussnote.abschnitt
    mehr = {"beschreibung": f"{fussnote}, {abschnitt}"}
    seite = Seite("Fußnote löschen?", krumen(abschnitt.leitbild), vorspann=EINGEFROREN, stufe=STUFE, mehr=mehr)
    return delete_page(request, fussnote, _edit(abschnitt), seite)


def _eltern(abschnitt: Abschnitt) -> Krumen:
    return [*krumen(abschnitt.leitbild), (abschnitt.bezeichnung, _edit(abschnitt))]


def _target(fussnote: Fussnote) -> str:
    return _edit(fussnote.abschnitt)


def quellenplatz(abschnitt: Abschnitt) -> str:
    """Return where the sources of an Abschnitt stand on its writing desk."""
    return f"{_edit(abschnitt)}#quellen"


def _edit(abschnitt: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(abschnitt.pk,))
