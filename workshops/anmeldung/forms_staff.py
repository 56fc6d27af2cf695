"""Forms for people: invitations, registrations taken down by hand, and what narrows their list."""

from collections.abc import Iterable
from typing import Any

from django import forms

from bildungskommune.akteure.models import Institution
from bildungskommune.ui.forms import ModelForm
from bildungskommune.werkbank.formular import DeskForm
from workshops.anmeldung.angaben import Daten
from workshops.anmeldung.forms import BedarfMixin
from workshops.models import Anmeldung, Einladung, Workshop

BY_HAND = (Anmeldung.Quelle.TELEFON, Anmeldung.Quelle.EMAIL, Anmeldung.Quelle.VOR_ORT)
WUENSCHE = ("ag_wunsch_1", "ag_wunsch_2", "verpflegung", "kinderbetreuung", "foto_einwilligung")
BEDARF = ("bedarf", "bedarf_einwilligung")
DATEN = ("name", "einrichtung", "email", "telefon", "funktion", "institution")


class AnmeldungVonHandForm(BedarfMixin, ModelForm):
    """What somebody said on the phone, wrote in a mail or fills in at the door."""

    senden = "Anmeldung eintragen"
    eigene_angaben = False
    quelle = forms.ChoiceField(
        label="Wie kam die Anmeldung?",
        choices=[(value.value, value.label) for value in BY_HAND],
        widget=forms.RadioSelect,
        initial=Anmeldung.Quelle.TELEFON,
    )
    bedarf = forms.CharField(
        label="Was braucht die Person, um gut teilnehmen zu können?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Diese Angabe wird eine Woche nach dem Workshop gelöscht.",
    )
    bedarf_einwilligung = forms.BooleanField(
        label="ist ausdrücklich einverstanden, dass wir das bis eine Woche nach dem Termin speichern (gefragt)",
        required=False,
    )

    class Meta:
        model = Anmeldung
        fields = (*DATEN, "ag_wunsch_1", "ag_wunsch_2", "verpflegung", "kinderbetreuung", "foto_einwilligung")
        labels = {
            "kinderbetreuung": "bringt ein Kind zur Betreuung mit",
            "foto_einwilligung": "ist mit Fotos in der Dokumentation einverstanden (ausdrücklich gefragt)",
        }
        help_texts = {"email": "Mit Adresse verschicken wir die Bestätigung und den Link zum Absagen."}

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ag_wunsch_1", "ag_wunsch_2"):
            self.fields[name].queryset = workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.layout("quelle", "Wer kommt?", *DATEN, "Was ist zu beachten?", *WUENSCHE, *BEDARF)

    def daten(self) -> Daten:
        values = {name: self.cleaned_data[name] for name in (*DATEN, *WUENSCHE)}
        return Daten(**values, bedarf=self.bedarf_angabe())


class AnmeldungKorrekturForm(DeskForm):
    """Who comes and how to reach them, as the office mends it."""

    senden = "Berichtigen"

    class Meta:
        model = Anmeldung
        fields = DATEN
        help_texts = {
            "email": "Mit einer anderen Adresse gelten die alten Links nicht mehr; die neuen gehen gleich dorthin."
        }


class EinladungForm(DeskForm):
    senden = "Einladen"

    class Meta:
        model = Einladung
        fields = ("institution", "kontingent")
        help_texts = {"kontingent": "So viele Plätze sind für diese Einrichtung gedacht."}

    def clean_institution(self) -> Institution:
        institution: Institution = self.cleaned_data["institution"]
        others: Iterable[Einladung] = self.instance.workshop.einladungen.exclude(pk=self.instance.pk)
        if any(other.institution_id == institution.pk for other in others):
            raise forms.ValidationError("Diese Institution ist schon eingeladen.")
        return institution

    def clean_kontingent(self) -> int:
        kontingent: int = self.cleaned_data["kontingent"]
        if not 1 <= kontingent <= 500:
            raise forms.ValidationError("Bitte geben Sie zwischen 1 und 500 Plätze an.")
        return kontingent
