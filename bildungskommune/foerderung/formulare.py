"""The form of a mark: its file is looked at and kept as it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from bildungskommune.foerderung.datei import BYTES, HOECHSTENS, HOEHE, ZUSAMMEN, ZeichenRefused, look_at
from bildungskommune.foerderung.models import Foerderzeichen, Zeichenbild
from bildungskommune.werkbank.formular import DeskForm

DATEI = "datei"


class ZeichenForm(DeskForm):
    datei = forms.FileField(
        label="Datei",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={
            "required": "Bitte wählen Sie die Datei des Zeichens aus.",
            "empty": "Diese Datei ist leer. Bitte wählen Sie die PNG- oder JPG-Datei des Zeichens.",
        },
        help_text=f"PNG oder JPG bis {BYTES // 1024} KB, mindestens {HOEHE} Bildpunkte hoch. Das Portal verändert die "
        "Datei nicht: Es zeigt sie genau so, wie die Förderstelle sie ausgibt.",
    )

    class Meta:
        model = Foerderzeichen
        fields = ("titel", "alternativtext", "art", "platz", "gilt_ab", "gilt_bis")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["titel"].help_text = "Wie Sie das Zeichen nennen, zum Beispiel „Emblem der Europäischen Union“."
        self.fields[
            "alternativtext"
        ].help_text = (
            "Was auf dem Zeichen steht, Wort für Wort, zum Beispiel „Kofinanziert von der Europäischen Union“."
        )
        self.fields["platz"].help_text = "1 steht vorn. Das Zeichen des Fördergebers steht immer vor allen anderen."
        self.fields["gilt_ab"].help_text = "Leer: ab sofort."
        self.fields["gilt_bis"].help_text = "Der letzte Tag, an dem es gezeigt wird. Leer: ohne Ende."
        if self.instance.pk is not None:
            self.fields[DATEI].required = False
            self.fields[DATEI].label = "Andere Datei"
        was = ("Was ist es?", "titel", "alternativtext", DATEI)
        self.layout(*was, "Wo steht es?", "art", "platz", "Von wann bis wann?", "gilt_ab", "gilt_bis")

    @property
    def felder(self) -> list[str]:
        """Name the column of the file, which has another name than the field."""
        return ["bild" if name == DATEI else name for name in super().felder]

    def clean_datei(self) -> Zeichenbild | None:
        """Return the file that was sent, looked at; None when the one that is there stays."""
        upload = self.cleaned_data[DATEI]
        try:
            return look_at(upload) if upload else None
        except ZeichenRefused as refused:
            raise ValidationError(str(refused), code="invalid_image") from refused

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if bild := cleaned.get(DATEI):
            self.instance.bild = bild
        if not self.errors:
            self._check_beside(cleaned)
        return cleaned

    def _check_beside(self, cleaned: dict[str, Any]) -> None:
        """Refuse what would make every page heavy, or the strip of marks long."""
        others = Foerderzeichen.objects.exclude(pk=self.instance.pk).select_related("bild").defer("bild__daten")
        beside = list(others.beside(cleaned.get("gilt_ab"), cleaned.get("gilt_bis")))
        if len(beside) >= HOECHSTENS:
            raise ValidationError(
                f"In dieser Zeit stehen schon {HOECHSTENS} Zeichen nebeneinander. Mehr sind auf einem Telefon nicht zu "
                "sehen. Bitte beenden Sie zuerst ein anderes."
            )
        size = self.instance.bild.groesse + sum(one.bild.groesse for one in beside)
        if size > ZUSAMMEN:
            self.add_error(
                DATEI,
                f"Zusammen mit den anderen Zeichen wären es {size // 1024 + 1} KB auf jeder Seite, erlaubt sind "
                f"{ZUSAMMEN // 1024} KB. Bitte nehmen Sie eine kleinere Datei.",
            )
