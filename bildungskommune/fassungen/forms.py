"""Freeze and move Fassungen."""

from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.fassungen.models import Status, Zweck
from bildungskommune.ui.forms import Form


class EinfrierenForm(Form):
    senden = "Fassung einfrieren"
    zweck = forms.ChoiceField(
        label="Zweck",
        choices=Zweck.choices,
        initial=Zweck.ARBEITSSTAND,
        help_text="Steht auf dem Deckblatt und in der Fußzeile jeder Seite.",
    )
    stichtag = forms.DateField(
        label="Stichtag", initial=timezone.localdate, help_text="Der Tag, für den der Inhalt gilt. Meist ist es heute."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("zweck", "stichtag")


class SchrittForm(Form):
    """The next state asked for by a button; the reason is optional for a Fassung."""

    nach = forms.ChoiceField(choices=Status.choices)
    grund = forms.CharField(required=False, max_length=2000)
