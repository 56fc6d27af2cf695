"""Forms of the desk for what happens in the hall."""

from typing import Any

from django import forms

from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm
from workshops.models import Phase, Saalschritt
from workshops.saal.stimmen import DRUCK_HOECHSTENS


class SchrittForm(DeskForm):
    class Meta:
        model = Saalschritt
        fields = ("art", "titel", "gruppe", "phase", "abfrage")
        widgets = {"art": forms.RadioSelect}
        help_texts = {
            "titel": "Steht groß auf Telefonen und Leinwand, zum Beispiel „Was stört Sie am Schulweg?“.",
            "gruppe": "Nur bei Karten: Dann gehören alle Karten dieser Gruppe. Ohne Angabe wählt jedes Telefon selbst.",
            "phase": "Nur bei Karten.",
            "abfrage": "Nur beim Abstimmen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gruppe, abfrage = self.fields["gruppe"], self.fields["abfrage"]
        assert isinstance(gruppe, forms.ModelChoiceField)
        assert isinstance(abfrage, forms.ModelChoiceField)
        gruppe.queryset, gruppe.empty_label = self.instance.workshop.gruppen.all(), "alle"
        abfrage.queryset, abfrage.empty_label = self.instance.workshop.abfragen.all(), "keine"
        self.fields["phase"].required = False

    def clean_phase(self) -> str:
        return self.cleaned_data["phase"] or Phase.OHNE

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("art") == Saalschritt.Art.ABSTIMMUNG and not data.get("abfrage"):
            self.add_error(
                "abfrage", "Bitte wählen Sie die Punktabfrage. Noch keine da? Legen Sie sie unter „Punkte“ an."
            )
        return data


class ZettelForm(Form):
    senden = "Drucken"
    eigene_angaben = False
    anzahl = forms.IntegerField(
        label="Wie viele Stimmzettel?",
        min_value=1,
        max_value=DRUCK_HOECHSTENS,
        help_text=f"Höchstens {DRUCK_HOECHSTENS} auf einmal.",
        error_messages={
            "required": "Bitte geben Sie an, wie viele Stimmzettel Sie brauchen.",
            "invalid": "Bitte geben Sie eine ganze Zahl an, zum Beispiel 60.",
        },
    )
