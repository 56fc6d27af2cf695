"""Fields and forms that several rooms use."""

from typing import Any

from django import forms

from bildungskommune.ui.forms import Form


class GrundForm(Form):
    """Ask for the Begründung of a step."""

    eigene_angaben = False
    grund = forms.CharField(
        label="Begründung",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Sie steht in der Mail an alle Angemeldeten.",
    )

    def __init__(self, *args: Any, senden: str = "", hilfe: str = "", zurueck: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.senden = senden or self.senden
        self.abbrechen = zurueck
        if hilfe:
            self.fields["grund"].help_text = hilfe
