"""Vorlagen and their Beratungen as the office enters them."""

from typing import Any

from django import forms

from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.forms import FilterForm, ModelForm

ANLAGEN, ANLAGE_LAENGE = 50, 300


class VorlageForm(ModelForm):
    eigene_angaben = False
    anlagen = forms.CharField(
        label="Anlagen", required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text="Eine Anlage je Zeile."
    )
    link = forms.URLField(
        label="Link zum Ratsinformationssystem", required=False, max_length=500, assume_scheme="https"
    )

    class Meta:
        model = Vorlage
        fields = ("nummer", "art", "betreff", "federfuehrung", "fassung", "anlagen", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["anlagen"] = "\n".join(self.instance.anlagen)
        fassung = self.fields["fassung"]
        fassung.queryset = Fassung.objects.without_snapshot()  # type: ignore[attr-defined]  # a ModelChoiceField
        fassung.help_text = "Genau die Fassung, über die beraten wird."
        self.fields["nummer"].help_text = "Wie im Ratsinformationssystem, zum Beispiel 0659/40/2024."
        self.fields["betreff"].widget.attrs["rows"] = 3
        worueber = ("Worüber wird beraten?", "fassung", "anlagen", "link")
        self.layout("Vorlage", "nummer", "art", "betreff", "federfuehrung", *worueber)

    def clean_anlagen(self) -> list[str]:
        lines = [line.strip() for line in str(self.cleaned_data["anlagen"]).splitlines() if line.strip()]
        if len(lines) > ANLAGEN or any(len(line) > ANLAGE_LAENGE for line in lines):
            raise forms.ValidationError(
                f"Bitte nennen Sie höchstens {ANLAGEN} Anlagen mit je höchstens {ANLAGE_LAENGE} Zeichen."
            )
        return lines


class BeratungForm(ModelForm):
    eigene_angaben = False
    link = forms.URLField(label="Link zur Niederschrift", required=False, max_length=500, assume_scheme="https")

    class Meta:
        model = Beratung
        fields = ("gremium", "rolle", "datum", "top", "ergebnis", "ja", "nein", "enthaltung", "auflagen", "link")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ergebnis"].help_text = "Lassen Sie das Feld leer, solange die Sitzung noch aussteht."
        ergebnis = ("Was kam heraus?", "ergebnis", "ja", "nein", "enthaltung", "auflagen", "link")
        self.layout("Wer berät wann?", "gremium", "rolle", "datum", "top", *ergebnis)

    def _get_validation_exclusions(self) -> set[str]:
        """Check also that a Gremium deals with a Vorlage once a day, though the Vorlage is not in the form."""
        return super()._get_validation_exclusions() - {"vorlage"}  # type: ignore[misc,no-any-return]  # private in Django's stubs

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or {}
        counted = any(cleaned.get(name) is not None for name in ("ja", "nein", "enthaltung"))
        if counted and cleaned.get("ja") is None:
            self.add_error("ja", "Bitte geben Sie auch die Ja-Stimmen an, notfalls 0.")
        return cleaned


class VorlageFilter(FilterForm):
    q = forms.CharField(label="Nummer oder Betreff", max_length=200)
