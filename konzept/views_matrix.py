"""Leitsätze and Handlungsfelder in one table, and the page that links several of both at once."""

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode

from bildungskommune.access import Request
from bildungskommune.text import counted
from bildungskommune.ui.paging import listed
from bildungskommune.werkbank.seiten import Seite, forms, moves, numbers, opens, sent, take
from konzept import access, matrix, quellen, verbinden
from konzept.forms import VerbindenForm
from konzept.links import krumen
from konzept.models import Ableitung, Konzept
from konzept.views_handlungsfeld import WARUM
from konzept.views_staff import STUFE

ERST_WAEHLEN = "Bitte kreuzen Sie zuerst die Leitsätze an, die Sie verbinden wollen."
GIBT_ES = "Diese Verbindungen gibt es alle schon. Bitte wählen Sie eine andere Quelle oder ein anderes Handlungsfeld."
NICHTS_MEHR = "Diese Verbindungen sind schon entfernt, oder sie stehen in einer veröffentlichten Fassung und bleiben."
ZULETZT, TRENNER = "zuletzt", "."


@opens(access.may_open_this, access.konzepte)
def konzept_matrix(request: Request, konzept: Konzept) -> HttpResponse:
    """Show which Leitsatz carries which Handlungsfeld, and what stands alone."""
    found = matrix.working(konzept)
    context = {
        "konzept": konzept,
        "matrix": found,
        "seite": listed(request, found.zeilen, matrix.ZEILEN),
        "may_edit": access.may_edit(request.user),
        "zuletzt": _last(request, konzept),
        "eltern": krumen(konzept),
        "stufe": STUFE,
    }
    return render(request, "konzept/v_matrix.html", context)


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
        return redirect(_table(konzept))
    initial = {"quelle": [fund.schluessel for fund in funde], "felder": numbers(request.GET.getlist("feld"))}
    felder = konzept.handlungsfelder.order_by("position", "pk")
    form = VerbindenForm(sent(request), initial=initial, funde=funde, felder=felder, warum=WARUM)

    def save() -> str:
        stored = verbinden.connect(konzept, form.gewaehlt, form.cleaned_data["felder"], by=request.user)
        if not stored:
            form.add_error("felder", GIBT_ES)
            return ""
        _say(request, len(stored), len(form.gewaehlt) * len(form.cleaned_data["felder"]))
        return _with_last(_table(konzept), stored)

    mehr = {"adresse": request.get_full_path()}
    blatt = Seite(
        "Verbinden und begründen",
        [*krumen(konzept), ("Matrix", _table(konzept))],
        ueber=konzept.titel,
        stufe=STUFE,
        template="konzept/v_verbinden.html",
        mehr=mehr,
    )
    return take(request, form, blatt, save, "")


def _say(request: Request, stored: int, asked: int) -> None:
    satz = f"{counted(stored, 'Verbindung ist', 'Verbindungen sind')} eingetragen."
    if there := asked - stored:
        satz += f" {there} gab es schon; was dort steht, ist geblieben."
    messages.success(request, satz)


def _table(konzept: Konzept) -> str:
    return reverse("v-konzept-matrix", args=(konzept.pk,))


def _with_last(address: str, stored: Iterable[Ableitung]) -> str:
    return f"{address}?{urlencode({ZULETZT: TRENNER.join(str(one.pk) for one in stored)})}"


@moves(access.may_edit_this, access.konzepte)
def konzept_zuruecknehmen(request: Request, konzept: Konzept) -> HttpResponse:
    """Take back the links that were stored in one act."""
    count = verbinden.take_back(konzept, numbers(request.POST.getlist("verbindung")), by=request.user)
    if count:
        words = counted(count, "Verbindung ist", "Verbindungen sind")
        messages.success(request, f"{words} wieder entfernt. Im Papierkorb können Sie sie 30 Tage lang zurückholen.")
    else:
        messages.warning(request, NICHTS_MEHR)
    return redirect(_table(konzept))
