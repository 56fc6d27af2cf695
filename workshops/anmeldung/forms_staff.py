"""Forms for people: registrations taken down by hand, and what narrows their list."""

from typing import Any

from django import forms

from bildungskommune.ui.forms import ModelForm
from bildungskommune.ui.vorschlagsfeld import Vorschlagsfeld, suggest
from bildungskommune.werkbank.formular import DeskForm
from workshops.anmeldung import einrichtungen
from workshops.anmeldung.angaben import Daten
from workshops.anmeldung.forms import BedarfMixin
from workshops.anmeldung.forms_kinder import KinderFeld
from workshops.anmeldung.forms_weitere import HOECHSTENS, WeitereMixin, weitere_feld
from workshops.models import Anmeldung, Workshop

BY_HAND = (Anmeldung.Quelle.TELEFON, Anmeldung.Quelle.EMAIL, Anmeldung.Quelle.VOR_ORT)
WUENSCHE = ("ag_wunsch_1", "ag_wunsch_2", "verpflegung", "kinder", "foto_einwilligung")
BEDARF = ("bedarf", "bedarf_einwilligung")
DATEN = ("name", "einrichtung", "email", "telefon", "funktion", "institution")


class AnmeldungVonHandForm(WeitereMixin, BedarfMixin, ModelForm):
    """What somebody said on the phone, wrote in a mail or fills in at the door."""

    senden = "Anmeldung eintragen"
    eigene_angaben = False
    quelle = forms.ChoiceField(
        label="Wie kam die Anmeldung?",
        choices=[(value.value, value.label) for value in BY_HAND],
        widget=forms.RadioSelect,
        initial=Anmeldung.Quelle.TELEFON,
    )
    weitere = weitere_feld(
        f"Eine Person je Zeile, höchstens {HOECHSTENS}, dahinter ihre E-Mail-Adresse, wenn sie eigene Post bekommen "
        "soll. Sie bekommen Einrichtung, Arbeitsgruppe und Verpflegung von hier."
    )
    kinder = KinderFeld()
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
        fields = (*DATEN, *WUENSCHE)
        field_classes = {"einrichtung": Vorschlagsfeld}
        labels = {
            "foto_einwilligung": "ist mit Fotos in der Dokumentation einverstanden (ausdrücklich gefragt)",
        }
        help_texts = {"email": "Mit Adresse verschicken wir die Bestätigung und den Link zum Absagen."}

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("ag_wunsch_1", "ag_wunsch_2"):
            self.fields[name].queryset = workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        suggest(self, "einrichtung", einrichtungen.offered)
        self.layout("quelle", "Wer kommt?", *DATEN, "weitere", "Was ist zu beachten?", *WUENSCHE, *BEDARF)

    def alle(self) -> list[Daten]:
        """Return everybody whom the form names."""
        values = {name: self.cleaned_data[name] for name in (*DATEN, *WUENSCHE)}
        return self.people(Daten(**values, bedarf=self.bedarf_angabe()))


class AnmeldungKorrekturForm(DeskForm):
    """Who comes and how to reach them, as the office mends it."""

    senden = "Berichtigen"

    class Meta:
        model = Anmeldung
        fields = (*DATEN, "gruppe")
        help_texts = {
            "email": "Mit einer anderen Adresse gelten die alten Links nicht mehr; die neuen gehen gleich dorthin.",
            "gruppe": "Was hier von Hand steht, bleibt, wenn die Gruppen zugeteilt werden.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gruppe = self.fields["gruppe"]
        assert isinstance(gruppe, forms.ModelChoiceField)
        gruppe.queryset = self.instance.workshop.gruppen.all()
        gruppe.empty_label = "nicht von Hand"
        if not gruppe.queryset:
            del self.fields["gruppe"]
