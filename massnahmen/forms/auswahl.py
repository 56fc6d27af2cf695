"""What people may ask of a report that is read in pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from bildungskommune.beteiligung.lesefassung import SUCHE
from bildungskommune.ui.forms import FilterForm

STELLEN_HOECHSTENS = 200
"""So many Stellen can be chosen from; of more, one searches for the name."""
GEAENDERT, VORSCHLAG = "geaendert", "vorschlag"


class AuswahlForm(FilterForm):
    """Filter of the measures in a report; what it offers are the words that the report counts by."""

    feld = forms.ChoiceField(label="Handlungsfeld")
    stelle = forms.ChoiceField(label="Zuständig")
    ampel = forms.ChoiceField(label="Ampel")
    nur = forms.ChoiceField(
        label="Zeigen",
        choices=[
            ("", "alle"),
            (GEAENDERT, "nur, was sich geändert hat"),
            (VORSCHLAG, "nur mit Beschlussvorschlag"),
        ],
    )
    wort = forms.CharField(
        label="Wort im Text", max_length=200, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"})
    )
    assert SUCHE == "wort"

    def __init__(self, asked: Mapping[str, Any], zahlen: Mapping[str, Any]) -> None:
        super().__init__(asked)
        stellen = _words(zahlen["stellen"])
        self._offer("feld", "alle Handlungsfelder", _words(zahlen["felder"]))
        self._offer("ampel", "jede Ampel", ((row["code"], row["wort"]) for row in zahlen["ampel"]))
        if len(stellen) <= STELLEN_HOECHSTENS:
            self._offer("stelle", "alle Stellen", stellen)
        else:
            del self.fields["stelle"]

    def _offer(self, name: str, everything: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *choices]

    @property
    def gefragt(self) -> dict[str, str]:
        """Return what is asked for; a value that makes no sense asks for nothing."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def _words(rows: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return sorted((row["wort"], row["wort"]) for row in rows)
