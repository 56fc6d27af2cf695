"""Forms for the answers to contributions, for their photos, and what narrows their list."""

from typing import Any

from django import forms

from bildungskommune.ui.bildfeld import Bildfeld
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm
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
    senden = "Verbleib eintragen"
    eigene_angaben = False
    verbleib = forms.ChoiceField(label="Was wurde daraus?", choices=Beitrag.Verbleib.choices, widget=forms.RadioSelect)
    begruendung = forms.CharField(
        label="Begründung",
        max_length=BEITRAG_LAENGE,
        widget=forms.Textarea,
        help_text="Sie steht öffentlich beim Beitrag. Wer eine E-Mail-Adresse hinterließ, bekommt sie zugeschickt.",
        error_messages={
            "required": "Ein Verbleib braucht immer eine Begründung. Bitte schreiben Sie, warum so entschieden wurde."
        },
    )
    weitergeleitet_an = forms.CharField(
        label="weitergeleitet an",
        max_length=300,
        required=False,
        help_text="Nur bei „weitergeleitet“: Wer kümmert sich jetzt?",
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("verbleib") == Beitrag.Verbleib.WEITERGELEITET and not data.get("weitergeleitet_an"):
            self.add_error("weitergeleitet_an", "Bitte schreiben Sie, an wen der Beitrag weitergeleitet wurde.")
        return data

    def antwort(self) -> Antwort:
        data = self.cleaned_data
        return Antwort(data["verbleib"], data["begruendung"], data["weitergeleitet_an"])
