"""The form for a photo: a picture, what is to be seen on it, who took it, and that it may be shown."""

from typing import Any

from django import forms

from bildungskommune.ui.bildfeld import Bildfeld
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm
from workshops.models import Workshopfoto


class FotoForm(DeskForm):
    senden = "Foto speichern"
    foto = Bildfeld(
        label="Foto",
        help_text="JPG, PNG, WebP oder HEIC, höchstens 10 MB. Ort und Gerät der Aufnahme werden gelöscht.",
    )

    class Meta:
        model = Workshopfoto
        fields = ("beschreibung", "nachweis", "unterschrift", "gruppe", "einwilligung")
        labels = {"beschreibung": "Was ist zu sehen?", "nachweis": "Von wem ist das Foto?"}
        widgets = {"beschreibung": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "beschreibung": "Das lesen alle, die das Foto nicht sehen können. Ein Satz genügt.",
            "nachweis": "Steht unter dem Bild, zum Beispiel „Foto: Landkreis, Stabsstelle“.",
        }
        error_messages = {
            "beschreibung": {"required": "Bitte schreiben Sie in einem Satz, was auf dem Foto zu sehen ist."},
            "nachweis": {"required": "Bitte schreiben Sie, von wem das Foto ist."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = self.instance.workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["gruppe"].empty_label = "keine"  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["einwilligung"].required = True
        self.fields["einwilligung"].error_messages["required"] = (
            "Bitte laden Sie nur Fotos hoch, auf denen niemand zu erkennen ist oder alle zugestimmt haben."
        )
        if self.instance.pk:
            self.fields["foto"].label = "Anderes Foto"
            self.fields["foto"].required = False
        self.layout("foto", *self.Meta.fields)

    def clean_beschreibung(self) -> str:
        """Return it in one line: it is read aloud in place of the picture."""
        return " ".join(self.cleaned_data["beschreibung"].split())


class EntfernenForm(Form):
    """Why a photo goes for good."""

    senden = "Für immer entfernen"
    eigene_angaben = False
    grund = forms.CharField(
        label="Grund",
        max_length=300,
        initial="Einwilligung zurückgenommen",
        help_text="Er steht im Protokoll. Bitte nennen Sie darin niemanden.",
        error_messages={"required": "Bitte nennen Sie einen Grund."},
    )
