"""Forms of the page that reads institutions from a table: the file, then which column is what."""

from collections.abc import Mapping
from typing import Any

from django import forms

from bildungskommune import tabellen_lesen
from bildungskommune.buero.einlesen import HOECHSTENS, SPALTEN
from bildungskommune.tabellen_lesen import Tabelle, Unlesbar
from bildungskommune.ui.forms import Form

NICHT_DABEI = ""
EINLESEN = "einlesen"


class DateiForm(Form):
    """Takes the file; `tabelle` is what was in it."""

    senden = "Weiter zur Vorschau"
    datei = forms.FileField(
        label="Tabelle",
        help_text=(
            "CSV oder Excel (.xlsx), höchstens 500 Zeilen und 2 MB. Die erste Zeile nennt die Spalten, zum Beispiel "
            "Name, Art, Gemeinde, Straße."
        ),
    )
    tabelle: Tabelle

    def clean_datei(self) -> Any:
        datei = self.cleaned_data["datei"]
        try:
            self.tabelle = _short(tabellen_lesen.read(datei.name, datei.file, datei.size))
        except Unlesbar as error:
            raise forms.ValidationError(str(error)) from error
        return datei


class ZuordnungForm(Form):
    """Says for each field which column it is in; the table travels along as text."""

    senden = "Vorschau neu rechnen"
    tabelle = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, kopf: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NICHT_DABEI, "nicht in der Tabelle"), *((str(nr), head) for nr, head in enumerate(kopf) if head)]
        for name, (label, _) in SPALTEN.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=name == "name")
        self.layout("tabelle", *SPALTEN)

    @property
    def spalten(self) -> Mapping[str, int]:
        """Return the column of each field that has one."""
        return {name: int(nr) for name in SPALTEN if (nr := self.cleaned_data.get(name))}


def table_of(text: str) -> Tabelle:
    """Return the table that came along. Raises Unlesbar."""
    return _short(tabellen_lesen.of_one_line(text))


def _short(tabelle: Tabelle) -> Tabelle:
    if len(tabelle.zeilen) > HOECHSTENS:
        raise Unlesbar(f"Die Tabelle hat mehr als {HOECHSTENS} Zeilen. Bitte teilen Sie sie auf.")
    return tabelle
