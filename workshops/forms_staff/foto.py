"""The form for the photo of a contribution."""

from typing import Any

from django import forms

from bildungskommune.ui.bildfeld import Bildfeld
from bildungskommune.ui.forms import Form
from workshops.models import Beitrag
from workshops.models.beitrag import FOTO_LAENGE


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
