from typing import Any

from django import forms

from bildungskommune.ui.forms import Form
from workshops.anmeldung import nachweis
from workshops.models import Anmeldung


class NachweisForm(Form):
    """Whose certificate somebody holds in hand."""

    senden = "Name vergleichen"
    eigene_angaben = False
    name = forms.CharField(
        label="Nachname",
        max_length=200,
        help_text="Wie er auf der Bescheinigung steht. Er wird nur verglichen und nicht gespeichert.",
        error_messages={"required": "Bitte geben Sie den Nachnamen ein, der auf der Bescheinigung steht."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, anmeldung: Anmeldung, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.anmeldung = anmeldung

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not nachweis.is_named(self.anmeldung, name):
            raise forms.ValidationError(
                "Dieser Name gehört nicht zu dieser Nummer. Bitte vergleichen Sie beide mit der Bescheinigung."
            )
        return name
