"""The parts of a Handlungsfeld: Ziele with their priority, Strategien, and what it is derived from."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank.notizblatt import beside
from bildungskommune.werkbank.quellenwahl import choose, link, wahl_seite
from bildungskommune.werkbank.reihenfolge import rearrange
from bildungskommune.werkbank.seiten import Seite, add, delete_page, edit, forms, moves, sent, take
from konzept import access, drafting, nummerierung, quellen
from konzept.bezeichnungen import Ebene
from konzept.forms import PrioritaetForm, QuellenFilter, StrategieForm, ZielForm
from konzept.links import feld_url, krumen
from konzept.models import Ableitung, Handlungsfeld, Priorisierung, Strategie, Ziel
from konzept.views_staff import EINGEFROREN, STUFE

WARUM = "Ein Satz, warum das eine aus dem anderen folgt. Er steht öffentlich dabei."


def _blatt(titel: str, feld: Handlungsfeld, ueber: object = "") -> Seite:
    return Seite(titel, krumen(feld.konzept, feld), ueber=str(ueber or feld), stufe=STUFE)


def _edit_page(request: Request, titel: str, teil: Ziel | Strategie) -> Seite:
    """Return the page around the form of a Ziel or a Strategie, with the notes of colleagues beside."""
    return replace(_blatt(titel, teil.handlungsfeld, teil), mehr={"notizen": beside(request.user, teil)})


def _delete(request: Request, thing: Ziel | Strategie | Ableitung, frage: str) -> HttpResponse:
    feld = thing.handlungsfeld
    seite = Seite(frage, krumen(feld.konzept, feld), vorspann=EINGEFROREN, stufe=STUFE)
    return delete_page(request, thing, feld_url(feld), seite)


def _used(feld: Handlungsfeld, art: str) -> Ebene:
    """Return a level of the Konzept; raises Http404 where it is given up."""
    ebene = feld.konzept.worte[art]
    if not ebene.benutzt:
        raise Http404(f"Dieses Konzept hat keine {ebene.mehrzahl}.")
    return ebene


def _wort(teil: Ziel | Strategie) -> str:
    return teil.handlungsfeld.konzept.worte[str(teil._meta.model_name)].einzahl


def _feld_url(teil: Ziel | Strategie) -> str:
    return feld_url(teil.handlungsfeld)


@forms(access.may_edit_this, access.felder)
def ziel_new(request: Request, feld: Handlungsfeld) -> HttpResponse:
    ebene = _used(feld, "ziel")
    neu = Ziel(handlungsfeld=feld, nr=nummerierung.next_number(feld.konzept, "ziel", feld))
    form = ZielForm(sent(request), instance=neu)
    return add(request, form, _blatt(ebene.neu, feld), drafting.add_ziel, _feld_url, danke=ebene.angelegt)


@forms(access.may_edit_this, access.ziele)
def ziel_edit(request: Request, ziel: Ziel) -> HttpResponse:
    seite = _edit_page(request, f"{_wort(ziel)} bearbeiten", ziel)
    return edit(request, ZielForm(sent(request), instance=ziel), seite, _feld_url)


@forms(access.may_edit_this, access.ziele)
def prioritaet_new(request: Request, ziel: Ziel) -> HttpResponse:
    """Set a new priority; what held before stays in the history."""
    form = PrioritaetForm(sent(request), instance=Priorisierung(ziel=ziel))

    def save() -> str:
        drafting.prioritise(ziel, **form.cleaned_data, by=request.user)
        return _feld_url(ziel)

    seite = _blatt("Priorität festlegen", ziel.handlungsfeld, ziel)
    return take(request, form, seite, save, "Die Priorität ist festgelegt.")


@moves(access.may_edit_this, access.ziele)
def ziel_verschieben(request: Request, ziel: Ziel) -> HttpResponse:
    rearrange(ziel, drafting.ziele_row(ziel), request.POST, by=request.user)
    return redirect(f"{_feld_url(ziel)}#ziele")


@forms(access.may_edit_this, access.ziele)
def ziel_loeschen(request: Request, ziel: Ziel) -> HttpResponse:
    return _delete(request, ziel, f"{_wort(ziel)} löschen?")


@forms(access.may_edit_this, access.felder)
def strategie_new(request: Request, feld: Handlungsfeld) -> HttpResponse:
    ebene = _used(feld, "strategie")
    neu = Strategie(handlungsfeld=feld, nr=nummerierung.next_number(feld.konzept, "strategie", feld))
    form = StrategieForm(sent(request), instance=neu)
    return add(request, form, _blatt(ebene.neu, feld), drafting.add_strategie, _feld_url, danke=ebene.angelegt)


@forms(access.may_edit_this, access.strategien)
def strategie_edit(request: Request, strategie: Strategie) -> HttpResponse:
    seite = _edit_page(request, f"{_wort(strategie)} bearbeiten", strategie)
    return edit(request, StrategieForm(sent(request), instance=strategie), seite, _feld_url)


@moves(access.may_edit_this, access.strategien)
def strategie_verschieben(request: Request, strategie: Strategie) -> HttpResponse:
    rearrange(strategie, drafting.strategien_row(strategie), request.POST, by=request.user)
    return redirect(f"{_feld_url(strategie)}#{strategie.kennung}")


@forms(access.may_edit_this, access.strategien)
def strategie_loeschen(request: Request, strategie: Strategie) -> HttpResponse:
    return _delete(request, strategie, f"{_wort(strategie)} löschen?")


@forms(access.may_edit_this, access.felder)
def ableitung_new(request: Request, feld: Handlungsfeld) -> HttpResponse:
    """Search Abschnitte of the Leitbild, Themen and cards, and say why the Handlungsfeld follows from them."""
    suche = QuellenFilter(request.GET or None, konzept=feld.konzept, feld=feld)
    adresse = reverse("v-ableitung-new", args=(feld.pk,))
    wahl = choose(request, suche, suche.rows(), quellen.fund, adresse=adresse, warum=WARUM)

    def save() -> str:
        link(Ableitung, wahl.form.gewaehlt, by=request.user, handlungsfeld=feld)
        return feld_url(feld)

    blatt = wahl_seite(
        "Woraus folgt das?",
        krumen(feld.konzept, feld),
        wahl,
        ueber=feld.bezeichnung,
        wortlaut=feld.titel,
        stufe=STUFE,
    )
    return take(request, wahl.form, blatt, save, "Die Herkunft ist eingetragen.")


@forms(access.may_edit_this, access.ableitungen)
def ableitung_loeschen(request: Request, ableitung: Ableitung) -> HttpResponse:
    return _delete(request, ableitung, "Herkunft entfernen?")
