"""What stands behind an Abschnitt: its sources and footnotes."""

from django.http import HttpResponse
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.ui.paging import page
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.quellenwahl import quelle_seite
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, sent, take
from leitbild import access, quellen
from leitbild.forms import FussnoteForm, HerleitungForm, QuellenFilter
from leitbild.models import Abschnitt, Fussnote, Herleitung
from leitbild.views_staff import EINGEFROREN, STUFE, krumen, place

GESPEICHERT = "Die Fußnote ist gespeichert."


@forms(access.may_edit_this, access.abschnitte)
def herleitung_new(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Search a Thema or Beitrag and name it as a source, with the reason."""
    suche = QuellenFilter(request.GET or None)
    seite = page(request, suche.candidates(abschnitt), 20)
    form = HerleitungForm(sent(request), choices=quellen.choices(seite))

    def save() -> str:
        aendern.create(quellen.herleitung(abschnitt, **form.cleaned_data), by=request.user)
        return place(abschnitt)

    blatt = quelle_seite(
        "Woher kommt dieser Satz?",
        _eltern(abschnitt),
        suche,
        seite,
        ueber=abschnitt.bezeichnung,
        wortlaut=abschnitt.titel,
        leer="Nichts gefunden. Suchen Sie ein anderes Wort, oder wechseln Sie zwischen Themen und Beiträgen.",
        stufe=STUFE,
    )
    return take(request, form, blatt, save, "Die Quelle ist eingetragen.")


@forms(access.may_edit_this, access.herleitungen)
def herleitung_loeschen(request: Request, herleitung: Herleitung) -> HttpResponse:
    abschnitt = herleitung.abschnitt
    seite = Seite("Quelle entfernen?", krumen(abschnitt.leitbild), vorspann=EINGEFROREN, stufe=STUFE)
    return delete_page(request, herleitung, place(abschnitt), seite)


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


def _edit(abschnitt: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(abschnitt.pk,))
