"""Forms of the Koffer: write the file, read it back."""

import base64
import binascii
from typing import Any

from django import forms

from bildungskommune.ui.forms import Form
from workshops.koffer import datei
from workshops.koffer.datei import Inhalt, Unlesbar

HOECHSTENS = 2_500_000
"""Bytes of a file: the preview carries it along."""
EINLESEN = "einlesen"
FEHLT = "Bitte wählen Sie die Datei aus dem Koffer."


def _passwort(hilfe: str, widget: type[forms.TextInput] = forms.TextInput) -> forms.CharField:
    return forms.CharField(
        label="Passwort der Datei", max_length=200, help_text=hilfe, widget=widget(attrs={"autocomplete": "off"})
    )


class MitnehmenForm(Form):
    """Asks for the password that closes the file; a good one is proposed."""

    senden = "Datei schreiben"
    eigene_angaben = False
    passwort = _passwort(
        "Ohne das Passwort öffnet niemand die Datei, auch wir nicht. Schreiben Sie es auf und tragen Sie den Zettel "
        f"nicht mit der Datei zusammen. Mindestens {datei.PASSWORT_MINDESTENS} Zeichen."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwort"].initial = datei.new_password

    def clean_passwort(self) -> str:
        passwort: str = self.cleaned_data["passwort"]
        if len("".join(passwort.split())) < datei.PASSWORT_MINDESTENS:
            raise forms.ValidationError(
                f"Dieses Passwort ist zu kurz. Bitte nehmen Sie mindestens {datei.PASSWORT_MINDESTENS} Zeichen."
            )
        return passwort


class RueckwegForm(Form):
    """Takes the file that the Koffer has written, or the text of one that was already shown."""

    senden = "Weiter zur Vorschau"
    eigene_angaben = False
    datei = forms.FileField(
        label="Datei aus dem Koffer",
        help_text="Sie endet auf „.koffer“.",
        error_messages={"required": FEHLT, "empty": FEHLT},
    )
    paket = forms.CharField(widget=forms.HiddenInput, required=False)
    passwort = _passwort("Das Passwort, mit dem die Datei im Koffer geschrieben wurde.")
    inhalt: Inhalt

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["datei"].required = not self.data.get("paket")

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if "datei" in self.errors:
            return found
        try:
            content = self._content()
            if not content.startswith(datei.KENNZEICHEN):
                raise Unlesbar(datei.KEINE)
        except Unlesbar as error:
            self.add_error("datei", str(error))
            return found
        if "passwort" in found:
            try:
                self.inhalt = datei.open_with(content, found["passwort"])
            except Unlesbar as error:
                self.add_error("passwort", str(error))
        self._carry(content)
        return found

    def _carry(self, content: bytes) -> None:
        """Keep the file on the page, so that nobody has to choose it again."""
        self.data = {name: self.data[name] for name in self.data} | {"paket": base64.b64encode(content).decode()}
        self.fields["datei"].required = False
        self["datei"].help_text = "Ihre Datei ist noch da. Hier können Sie eine andere wählen."

    def _content(self) -> bytes:
        file = self.cleaned_data.get("datei")
        if file is None:
            try:
                content = base64.b64decode(self.cleaned_data.get("paket", ""), validate=True)
            except (binascii.Error, ValueError):
                content = b""
            if not content:
                raise Unlesbar(FEHLT)
            return content
        if file.size > HOECHSTENS:
            raise Unlesbar("Die Datei ist größer als 2,5 MB. Bitte wenden Sie sich an Ihre IT.")
        read: bytes = file.read()
        return read
