from collections.abc import Sequence
from typing import Any

from django import forms

from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.forms import Form
from bildungskommune.ui.zeiten import datum
from bildungskommune.vergleich.auswahl import HOECHSTENS, WENIGSTENS, WIE_VIELE


class WahlForm(Form):
    """Which Fassungen of a line are compared; sent with GET, the answer is an address of its own."""

    senden = "Vergleichen"
    eigene_angaben = False
    fassung = forms.TypedMultipleChoiceField(
        label="Welche Fassungen möchten Sie vergleichen?",
        help_text=f"{WENIGSTENS} bis {HOECHSTENS} Fassungen. Die ältere steht immer vorn.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": WIE_VIELE},
    )

    def __init__(self, *args: Any, fassungen: Sequence[Fassung], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"
        known = [(fassung.nummer, _words(fassung)) for fassung in fassungen]
        self.fields["fassung"].choices = known  # type: ignore[attr-defined]  # it is a choice field
        self.initial.setdefault("fassung", [nummer for nummer, _ in known[-WENIGSTENS:]])

    def clean_fassung(self) -> list[int]:
        chosen: list[int] = sorted(self.cleaned_data["fassung"])
        if not WENIGSTENS <= len(chosen) <= HOECHSTENS:
            raise forms.ValidationError(WIE_VIELE)
        return chosen


def _words(fassung: Fassung) -> str:
    state = fassung.get_status_display()
    return f"Fassung {fassung.nummer}, {fassung.bezeichnung}, {datum(fassung.stichtag)} ({state})"
