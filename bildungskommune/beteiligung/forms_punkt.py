"""What somebody fills in who weighs a point."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from bildungskommune.accounts.models import Konto
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.beteiligung.models.punkt import SCHLAGWORT_LAENGE
from bildungskommune.beteiligung.models.stellungnahme import TEXT_LAENGE
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm

SCHLAGWORTE = 10


class Schlagwortfeld(forms.CharField):
    """Words apart by commas; each counts once."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return list(dict.fromkeys(word.strip() for word in str(value or "").split(",") if word.strip()))

    def run_validators(self, value: Any) -> None:
        super().run_validators(", ".join(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > SCHLAGWORTE or any(len(word) > SCHLAGWORT_LAENGE for word in value):
            raise forms.ValidationError(
                f"Bitte nennen Sie höchstens {SCHLAGWORTE} Schlagworte mit je höchstens {SCHLAGWORT_LAENGE} Zeichen."
            )


def in_charge() -> QuerySet[Konto]:
    """Return who can be asked to look at a point."""
    return Konto.objects.filter(is_active=True, rolle=Konto.Rolle.STABSSTELLE)


class PunktForm(DeskForm):
    schlagworte = Schlagwortfeld(label="Schlagworte", required=False, help_text="Mit Komma getrennt: Bus, Ganztag")

    class Meta:
        model = Punkt
        fields = (
            "entscheidung",
            "begruendung",
            "neuer_text",
            "bewertung",
            "schlagworte",
            "zustaendig",
            "frist",
            "text",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begruendung"].help_text = "Steht öffentlich und in der Antwort an die Verfasser."
        self.fields[
            "neuer_text"
        ].help_text = "Nur wenn etwas anderes in den Entwurf soll als der eingereichte Vorschlag."
        for name, rows in (("begruendung", 5), ("neuer_text", 3), ("bewertung", 3), ("text", 3)):
            self.fields[name].widget.attrs["rows"] = rows
        self.fields["text"].help_text = "Nur wenn die Anmerkung mehrere Punkte enthält: welcher hier gemeint ist."
        self.fields["zustaendig"].queryset = in_charge()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.layout(
            *("entscheidung", "begruendung", "neuer_text"),
            *("Für die Arbeit daran", "bewertung", "schlagworte", "zustaendig", "frist", "text"),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("entscheidung") and not cleaned.get("begruendung"):
            self.add_error("begruendung", "Eine Entscheidung braucht eine Begründung. Sie steht in der Antwort.")
        return cleaned


class TeilenForm(Form):
    """What the new point is about."""

    senden = "Punkt abtrennen"
    eigene_angaben = False
    text = forms.CharField(
        label="Worum geht es in dem neuen Punkt?",
        max_length=TEXT_LAENGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Am besten die Sätze aus der Anmerkung. Der bisherige Punkt bleibt.",
        error_messages={"required": "Bitte schreiben Sie, worum es in dem neuen Punkt geht."},
    )


class EinarbeitenForm(Form):
    """What is to stand in the draft, and which passage of the draft the person has seen."""

    senden = "In den Entwurf übernehmen"
    eigene_angaben = False
    wortlaut = forms.CharField(
        label="So soll die Stelle im Entwurf lauten",
        max_length=TEXT_LAENGE * 4,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Bitte schreiben Sie, wie die Stelle lauten soll."},
    )
    gesehen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    nochmal = forms.BooleanField(label="Noch einmal übernehmen", required=False)

    def __init__(self, *args: Any, punkt: Punkt, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if punkt.eingearbeitet_am is None:
            del self.fields["nochmal"]
        self.layout("wortlaut", "nochmal", "gesehen")

    def clean_wortlaut(self) -> str:
        return str(self.cleaned_data["wortlaut"]).replace("\r\n", "\n").strip()
