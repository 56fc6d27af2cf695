"""Leitsätze and Handlungsfelder in one table, and the pages that link several of both at once."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.text import counted
from bildungskommune.ui.paging import listed, page
from bildungskommune.werkbank.quellenwahl import ZEILEN
from bildungskommune.werkbank.seiten import Seite, forms, moves, numbers, opens, sent, take
from konzept import access, desk, matrix, quellen, querschnitt, verbinden
from konzept.forms import QuellenFilter, VerbindenForm
from konzept.links import krumen
from konzept.models import Konzept
from konzept.views_handlungsfeld import WARUM
from konzept.views_staff import STUFE

ERST_WAEHLEN = "Bitte kreuzen Sie zuerst die Leitsätze an, die Sie verbinden wollen."
GIBT_ES = "Diese Verbindungen gibt es alle schon. Bitte wählen Sie eine andere Quelle oder ein anderes Feld."
NICHTS_MEHR = "Diese Verbindungen sind schon entfernt, oder sie stehen in einer veröffentlichten Fassung und bleiben."
ZULETZT, TRENNER = "zuletzt", "."
MATRIX, ABLEITEN = ORTE = ("matrix", "ableiten")
"""The pages that an act is begun on: what their addresses are called."""


@opens(access.may_open_this, access.konzepte)
def konzept_matrix(request: Request, konzept: Konzept) -> HttpResponse:
    """Show which Leitsatz carries which Handlungsfeld, and what stands alone."""
    found = matrix.working(konzept)
    context = {
        "konzept": konzept,
        "matrix": found,
        "worte": konzept.worte,
        "seite": listed(request, found.zeilen, matrix.ZEILEN),
        "may_edit": access.may_edit(request.user),
        "zuletzt": _last(request, konzept),
        "ort": MATRIX,
        "eltern": krumen(konzept),
        "stufe": STUFE,
    }
    return render(request, "konzept/v_matrix.html", context)


@opens(access.may_open_this, access.konzepte)
def konzept_querschnitt(request: Request, konzept: Konzept) -> HttpResponse:
    """Show what the Querschnittsfelder share with the other Handlungsfelder."""
    found = querschnitt.working(konzept)
    context = {
        "konzept": konzept,
        "tafel": found,
        "worte": konzept.worte,
        "seite": listed(request, found.zeilen, querschnitt.ZEILEN),
        "eltern": krumen(konzept),
        "stufe": STUFE,
    }
    return render(request, "konzept/v_querschnitt.html", context)


def _last(request: Request, konzept: Konzept) -> list[int]:
    """Return the keys of the links that were stored last, for the button that takes them back."""
    named = numbers(request.GET.get(ZULETZT, "").split(TRENNER))
    return list(verbinden.removable(konzept, named).values_list("pk", flat=True)) if named else []


@forms(access.may_edit_this, access.konzepte)
def konzept_verbinden(request: Request, konzept: Konzept) -> HttpResponse:
    """Ask which Handlungsfelder follow from the sources that the address names, and why."""
    funde = quellen.named(konzept, request.GET.getlist("quelle"))
    if not funde:
        messages.warning(request, ERST_WAEHLEN)
        return redirect(_address(MATRIX, konzept))
    initial = {"quelle": [fund.schluessel for fund in funde], "felder": numbers(request.GET.getlist("feld"))}
    felder, worte = desk.plain_felder(konzept), konzept.worte
    form = VerbindenForm(sent(request), initial=initial, funde=funde, felder=felder, worte=worte, warum=WARUM)
    blatt = Seite(
        "Verbinden und begründen",
        [*krumen(konzept), ("Matrix", _address(MATRIX, konzept))],
        ueber=konzept.titel,
        stufe=STUFE,
        template="konzept/v_verbinden.html",
        mehr={"adresse": request.get_full_path()},
    )
    return take(request, form, blatt, lambda: _connect(request, konzept, form, QueryDict(mutable=True), MATRIX), "")


@forms(access.may_edit_this, access.konzepte)
def konzept_ableiten(request: Request, konzept: Konzept) -> HttpResponse:
    """Show sources on one side and Handlungsfelder on the other, and link those that are ticked."""
    suche = QuellenFilter(request.GET or None, konzept=konzept)
    seite = page(request, suche.rows(), ZEILEN)
    felder = desk.with_sources(konzept)
    funde = [quellen.fund(row) for row in seite]
    form = VerbindenForm(sent(request), funde=funde, felder=felder, worte=konzept.worte, warum=WARUM)
    kept = request.GET.copy()
    kept.pop(ZULETZT, None)
    mehr = {
        "konzept": konzept,
        "suche": suche,
        "seite": seite,
        "zuletzt": _last(request, konzept),
        "ort": ABLEITEN,
        "adresse": f"{request.path}?{kept.urlencode()}",
    }
    blatt = Seite(
        f"{konzept.worte['handlungsfeld'].mehrzahl} ableiten",
        krumen(konzept),
        ueber=konzept.titel,
        stufe=STUFE,
        template="konzept/v_ableiten.html",
        mehr=mehr,
    )
    return take(request, form, blatt, lambda: _connect(request, konzept, form, kept, ABLEITEN), "")


def _connect(request: Request, konzept: Konzept, form: VerbindenForm, kept: QueryDict, ort: str) -> str:
    """Store the links of the form, say so, and return the page with the way to take them back."""
    felder = form.cleaned_data["felder"]
    stored = verbinden.connect(konzept, form.gewaehlt, felder, by=request.user)
    if not stored:
        form.add_error("felder", GIBT_ES)
        return ""
    satz = f"{counted(len(stored), 'Verbindung ist', 'Verbindungen sind')} eingetragen."
    if there := len(form.gewaehlt) * len(felder) - len(stored):
        satz += f" {there} gab es schon; was dort steht, ist geblieben."
    messages.success(request, satz)
    kept[ZULETZT] = TRENNER.join(str(one.pk) for one in stored)
    return f"{_address(ort, konzept)}?{kept.urlencode()}"


def _address(ort: str, konzept: Konzept) -> str:
    return reverse(f"v-konzept-{ort if ort in ORTE else MATRIX}", args=(konzept.pk,))


@moves(access.may_edit_this, access.konzepte)
def konzept_zuruecknehmen(request: Request, konzept: Konzept) -> HttpResponse:
    """Take back the links that were stored in one act."""
    count = verbinden.take_back(konzept, numbers(request.POST.getlist("verbindung")), by=request.user)
    if count:
        words = counted(count, "Verbindung ist", "Verbindungen sind")
        messages.success(request, f"{words} wieder entfernt. Im Papierkorb können Sie sie 30 Tage lang zurückholen.")
    else:
        messages.warning(request, NICHTS_MEHR)
    return redirect(_address(request.POST.get("ort", MATRIX), konzept))
