"""Read a table in: choose the file, say which column is what, look at what would happen, do it.

Nothing is kept of the file: it travels with the form until it is read in or the page is left.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from django import forms
from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render

from bildungskommune import tabellen_lesen
from bildungskommune.access import Request
from bildungskommune.tabellen_lesen import Tabelle, Unlesbar
from bildungskommune.ui.felder import prepare
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank import spalten
from bildungskommune.werkbank.seiten import Krumen
from bildungskommune.werkbank.spalten import Woerter

NICHT_DABEI = ""
GEFUNDEN, NICHT_GEFUNDEN = "In der Tabelle", "Nicht in der Tabelle"
EINLESEN, STAND = "einlesen", "vorschau"
GEZEIGT = 100
"""So many rows of each outcome are shown; all are counted."""
VERALTET = "Inzwischen hat sich etwas geändert. Bitte prüfen Sie die Vorschau noch einmal."


class Zeile(Protocol):
    """One row of a table and what it would do."""

    @property
    def nr(self) -> int:
        """As the table program counts: the head is row 1."""

    @property
    def was(self) -> str:
        """The outcome, in words."""

    @property
    def fingerabdruck(self) -> object:
        """What of it somebody agrees to."""


@dataclass(frozen=True, kw_only=True)
class Einleser:
    """One kind of table: its fields, its rules and the words around it."""

    art: str
    titel: str
    vorspann: str
    woerter: Woerter
    noetig: frozenset[str]
    hoechstens: int
    """So many rows are taken at once."""
    spalten_hilfe: str
    eltern: Krumen
    hier: str
    """Name of this page's address."""
    ziel: str
    """Address of the page after it."""
    plan: Callable[[Tabelle, Mapping[str, int], Mapping[str, Any]], Sequence[Any]]
    """Say for each row what it would do; nothing is stored."""
    take: Callable[..., str]
    """Store what the rows would do; returns what to say about it."""
    reihenfolge: Sequence[str]
    """The outcomes as they are shown."""
    tun: frozenset[str]
    """The outcomes that store something."""
    fehler: str
    """The outcome of a row that is left out."""
    fragen: Mapping[str, Callable[[], forms.Field]] = field(default_factory=dict)
    """What is asked besides the columns."""
    template: str = "werkbank/einlesen.html"


class DateiForm(Form):
    """Takes the file; `tabelle` is what was in it."""

    senden = "Weiter zur Vorschau"
    datei = forms.FileField(label="Tabelle", widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx"}))
    tabelle: Tabelle

    def __init__(self, *args: Any, einleser: Einleser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.einleser = einleser
        self.fields["datei"].help_text = (
            f"CSV oder Excel (.xlsx), höchstens {einleser.hoechstens} Zeilen und 2 MB. Die erste Zeile nennt die "
            f"Spalten, zum Beispiel {einleser.spalten_hilfe}."
        )

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        try:
            self.tabelle = _short(tabellen_lesen.read(datei.name, datei.file, datei.size), self.einleser)
            self.tabelle.in_one_line()
        except Unlesbar as error:
            raise forms.ValidationError(str(error)) from error
        return datei


class ZuordnungForm(Form):
    """Says for each field which column it is in; the table travels along as text."""

    senden = "Vorschau neu rechnen"
    eigene_angaben = False
    tabelle = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, einleser: Einleser, kopf: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.einleser = einleser
        choices = [(NICHT_DABEI, "nicht in der Tabelle"), *((str(nr), head) for nr, head in enumerate(kopf) if head)]
        for name, (label, _) in einleser.woerter.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name in einleser.noetig)
        for name, make in einleser.fragen.items():
            self.fields[name] = make()
        for name in (*einleser.woerter, *einleser.fragen):
            prepare(name, self.fields, autocomplete=False)
        found = [name for name in einleser.woerter if self.data.get(name)]
        left = [name for name in einleser.woerter if name not in found]
        self.layout("tabelle", *einleser.fragen, GEFUNDEN, *found, NICHT_GEFUNDEN, *left)

    def clean(self) -> dict[str, Any]:
        """Refuse one column for two fields."""
        data = super().clean() or self.cleaned_data
        seen: dict[str, str] = {}
        for name, (label, _) in self.einleser.woerter.items():
            if (nr := data.get(name)) and (first := seen.setdefault(nr, label)) != label:
                self.add_error(name, f"Diese Spalte ist schon für „{first}“ gewählt. Bitte wählen Sie eine andere.")
        return data

    @property
    def spalten(self) -> Mapping[str, int]:
        """Return the column of each field that has one."""
        return {name: int(nr) for name in self.einleser.woerter if (nr := self.cleaned_data.get(name))}

    @property
    def antworten(self) -> Mapping[str, Any]:
        return {name: self.cleaned_data[name] for name in self.einleser.fragen}


def answer(request: Request, einleser: Einleser) -> HttpResponse:
    """Answer each step of the page: the file, the columns with the preview, and at last the reading in."""
    if request.method != "POST":
        return _page(request, einleser, {"form": DateiForm(einleser=einleser)})
    if "tabelle" in request.POST:
        return _columns(request, einleser)
    form = DateiForm(request.POST, request.FILES, einleser=einleser)
    if not form.is_valid():
        return _page(request, einleser, {"form": form}, status=422)
    guessed = spalten.guess(einleser.art, einleser.woerter, form.tabelle.kopf)
    data = QueryDict(mutable=True)
    data.update({name: _asked_first(make()) for name, make in einleser.fragen.items()})
    data.update({"tabelle": form.tabelle.in_one_line(), **{name: str(nr) for name, nr in guessed.items()}})
    return _preview(request, einleser, data, form.tabelle)


def _asked_first(field: forms.Field) -> str:
    initial = field.initial() if callable(field.initial) else field.initial
    return str(initial or "")


def _columns(request: Request, einleser: Einleser) -> HttpResponse:
    """Take the columns that were chosen; with the second button, read the rows in."""
    try:
        tabelle = _short(tabellen_lesen.of_one_line(request.POST["tabelle"]), einleser)
    except Unlesbar as error:
        messages.error(request, f"{error} Bitte wählen Sie die Datei noch einmal.")
        return redirect(einleser.hier)
    if EINLESEN not in request.POST:
        return _preview(request, einleser, request.POST, tabelle)
    form = ZuordnungForm(request.POST, einleser=einleser, kopf=tabelle.kopf)
    if not form.is_valid():
        return _page(request, einleser, {"form": form, "tabelle": tabelle}, status=422)
    zeilen = einleser.plan(tabelle, form.spalten, form.antworten)
    if request.POST.get(STAND, "") != _stand(zeilen):
        messages.error(request, VERALTET)
        return _preview(request, einleser, request.POST, tabelle)
    spalten.remember(einleser.art, tabelle.kopf, form.spalten)
    messages.success(request, einleser.take(zeilen, form.antworten, by=request.user))
    return redirect(einleser.ziel)


def _preview(request: Request, einleser: Einleser, data: QueryDict, tabelle: Tabelle) -> HttpResponse:
    form = ZuordnungForm(data, einleser=einleser, kopf=tabelle.kopf)
    if not form.is_valid():
        return _page(request, einleser, {"form": form, "tabelle": tabelle}, status=422)
    zeilen = einleser.plan(tabelle, form.spalten, form.antworten)
    context = {"form": form, "tabelle": tabelle, "gruppen": _groups(einleser, zeilen), "stand": _stand(zeilen)}
    return _page(request, einleser, {**context, **_counted(einleser, zeilen), "nicht": _left_out(form, tabelle)})


def _groups(einleser: Einleser, zeilen: Sequence[Zeile]) -> list[tuple[str, int, list[Zeile]]]:
    """Return word, number and the first rows of each outcome."""
    groups = [(was, [zeile for zeile in zeilen if zeile.was == was]) for was in einleser.reihenfolge]
    return [(was, len(found), found[:GEZEIGT]) for was, found in groups if found]


def _counted(einleser: Einleser, zeilen: Sequence[Zeile]) -> dict[str, int]:
    return {
        "tun": sum(zeile.was in einleser.tun for zeile in zeilen),
        "fehler": sum(zeile.was == einleser.fehler for zeile in zeilen),
    }


def _left_out(form: ZuordnungForm, tabelle: Tabelle) -> list[str]:
    """Return the heads of the columns that no field is in."""
    taken = set(form.spalten.values())
    return [head for nr, head in enumerate(tabelle.kopf) if head and nr not in taken]


def _stand(zeilen: Sequence[Zeile]) -> str:
    """Return what is equal as long as the rows would do the same."""
    told = [(zeile.nr, str(zeile.was), zeile.fingerabdruck) for zeile in zeilen]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _short(tabelle: Tabelle, einleser: Einleser) -> Tabelle:
    if len(tabelle.zeilen) > einleser.hoechstens:
        raise Unlesbar(f"Die Tabelle hat mehr als {einleser.hoechstens} Zeilen. Bitte teilen Sie sie auf.")
    return tabelle


def _page(request: Request, einleser: Einleser, context: Mapping[str, object], status: int = 200) -> HttpResponse:
    named = {"einleser": einleser, "eltern": einleser.eltern, "name": EINLESEN, "name_stand": STAND}
    return render(request, einleser.template, {**named, **context}, status=status)
