"""Forms for what is planned: Reihe, Ort, Workshop, programme, groups."""

from typing import Any

from django import forms
from django.db.models import Q

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure.models import Zielgruppe
from bildungskommune.ui.forms import ModelForm
from workshops.kennung import free_kennung
from workshops.models import Arbeitsgruppe, Ort, Phase, Programmpunkt, Reihe, Workshop


class ReiheForm(ModelForm):
    eigene_angaben = False

    class Meta:
        model = Reihe
        fields = ("titel", "untertitel", "beschreibung", "oeffentlich")
        help_texts = {"oeffentlich": "Nur dann erscheinen ihre Workshops und Beiträge auf der öffentlichen Seite."}

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.kennung:
            self.instance.kennung = free_kennung(Reihe.objects.all(), data.get("titel", ""))
        return data


class OrtForm(ModelForm):
    eigene_angaben = False

    class Meta:
        model = Ort
        exclude = ("kennung",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        facts = ("stufenlos", "wc_barrierefrei", "induktionsschleife", "parkplatz_barrierefrei", "barrierefreiheit")
        self.layout("Wo?", "name", "raum", "strasse", "plz", "ort", "anfahrt", "Barrierefreiheit", *facts)

    def clean_plz(self) -> str:
        plz: str = self.cleaned_data["plz"].strip()
        if plz and not (len(plz) == 5 and plz.isdigit()):
            raise forms.ValidationError("Bitte geben Sie die Postleitzahl mit fünf Ziffern an, zum Beispiel 39340.")
        return plz

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.kennung:
            self.instance.kennung = free_kennung(Ort.objects.all(), f"{data.get('name', '')} {data.get('raum', '')}")
        return data


class WorkshopForm(ModelForm):
    eigene_angaben = False
    zielgruppen = forms.MultipleChoiceField(
        label="Zielgruppen", choices=Zielgruppe.choices, required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Workshop
        fields = (
            "reihe",
            "art",
            "titel",
            "thema",
            "beschreibung",
            "beginn",
            "ende",
            "ort",
            "kapazitaet",
            "anmeldeschluss",
            "sichtbarkeit",
            "beitraege_online",
            "zielgruppen",
            "kooperationspartner",
            "moderation",
        )
        widgets = {"kooperationspartner": forms.CheckboxSelectMultiple, "moderation": forms.CheckboxSelectMultiple}
        help_texts = {
            "kapazitaet": "Sind alle Plätze vergeben, kommt jede weitere Anmeldung auf die Warteliste.",
            "moderation": "Wer moderiert, darf Karten, Themen und Punkte dieses Workshops bearbeiten.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        can_moderate = Q(is_active=True, rolle__in=(Konto.Rolle.MODERATION, Konto.Rolle.STABSSTELLE))
        self.fields["moderation"].queryset = Konto.objects.filter(can_moderate)  # type: ignore[attr-defined]  # a ModelMultipleChoiceField
        self.fields["reihe"].empty_label = "Bitte wählen"  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["ort"].empty_label = "noch offen"  # type: ignore[attr-defined]  # a ModelChoiceField
        when = ("Wann und wo?", "beginn", "ende", "ort")
        who = ("Wer kommt?", "kapazitaet", "anmeldeschluss", "sichtbarkeit", "beitraege_online", "zielgruppen")
        self.layout(
            "Was?",
            "reihe",
            "art",
            "titel",
            "thema",
            "beschreibung",
            *when,
            *who,
            "Wer macht mit?",
            "kooperationspartner",
            "moderation",
        )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.slug:
            beginn = data.get("beginn")
            words = f"{data.get('titel', '')} {beginn:%Y}" if beginn else data.get("titel", "")
            self.instance.slug = free_kennung(Workshop.objects.all(), words, field="slug")
        return data


class ProgrammpunktForm(ModelForm):
    eigene_angaben = False
    phase = forms.ChoiceField(
        label="Phase der Zukunftswerkstatt",
        required=False,
        choices=[("", "keine"), *[choice for choice in Phase.choices if choice[0] != Phase.OHNE]],
    )

    class Meta:
        model = Programmpunkt
        fields = ("titel", "von", "bis", "zeit_text", "phase")


class ArbeitsgruppeForm(ModelForm):
    eigene_angaben = False

    class Meta:
        model = Arbeitsgruppe
        fields = ("titel", "raum", "kapazitaet")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance.kennung:
            self.instance.kennung = free_kennung(self.instance.workshop.gruppen.all(), data.get("titel", ""))
        return data
