"""Choose what a thing comes from, and say why: one found row, one sentence."""

from typing import Any

from django import forms
from django.core.paginator import Page

from bildungskommune.ui.forms import FilterForm, Form
from bildungskommune.werkbank.seiten import Krumen, Seite

Choices = list[tuple[str, str]]


class QuelleForm(Form):
    """A radio list of what a search found, and the reason that stands in public beside the link."""

    eigene_angaben = False
    senden = "Als Quelle eintragen"
    quelle = forms.ChoiceField(
        label="Quelle",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "Diese Quelle steht nicht mehr in der Liste. Bitte wählen Sie neu."},
    )
    begruendung = forms.CharField(label="Begründung", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, choices: Choices, warum: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["quelle"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        self.fields["begruendung"].help_text = warum


def quelle_seite(
    frage: str,
    eltern: Krumen,
    suche: FilterForm,
    seite: Page[Any],
    *,
    ueber: str,
    wortlaut: str,
    leer: str,
    stufe: int,
) -> Seite:
    """Return the page that asks `frage` about a thing: a search, what it found, and the form to choose from it."""
    mehr = {"suche": suche, "seite": seite, "wortlaut": wortlaut, "leer": leer}
    return Seite(frage, eltern, ueber=ueber, stufe=stufe, template="werkbank/quelle.html", mehr=mehr)
