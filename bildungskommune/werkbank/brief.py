"""What the office writes to many: subject and text, and a button that shows the mail first."""

from typing import Any

from crispy_forms.layout import Submit
from django import forms

from bildungskommune.post.models import BETREFF_LAENGE
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.einladen import HOECHSTENS

VORSCHAU = "vorschau"
TEXT_LAENGE = 5000
"""Longest text of a mail to many, in characters."""
KEYS_LAENGE = 11 * HOECHSTENS
"""Longest list of keys in the hidden field, in characters."""


def chosen_field() -> forms.CharField:
    """Return the hidden field that holds whom the office chose, whatever the directory shows by now."""
    return forms.CharField(widget=forms.HiddenInput, max_length=KEYS_LAENGE)


class BriefForm(Form):
    eigene_angaben = False
    betreff = forms.CharField(label="Betreff", max_length=BETREFF_LAENGE - 20)
    text = forms.CharField(
        label="Text",
        max_length=TEXT_LAENGE,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Anrede, Termin, Links und Gruß stehen von selbst in der E-Mail. Eine Leerzeile trennt Absätze.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        preview = Submit(VORSCHAU, "Vorschau auffrischen", css_class="knapp")
        self.helper.add_input(preview)  # type: ignore[no-untyped-call]  # crispy_forms has no types
