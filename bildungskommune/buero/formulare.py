"""Forms of the directory: who takes part, and where they belong."""

from typing import Any

from django import forms

from bildungskommune.akteure.models import (
    Bildungsbereich,
    Bildungsform,
    Gemeinde,
    Gremium,
    Institution,
    Person,
    Stelle,
    Zugehoerigkeit,
)
from bildungskommune.werkbank.formular import DeskForm


class InstitutionForm(DeskForm):
    bildungsformen = forms.MultipleChoiceField(
        label="Bildungsformen", choices=Bildungsform.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    bildungsbereiche = forms.MultipleChoiceField(
        label="Bildungsbereiche", choices=Bildungsbereich.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    website = forms.URLField(label="Website", required=False, max_length=300, assume_scheme="https")

    class Meta:
        model = Institution
        fields = (
            "name",
            "kurzname",
            "typ",
            "traeger",
            "bildungsformen",
            "bildungsbereiche",
            "gemeinde",
            "strasse",
            "plz",
            "ort",
            "website",
            "email",
            "oeffentlich",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bildung = ("Was bietet sie an?", "bildungsformen", "bildungsbereiche")
        ort = ("Wo ist sie?", "gemeinde", "strasse", "plz", "ort", "website", "email")
        self.layout("Wer ist es?", "name", "kurzname", "typ", "traeger", *bildung, *ort, "Sichtbarkeit", "oeffentlich")


class PersonForm(DeskForm):
    class Meta:
        model = Person
        fields = ("name", "email", "telefon")


class ZugehoerigkeitForm(DeskForm):
    class Meta:
        model = Zugehoerigkeit
        fields = ("institution", "funktion", "von", "bis")


class StelleForm(DeskForm):
    class Meta:
        model = Stelle
        fields = ("name", "kurzname", "uebergeordnet", "vorgaengerin", "gueltig_ab", "gueltig_bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[
            "vorgaengerin"
        ].help_text = "Wird eine Stelle umbenannt, legen Sie sie neu an und nennen hier die alte."
        self.layout("name", "kurzname", "uebergeordnet", "Umbenennung", "vorgaengerin", "gueltig_ab", "gueltig_bis")

    def clean(self) -> dict[str, Any]:
        """A unit cannot belong to itself, however long the way, nor end before it begins."""
        cleaned = super().clean()
        ab, bis = cleaned.get("gueltig_ab"), cleaned.get("gueltig_bis")
        if ab and bis and bis < ab:
            self.add_error("gueltig_bis", "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.")
        for name in ("uebergeordnet", "vorgaengerin"):
            chosen = cleaned.get(name)
            if self.instance.pk and chosen == self.instance:
                self.add_error(name, "Bitte wählen Sie eine andere Stelle als diese selbst.")
            elif self.instance.pk and chosen and _leads_to(chosen, self.instance, name):
                self.add_error(name, "Das führt im Kreis: Von dort kommt man zu dieser Stelle zurück.")
        return cleaned


def _leads_to(stelle: Stelle, wanted: Stelle, name: str) -> bool:
    """Whether the way up from `stelle` comes to `wanted`; one query, whatever its length."""
    above = dict(Stelle.objects.values_list("pk", f"{name}_id"))
    seen: set[int] = set()
    now: int | None = stelle.pk
    while now is not None and now not in seen:
        seen.add(now)
        now = above.get(now)
    return wanted.pk in seen


class GremiumForm(DeskForm):
    class Meta:
        model = Gremium
        fields = ("name", "kurzname")


class GemeindeForm(DeskForm):
    class Meta:
        model = Gemeinde
        fields = ("name", "art", "uebergeordnet", "sitz")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        verbaende = Gemeinde.objects.filter(art=Gemeinde.Art.VERBANDSGEMEINDE)
        self.fields["uebergeordnet"].queryset = verbaende  # type: ignore[attr-defined]  # a ModelChoiceField
