"""The desk: Konzepte side by side, one of them, and one of its Handlungsfelder."""

from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.dokumente import Dokumente, Worte
from bildungskommune.ui.paging import page
from bildungskommune.verfahren.folgen import steps
from bildungskommune.werkbank.fortschreiben import VORSPANN, FortschreibenForm
from bildungskommune.werkbank.notizblatt import beside
from bildungskommune.werkbank.reihenfolge import rearrange
from bildungskommune.werkbank.seiten import Seite, add, delete_page, edit, forms, moves, opens, sent, take
from bildungskommune.werkbank.staende import way
from konzept import access, desk, drafting, fortschreiben, nummerierung
from konzept.fassungen import KEY
from konzept.forms import HandlungsfeldForm, KonzeptForm
from konzept.links import feld_url, konzept_url, krumen
from konzept.models import Handlungsfeld, Konzept

STUFE = 3
EINGEFROREN = "Eingefrorene Fassungen ändern sich dadurch nicht."


def _wort(feld: Handlungsfeld) -> str:
    return feld.konzept.worte["handlungsfeld"].einzahl


KONZEPTE = Dokumente(
    KEY,
    STUFE,
    Worte(
        mehrzahl="Konzepte",
        einzahl="Konzept",
        herkunft="folgt aus",
        teile="Handlungsfelder",
        quellen="Herkunft",
        offen="ohne Herkunft",
        alle="alle belegt",
        neu="Neues Konzept",
        leer="Es gibt noch kein Konzept. Die Stabsstelle leitet darin Handlungsfelder aus dem Leitbild ab.",
    ),
    konzept_url,
    lambda: reverse("v-konzept-new"),
)


@opens(access.may_open)
def konzept_list(request: Request) -> HttpResponseBase:
    return KONZEPTE.page(request, desk.documents(), may_edit=access.may_edit(request.user))


@forms(access.may_edit)
def konzept_new(request: Request) -> HttpResponse:
    danke = "Das Konzept ist angelegt. Legen Sie nun das erste Handlungsfeld an."
    seite = Seite("Neues Konzept", krumen(), stufe=STUFE)
    return add(request, KonzeptForm(sent(request)), seite, drafting.add_konzept, konzept_url, danke=danke)


@forms(access.may_edit_this, access.konzepte)
def konzept_edit(request: Request, konzept: Konzept) -> HttpResponse:
    seite = Seite("Angaben zum Konzept", krumen(konzept), stufe=STUFE)
    return edit(request, KonzeptForm(sent(request), instance=konzept), seite, konzept_url)


@forms(access.may_edit_this, access.konzepte)
def konzept_fortschreiben(request: Request, konzept: Konzept) -> HttpResponse:
    """Ask for a title, then begin the next edition."""
    form = FortschreibenForm(sent(request), initial={"titel": konzept.titel})

    def save() -> str:
        return konzept_url(fortschreiben.carry_on(konzept, form.cleaned_data["titel"], by=request.user))

    seite = Seite("Fortschreiben", krumen(konzept), ueber=konzept.titel, vorspann=VORSPANN, stufe=STUFE)
    return take(request, form, seite, save, "Die Fortschreibung ist angelegt. Schreiben Sie nun daran weiter.")


@opens(access.may_open_this, access.konzepte)
def konzept(request: Request, konzept: Konzept) -> HttpResponse:
    """Show the Handlungsfelder in their order, and the Fassungen."""
    fassungen = page(request, liste.editions(KEY, konzept.pk), 10)
    felder = desk.felder(konzept)
    return render(
        request,
        "konzept/v_konzept.html",
        {
            "konzept": konzept,
            "felder": felder,
            "fassungen": fassungen,
            "fassung_zeilen": liste.rows(fassungen),
            "may_edit": access.may_edit(request.user),
            "verlaufweg": way(konzept),
            "notizen": beside(request.user, konzept, felder),
            "folgen": steps(request.user, [konzept])[konzept.pk],
            "worte": konzept.worte,
            "ebenen": [ebene for ebene in konzept.worte.values() if ebene.benutzt],
        },
    )


@forms(access.may_edit_this, access.konzepte)
def handlungsfeld_new(request: Request, konzept: Konzept) -> HttpResponse:
    ebene = konzept.worte["handlungsfeld"]
    neu = Handlungsfeld(konzept=konzept, nr=nummerierung.next_number(konzept, "handlungsfeld"))
    form = HandlungsfeldForm(sent(request), instance=neu)
    seite = Seite(ebene.neu, krumen(konzept), ueber=konzept.titel, stufe=STUFE)
    return add(request, form, seite, drafting.add_handlungsfeld, feld_url, danke=ebene.angelegt)


@opens(access.may_open_this, access.felder)
def handlungsfeld(request: Request, feld: Handlungsfeld) -> HttpResponse:
    """Show one Handlungsfeld: where it comes from, its Ziele, its Strategien and what carries them out."""
    ziele, strategien = desk.ziele(feld), desk.strategien(feld, request.user)
    teile = [*(zeile.strategie for zeile in strategien), *(zeile.ziel for zeile in ziele)]
    return render(
        request,
        "konzept/v_feld.html",
        {
            "feld": feld,
            "konzept": feld.konzept,
            "worte": feld.konzept.worte,
            "schwerpunkte": list(feld.schwerpunkte.all()),
            "ableitungen": desk.sources(feld),
            "ziele": ziele,
            "strategien": strategien,
            "gaeste": desk.gaeste(feld),
            "may_edit": access.may_edit(request.user),
            "verlaufweg": way(feld),
            "notizen": beside(request.user, feld, teile),
        },
    )


@forms(access.may_edit_this, access.felder)
def handlungsfeld_edit(request: Request, feld: Handlungsfeld) -> HttpResponse:
    seite = Seite(f"{_wort(feld)} bearbeiten", krumen(feld.konzept, feld), ueber=str(feld), stufe=STUFE)
    return edit(request, HandlungsfeldForm(sent(request), instance=feld), seite, feld_url)


@moves(access.may_edit_this, access.felder)
def handlungsfeld_verschieben(request: Request, feld: Handlungsfeld) -> HttpResponse:
    rearrange(feld, drafting.felder_row(feld), request.POST, by=request.user)
    return redirect(f"{konzept_url(feld.konzept)}#{feld.kennung}")


@forms(access.may_edit_this, access.felder)
def handlungsfeld_loeschen(request: Request, feld: Handlungsfeld) -> HttpResponse:
    vorspann, worte = EINGEFROREN, feld.konzept.worte
    if feld.gaeste.exists():
        guests = f"{worte['strategie'].mehrzahl} anderer {worte['handlungsfeld'].mehrzahl}"
        vorspann = f"{EINGEFROREN} {guests}, die hier genannt sind, bleiben dort stehen."
    seite = Seite(f"{_wort(feld)} löschen?", krumen(feld.konzept, feld), vorspann=vorspann, stufe=STUFE)
    return delete_page(request, feld, konzept_url(feld.konzept), seite)
