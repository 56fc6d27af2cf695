"""Fields and forms that several rooms use."""

from typing import Any

from django import forms

from bildungskommune.ui.forms import Form


class Fliesstext(forms.CharField):
    """Plain text kept as typed; only the line ends are made equal, so that they count once."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: browsers would cut a pasted text without a word."""
        return {}


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
