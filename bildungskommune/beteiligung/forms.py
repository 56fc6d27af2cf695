"""Vorlagen and their Beratungen as the office enters them."""

from typing import Any

from django import forms

from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen.models import Fassung
from bildungskommune.werkbank.formular import DeskForm

ANLAGEN, ANLAGE_LAENGE = 50, 300


class Zeilen(forms.CharField):
    """A list of texts, one a line; lines without a word do not count."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]

    def run_validators(self, value: Any) -> None:
        super().run_validators("\n".join(value))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > ANLAGEN or any(len(line) > ANLAGE_LAENGE for line in value):
            raise forms.ValidationError(
                f"Bitte nennen Sie höchstens {ANLAGEN} Anlagen mit je höchstens {ANLAGE_LAENGE} Zeichen."
            )


class VorlageForm(DeskForm):
    anlagen = Zeilen(
        label="Anlagen",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Eine Anlage je Zeile.",
    )
    link = forms.URLField(
        label="Link zum Ratsinformationssystem", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Vorlage
        fields = ("nummer", "art", "betreff", "federfuehrung", "fassung", "anlagen", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fassung = self.fields["fassung"]
        fassung.queryset = Fassung.objects.without_snapshot()  # type: ignore[attr-defined]  # a ModelChoiceField
        fassung.help_text = "Genau die Fassung, über die beraten wird."
        self.fields["nummer"].help_text = "Wie im Ratsinformationssystem, zum Beispiel 0659/40/2024."
        self.fields["betreff"].widget.attrs["rows"] = 3
        worueber = ("Worüber wird beraten?", "fassung", "anlagen", "link")
        self.layout("Vorlage", "nummer", "art", "betreff", "federfuehrung", *worueber)


class BeratungForm(DeskForm):
    link = forms.URLField(label="Link zur Niederschrift", required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Beratung
        fields = ("gremium", "rolle", "datum", "top", "ergebnis", "ja", "nein", "enthaltung", "auflagen", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ergebnis"].help_text = "Lassen Sie das Feld leer, solange die Sitzung noch aussteht."
        ergebnis = ("Was kam heraus?", "ergebnis", "ja", "nein", "enthaltung", "auflagen", "link")
        self.layout("Wer berät wann?", "gremium", "rolle", "datum", "top", *ergebnis)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        counted = any(cleaned.get(name) is not None for name in ("ja", "nein", "enthaltung"))
        if counted and cleaned.get("ja") is None:
            self.add_error("ja", "Bitte geben Sie auch die Ja-Stimmen an, notfalls 0.")
        return cleaned
