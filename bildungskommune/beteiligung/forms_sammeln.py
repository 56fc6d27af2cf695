"""What somebody fills in who decides on many points at once."""

from typing import Any

from django import forms

from bildungskommune.accounts.models import Konto
from bildungskommune.beteiligung.forms_punkt import Schlagwortfeld, in_charge
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.beteiligung.models.stellungnahme import TEXT_LAENGE
from bildungskommune.beteiligung.sammeln import Vorgabe
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import FORM_ID

UNVERAENDERT = "bleibt, wie es ist"


class SammelForm(Form):
    """`gesehen` is the preview that the person has read."""

    senden = "Vorschau"
    eigene_angaben = False
    entscheidung = forms.ChoiceField(
        label="Entscheidung", required=False, choices=[("", UNVERAENDERT), *Punkt.Entscheidung.choices]
    )
    begruendung = forms.CharField(
        label="Begründung",
        required=False,
        max_length=TEXT_LAENGE,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Steht öffentlich und in der Antwort an alle diese Verfasser.",
    )
    schlagworte = Schlagwortfeld(
        label="Schlagworte dazu", required=False, help_text="Mit Komma getrennt. Die bisherigen bleiben."
    )
    zustaendig = forms.ModelChoiceField(
        label="Zuständig", queryset=Konto.objects.none(), required=False, empty_label=UNVERAENDERT
    )
    frist = forms.DateField(label="Zu prüfen bis", required=False)
    gesehen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_id = FORM_ID
        self.fields["zustaendig"].queryset = in_charge()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.layout(
            *("entscheidung", "begruendung", "Für die Arbeit daran", "schlagworte", "zustaendig", "frist", "gesehen")
        )

    def clean_begruendung(self) -> str:
        return str(self.cleaned_data["begruendung"]).replace("\r\n", "\n").strip()

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("entscheidung") and not data.get("begruendung"):
            self.add_error("begruendung", "Eine Entscheidung braucht eine Begründung. Sie steht in der Antwort.")
        if data.get("begruendung") and not data.get("entscheidung"):
            self.add_error("entscheidung", "Bitte wählen Sie die Entscheidung, zu der diese Begründung gehört.")
        if not self.errors and not any(data.get(name) for name in self.fields if name != "gesehen"):
            self.add_error(None, "Bitte geben Sie an, was sich an den Punkten ändern soll.")
        return data

    def vorgabe(self) -> Vorgabe:
        data = self.cleaned_data
        return Vorgabe(
            entscheidung=data["entscheidung"],
            begruendung=data["begruendung"],
            schlagworte=tuple(data["schlagworte"]),
            zustaendig=data["zustaendig"],
            frist=data["frist"],
        )


class BestaetigenForm(Form):
    """`gesehen` are the points that were shown, each with its version."""

    senden = "Alle bestätigen"
    eigene_angaben = False
    gesehen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_gesehen(self) -> dict[int, int]:
        pairs = [one.partition(":") for one in self.cleaned_data["gesehen"].split()]
        return {int(pk): int(version) for pk, _, version in pairs if pk.isdecimal() and version.isdecimal()}
