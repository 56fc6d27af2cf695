"""Forms for what is planned: Reihe, Ort, Workshop, programme, groups."""

from typing import Any

from django import forms
from django.db.models import Q

from bildungskommune.accounts.models import Konto
from bildungskommune.akteure.models import Zielgruppe
from bildungskommune.foerderung import schwerpunkte
from bildungskommune.werkbank.formular import DeskForm
from workshops.models import Arbeitsgruppe, Ort, Phase, Programmpunkt, Reihe, Workshop


class ReiheForm(DeskForm):
    class Meta:
        model = Reihe
        fields = ("titel", "untertitel", "beschreibung", "oeffentlich")
        help_texts = {"oeffentlich": "Nur dann erscheinen ihre Workshops und Beiträge auf der öffentlichen Seite."}


NACHRUECKEN_STUNDEN = 720
ERINNERN_TAGE = 14
"""So long before a workshop people are reminded at most, in days."""


class OrtForm(DeskForm):
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


class WorkshopForm(DeskForm):
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
            "nachruecken_stunden",
            "erinnern_tage",
            "sichtbarkeit",
            "beitraege_online",
            "kinderbetreuung",
            "zielgruppen",
            "kooperationspartner",
            "moderation",
            schwerpunkte.FELD,
        )
        widgets = dict.fromkeys(("kooperationspartner", "moderation", schwerpunkte.FELD), forms.CheckboxSelectMultiple)
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
        schwerpunkte.offer(self)
        when = ("Wann und wo?", "beginn", "ende", "ort")
        who = (
            "Wer kommt?",
            "kapazitaet",
            "anmeldeschluss",
            "nachruecken_stunden",
            "erinnern_tage",
            "sichtbarkeit",
            "beitraege_online",
            "kinderbetreuung",
            "zielgruppen",
        )
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
            schwerpunkte.UEBERSCHRIFT,
            schwerpunkte.FELD,
        )

    def clean_nachruecken_stunden(self) -> int:
        stunden: int | None = self.cleaned_data["nachruecken_stunden"]
        if self.add_prefix("nachruecken_stunden") not in self.data:
            return int(self.instance.nachruecken_stunden)
        if stunden is not None and stunden > NACHRUECKEN_STUNDEN:
            raise forms.ValidationError(f"Bitte geben Sie höchstens {NACHRUECKEN_STUNDEN} Stunden an.")
        return stunden or 0

    def clean_erinnern_tage(self) -> int:
        tage: int | None = self.cleaned_data["erinnern_tage"]
        if self.add_prefix("erinnern_tage") not in self.data:
            return int(self.instance.erinnern_tage)
        if tage is not None and tage > ERINNERN_TAGE:
            raise forms.ValidationError(f"Bitte geben Sie höchstens {ERINNERN_TAGE} Tage an.")
        return tage or 0


class ProgrammpunktForm(DeskForm):
    phase = forms.ChoiceField(
        label="Phase der Zukunftswerkstatt",
        required=False,
        choices=[("", "keine"), *[choice for choice in Phase.choices if choice[0] != Phase.OHNE]],
    )

    class Meta:
        model = Programmpunkt
        fields = ("titel", "von", "bis", "zeit_text", "phase")


class ArbeitsgruppeForm(DeskForm):
    class Meta:
        model = Arbeitsgruppe
        fields = ("titel", "raum", "kapazitaet")
