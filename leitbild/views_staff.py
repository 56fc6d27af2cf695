"""The desk: Leitbilder side by side, and the tree of one of them."""

from django.http.response import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.dokumente import Dokumente, Worte
from bildungskommune.ui.paging import page
from bildungskommune.werkbank.fortschreiben import VORSPANN, FortschreibenForm
from bildungskommune.werkbank.notizblatt import beside
from bildungskommune.werkbank.reihenfolge import rearrange
from bildungskommune.werkbank.seiten import Krumen, Seite, add, delete_page, edit, forms, moves, opens, sent, take
from bildungskommune.werkbank.staende import way
from leitbild import access, desk, drafting, fortschreiben
from leitbild.fassungen import KEY
from leitbild.forms import AbschnittForm, LeitbildForm
from leitbild.models import Abschnitt, Leitbild
from workshops.quellen import left_over

STUFE = 2
EINGEFROREN = "Eingefrorene Fassungen ändern sich dadurch nicht."


def krumen(leitbild: Leitbild | None = None) -> Krumen:
    """Return the way down to a Leitbild."""
    start = [("Leitbilder", reverse("v-leitbild-list"))]
    return start if leitbild is None else [*start, (leitbild.titel, url(leitbild))]


def url(leitbild: Leitbild) -> str:
    return reverse("v-leitbild", args=(leitbild.pk,))


def place(abschnitt: Abschnitt) -> str:
    """Return where an Abschnitt stands on the page of its Leitbild."""
    return f"{reverse('v-leitbild', args=(abschnitt.leitbild_id,))}#{abschnitt.kennung}"


LEITBILDER = Dokumente(
    KEY,
    STUFE,
    Worte(
        mehrzahl="Leitbilder",
        einzahl="Leitbild",
        herkunft="entstanden aus",
        teile="Leitsätze",
        quellen="Quellen",
        offen="ohne Quelle",
        alle="alle belegt",
        neu="Neues Leitbild",
        leer="Es gibt noch kein Leitbild. Die Stabsstelle schreibt es aus den Beiträgen der Zukunftswerkstatt.",
    ),
    url,
    lambda: reverse("v-leitbild-new"),
)


@opens(access.may_open)
def leitbild_list(request: Request) -> HttpResponseBase:
    return LEITBILDER.page(request, desk.documents(), may_edit=access.may_edit(request.user))


@forms(access.may_edit)
def leitbild_new(request: Request) -> HttpResponse:
    danke = "Das Leitbild ist angelegt. Legen Sie nun den ersten Abschnitt an."
    seite = Seite("Neues Leitbild", krumen(), stufe=STUFE)
    return add(request, LeitbildForm(sent(request)), seite, drafting.add_leitbild, url, danke=danke)


@forms(access.may_edit_this, access.leitbilder)
def leitbild_edit(request: Request, leitbild: Leitbild) -> HttpResponse:
    seite = Seite("Angaben zum Leitbild", krumen(leitbild), stufe=STUFE)
    return edit(request, LeitbildForm(sent(request), instance=leitbild), seite, url)


@forms(access.may_edit_this, access.leitbilder)
def leitbild_fortschreiben(request: Request, leitbild: Leitbild) -> HttpResponse:
    """Ask for a title, then begin the next edition."""
    form = FortschreibenForm(sent(request), initial={"titel": leitbild.titel})

    def save() -> str:
        return url(fortschreiben.carry_on(leitbild, form.cleaned_data["titel"], by=request.user))

    seite = Seite("Fortschreiben", krumen(leitbild), ueber=leitbild.titel, vorspann=VORSPANN, stufe=STUFE)
    return take(request, form, seite, save, "Die Fortschreibung ist angelegt. Schreiben Sie nun daran weiter.")


@opens(access.may_open_this, access.leitbilder)
def leitbild(request: Request, leitbild: Leitbild) -> HttpResponse:
    """Show the tree with the sources beside each Abschnitt, and the Fassungen."""
    plaetze = desk.places(leitbild)
    fassungen = page(request, liste.editions(KEY, leitbild.pk), 10)
    freie_themen, freie_beitraege = left_over(leitbild.reihen)
    return render(
        request,
        "leitbild/v_leitbild.html",
        {
            "leitbild": leitbild,
            "plaetze": plaetze,
            "leicht_veraltet": [platz for platz in plaetze if platz.abschnitt.leichte_sprache_veraltet],
            "leicht": sum(bool(platz.abschnitt.leichte_sprache) for platz in plaetze),
            "ohne_quelle": [platz for platz in plaetze if platz.ohne_quelle],
            "freie_themen": freie_themen,
            "freie_beitraege": freie_beitraege,
            "fassungen": fassungen,
            "fassung_zeilen": liste.rows(fassungen),
            "may_edit": access.may_edit(request.user),
            "verlaufweg": way(leitbild),
            "notizen": beside(request.user, leitbild, [platz.abschnitt for platz in plaetze]),
        },
    )


@forms(access.may_edit_this, access.leitbilder)
def abschnitt_new(request: Request, leitbild: Leitbild) -> HttpResponse:
    abschnitt = Abschnitt(leitbild=leitbild)
    form = AbschnittForm(sent(request), instance=abschnitt, initial={"uebergeordnet": request.GET.get("unter")})
    seite = Seite("Neuer Abschnitt", krumen(leitbild), ueber=leitbild.titel, stufe=STUFE)
    return add(request, form, seite, drafting.add_abschnitt, place, danke="Der Abschnitt ist angelegt.")


@moves(access.may_edit_this, access.abschnitte)
def abschnitt_verschieben(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    """Move up, down, or to the place that was typed in."""
    rearrange(abschnitt, drafting.siblings(abschnitt), request.POST, by=request.user)
    return redirect(place(abschnitt))


@forms(access.may_edit_this, access.abschnitte)
def abschnitt_loeschen(request: Request, abschnitt: Abschnitt) -> HttpResponse:
    leitbild = abschnitt.leitbild
    seite = Seite("Abschnitt löschen?", krumen(leitbild), vorspann=EINGEFROREN, stufe=STUFE)
    return delete_page(request, abschnitt, url(leitbild), seite)
