"""Forms for what a workshop left behind: its result, and what groups sketched."""

from typing import Any

from django import forms

from bildungskommune.werkbank.formular import MARKDOWN, DeskForm
from workshops.models import Arbeitsgruppe, Projektskizze, Workshop


class SkizzeForm(DeskForm):
    class Meta:
        model = Projektskizze
        fields = ("titel", "gruppe", "ziel", "schritte", "verantwortliche", "verbuendete", "termin", "themen")
        widgets = {"themen": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["themen"].queryset = workshop.themen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.layout(
            "titel",
            "gruppe",
            "ziel",
            "schritte",
            "Wer, mit wem, bis wann?",
            "verantwortliche",
            "verbuendete",
            "termin",
        )


class GruppenergebnisForm(DeskForm):
    class Meta:
        model = Arbeitsgruppe
        fields = ("ergebnis",)
        help_texts = {"ergebnis": f"Steht bei der Gruppe in der nächsten Dokumentation. {MARKDOWN}"}


class ErgebnisForm(DeskForm):
    class Meta:
        model = Workshop
        fields = ("ergebnis",)
        help_texts = {"ergebnis": "Dieser Text leitet die Dokumentation ein und steht auf der Seite des Workshops."}
