"""Forms for the answers to contributions, for their photos, and what narrows their list."""

from typing import Any

from django import forms

from bildungskommune.codes import normal_code
from bildungskommune.tracing import ziele
from bildungskommune.ui.bildfeld import Bildfeld
from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import FORM_ID, DeskForm
from workshops.beitraege.verbleib import Antwort
from workshops.models import Beitrag
from workshops.models.beitrag import BEITRAG_LAENGE, FOTO_LAENGE


class AutorForm(DeskForm):
    """Who wrote a contribution, and whether the name stands with it."""

    senden = "Berichtigen"

    class Meta:
        model = Beitrag
        fields = ("autor_name", "autor_email", "namentlich")
        labels = {"autor_name": "Name", "autor_email": "E-Mail-Adresse", "namentlich": "Der Name steht beim Beitrag"}
        help_texts = {
            "namentlich": "Ohne Häkchen verschwindet der Name sofort von der öffentlichen Seite und aus jeder Fassung."
        }

    def clean_namentlich(self) -> bool:
        named = bool(self.cleaned_data["namentlich"])
        if named and not self.cleaned_data.get("autor_name"):
            raise forms.ValidationError("Ohne Namen kann keiner beim Beitrag stehen.")
        return named


class FotoForm(Form):
    """Whoever shows a photo says in words what is on it."""

    senden = "Foto speichern"
    eigene_angaben = False
    foto = Bildfeld(
        label="Foto der Karte",
        required=False,
        help_text="JPG, PNG, WebP oder HEIC, höchstens 10 MB. Bitte keine Personen, die dem nicht zugestimmt haben.",
    )
    beschreibung = forms.CharField(
        label="Was ist auf dem Foto zu sehen?",
        max_length=FOTO_LAENGE,
        help_text="Das lesen alle, die das Foto nicht sehen können. Ein Satz genügt.",
        error_messages={"required": "Bitte schreiben Sie in einem Satz, was auf dem Foto zu sehen ist."},
    )
    entfernen = forms.BooleanField(label="Foto entfernen", required=False)

    def __init__(self, *args: Any, beitrag: Beitrag, **kwargs: Any) -> None:
        super().__init__(*args, initial={"beschreibung": beitrag.foto_beschreibung}, **kwargs)
        if beitrag.foto:
            self.fields["foto"].label = "Anderes Foto"
        else:
            del self.fields["entfernen"]
            self.fields["foto"].required = True
        self.layout(*self.fields)

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("entfernen"):
            # Without a photo there is nothing to describe.
            self.errors.pop("beschreibung", None)
            if data.get("foto"):
                self.add_error("entfernen", "Bitte wählen Sie ein anderes Foto oder entfernen Sie es, nicht beides.")
        return data


class VerbleibForm(Form):
    """One answer. `anzahl` is how many contributions it was read for, where a whole filter is answered."""

    senden = "Verbleib eintragen"
    eigene_angaben = False
    verbleib = forms.ChoiceField(label="Was wurde daraus?", choices=Beitrag.Verbleib.choices, widget=forms.RadioSelect)
    begruendung = Fliesstext(
        label="Begründung",
        max_length=BEITRAG_LAENGE,
        help_text="Sie steht öffentlich beim Beitrag. Wer eine E-Mail-Adresse hinterließ, bekommt sie zugeschickt.",
        error_messages={
            "required": "Ein Verbleib braucht immer eine Begründung. Bitte schreiben Sie, warum so entschieden wurde."
        },
    )
    ziel = forms.ChoiceField(
        label="Wo steht es jetzt?",
        required=False,
        choices=lambda: [("", "nichts Bestimmtes"), *ziele.choices()],
        help_text="Die Seite des Beitrags führt dorthin, sobald es öffentlich ist.",
        error_messages={"invalid_choice": "Das gibt es nicht mehr. Bitte wählen Sie noch einmal."},
    )
    ziel_karte = forms.CharField(
        label="oder Code einer anderen Karte",
        max_length=20,
        required=False,
        help_text="Zum Beispiel K7M-4QX: die Karte, mit der dieser Beitrag zusammengeführt ist.",
    )
    weitergeleitet_an = forms.CharField(
        label="weitergeleitet an",
        max_length=300,
        required=False,
        help_text="Nur bei „weitergeleitet“: Wer kümmert sich jetzt?",
    )
    anzahl = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, codes: frozenset[str] = frozenset(), **kwargs: Any) -> None:
        """`codes` are those of the contributions that get the answer."""
        super().__init__(*args, **kwargs)
        self.codes = codes
        self.helper.form_id = FORM_ID
        self.layout("verbleib", "begruendung", "ziel", "ziel_karte", "weitergeleitet_an", "anzahl")

    def clean_ziel_karte(self) -> str:
        typed = self.cleaned_data["ziel_karte"].strip()
        if not typed:
            return ""
        code = normal_code(typed)
        if code in self.codes:
            raise forms.ValidationError("Das ist der Beitrag selbst. Bitte geben Sie den Code einer anderen Karte ein.")
        if ziele.find("beitrag", code) is None:
            raise forms.ValidationError("Diesen Code kennen wir nicht. Bitte vergleichen Sie ihn mit der Karte.")
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("verbleib") == Beitrag.Verbleib.WEITERGELEITET and not data.get("weitergeleitet_an"):
            self.add_error("weitergeleitet_an", "Bitte schreiben Sie, an wen der Beitrag weitergeleitet wurde.")
        if data.get("ziel") and data.get("ziel_karte"):
            self.add_error("ziel_karte", "Bitte wählen Sie oben etwas oder geben Sie einen Code ein, nicht beides.")
        return data

    def antwort(self) -> Antwort:
        data = self.cleaned_data
        ziel = ("beitrag", data["ziel_karte"]) if data["ziel_karte"] else ziele.parted(data["ziel"])
        return Antwort(data["verbleib"], data["begruendung"], data["weitergeleitet_an"], ziel)
