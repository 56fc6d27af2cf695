"""Read institutions from a table: choose the file, say which column is what, look at what would happen, do it."""

from collections import Counter
from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import is_stabsstelle
from bildungskommune.buero import einlesen as rules
from bildungskommune.buero.einlesen import Was, Zeile
from bildungskommune.buero.formulare_einlesen import EINLESEN, DateiForm, ZuordnungForm, table_of
from bildungskommune.buero.kartei import BY_ART
from bildungskommune.tabellen_lesen import Tabelle, Unlesbar
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.werkbank.seiten import forms

GEZEIGT = 100
"""So many rows of each outcome are shown; all are counted."""


@forms(is_stabsstelle)
def einlesen(request: Request) -> HttpResponse:
    if request.method != "POST":
        return _page(request, {"form": DateiForm()})
    if "tabelle" in request.POST:
        return _columns(request)
    form = DateiForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, {"form": form}, status=422)
    return _preview(request, form.tabelle, rules.guess(form.tabelle.kopf))


def _columns(request: Request) -> HttpResponse:
    """Take the columns that were chosen; with the second button, read the rows in."""
    try:
        tabelle = table_of(request.POST["tabelle"])
    except Unlesbar as error:
        messages.error(request, f"{error} Bitte wählen Sie die Datei noch einmal.")
        return redirect("v-institution-einlesen")
    form = ZuordnungForm(request.POST, kopf=tuple(tabelle.kopf))
    if not form.is_valid():
        return _page(request, {"form": form, "tabelle": tabelle}, status=422)
    if EINLESEN not in request.POST:
        return _preview(request, tabelle, form.spalten)
    new, filled = rules.take(rules.plan(tabelle, form.spalten), by=request.user)
    ergaenzt = f" Bei {filled} wurde ergänzt, was fehlte." if filled else ""
    messages.success(
        request, f"{new} {plural(new, 'Einrichtung ist,Einrichtungen sind')} neu im Verzeichnis.{ergaenzt}"
    )
    return redirect(BY_ART["institution"].url)


def _preview(request: Request, tabelle: Tabelle, spalten: Mapping[str, int]) -> HttpResponse:
    data = {"tabelle": tabelle.in_one_line(), **{name: str(nr) for name, nr in spalten.items()}}
    form = ZuordnungForm(data, kopf=tuple(tabelle.kopf))
    zeilen = rules.plan(tabelle, spalten) if form.is_valid() else []
    return _page(request, {"form": form, "tabelle": tabelle, "gruppen": _groups(zeilen), "zahlen": _counted(zeilen)})


def _groups(zeilen: Sequence[Zeile]) -> list[tuple[str, int, list[Zeile]]]:
    """Return word, number and the first rows of each outcome; what needs attention comes first."""
    order = (Was.FEHLER, Was.ERGAENZT, Was.NEU, Was.GLEICH)
    groups = [(was, [zeile for zeile in zeilen if zeile.was == was]) for was in order]
    return [(str(was), len(found), found[:GEZEIGT]) for was, found in groups if found]


def _counted(zeilen: Sequence[Zeile]) -> dict[str, int]:
    counted = Counter(zeile.was for zeile in zeilen)
    return {"tun": counted[Was.NEU] + counted[Was.ERGAENZT], "fehler": counted[Was.FEHLER]}


def _page(request: Request, context: dict[str, object], status: int = 200) -> HttpResponse:
    krumen = [*BY_ART["institution"].krumen]
    return render(request, "akteure/einlesen.html", {"eltern": krumen, "name": EINLESEN, **context}, status=status)
