"""What somebody fills in who comments on a laid out text."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from bildungskommune.akteure.models import Institution
from bildungskommune.akteure.namen import offered
from bildungskommune.beteiligung import anhaenge
from bildungskommune.beteiligung.anhaenge import Datei, FileRefused
from bildungskommune.beteiligung.einreichen import WER, Absender, Stimme
from bildungskommune.beteiligung.limits import FILES
from bildungskommune.beteiligung.models.stellungnahme import NAME_LAENGE, TEXT_LAENGE, Stellungnahme
from bildungskommune.beteiligung.stellen import Stelle
from bildungskommune.codes import normal_code
from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import Form, SpamschutzMixin
from bildungskommune.ui.vorschlagsfeld import Vorschlagsfeld, suggest

NICHTS = "Bitte schreiben Sie, was Sie zu dieser Stelle sagen möchten, oder ändern Sie den Wortlaut."
NICHTS_GANZ = "Bitte schreiben Sie, was Sie sagen möchten."


class MehrereDateien(forms.FileInput):
    allow_multiple_selected = True


class Dateienfeld(forms.FileField):
    """Takes several files at once; each is looked at, and what is none of the known kinds is refused."""

    widget = MehrereDateien

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {"accept": anhaenge.ACCEPT, "multiple": True}

    def clean(self, data: Any, initial: Any = None) -> list[Datei]:
        uploads: list[UploadedFile] = [one for one in (data if isinstance(data, list) else [data]) if one]
        if len(uploads) > FILES:
            raise forms.ValidationError(f"Bitte wählen Sie höchstens {FILES} Dateien.")
        try:
            return [anhaenge.look_at(super(Dateienfeld, self).clean(one, initial)) for one in uploads]
        except FileRefused as refused:
            raise forms.ValidationError(str(refused)) from refused


def dateienfeld() -> Dateienfeld:
    return Dateienfeld(
        label="Anlagen",
        required=False,
        help_text=f"Höchstens {FILES} Dateien mit je 10 MB: PDF, Word, OpenDocument oder Fotos. Sie werden nicht "
        "veröffentlicht.",
    )


class StimmeMixin(forms.BaseForm):
    """A remark on one place. A proposal begins with the wording as it is; left so, it is none."""

    stelle: Stelle

    def place(self, stelle: Stelle) -> None:
        """Set the place, and what there is to be changed at it."""
        self.stelle = stelle
        if stelle.absatz is None:
            del self.fields["vorschlag"]
        else:
            self.initial.setdefault("vorschlag", self._wortlaut)

    @property
    def _wortlaut(self) -> str:
        absatz = self.stelle.absatz
        return absatz.wortlaut if absatz else ""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        vorschlag = cleaned.get("vorschlag", "")
        if vorschlag.split() == self._wortlaut.split():
            cleaned["vorschlag"] = vorschlag = ""
        if not cleaned.get("text") and not vorschlag and not {"text", "vorschlag"} & set(self.errors):
            self.add_error("text", NICHTS if "vorschlag" in self.fields else NICHTS_GANZ)
        return cleaned

    def stimme(self) -> Stimme:
        """Return the remark."""
        teil, absatz = self.stelle.teil, self.stelle.absatz
        return Stimme(
            text=self.cleaned_data["text"],
            vorschlag=self.cleaned_data.get("vorschlag", ""),
            teil=teil.kennung if teil else "",
            absatz=absatz.kennung if absatz else "",
        )


def text_feld() -> Fliesstext:
    return Fliesstext(
        label="Ihre Anmerkung",
        required=False,
        max_length=TEXT_LAENGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Höchstens 5.000 Zeichen. Der Wortlaut bleibt, wie Sie ihn schreiben.",
    )


def vorschlag_feld() -> Fliesstext:
    return Fliesstext(
        label="Ihr Vorschlag für den Wortlaut",
        required=False,
        max_length=TEXT_LAENGE,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Hier steht der Absatz, wie er jetzt lautet. Ändern Sie ihn, wie Sie ihn haben möchten. Lassen Sie "
        "ihn so, gilt nur Ihre Anmerkung.",
    )


class StellungnahmeForm(StimmeMixin, SpamschutzMixin, Form):
    senden = "Stellungnahme abgeben"
    text = text_feld()
    vorschlag = vorschlag_feld()
    anlagen = dateienfeld()
    art = forms.ChoiceField(
        label="Für wen nehmen Sie Stellung?",
        choices=Stellungnahme.Art.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie, für wen Sie Stellung nehmen."},
    )
    einrichtung = Vorschlagsfeld(
        label="Name der Einrichtung",
        required=False,
        max_length=300,
        help_text="Steht öffentlich bei der Stellungnahme.",
    )
    name = forms.CharField(label="Vor- und Nachname", required=False, max_length=NAME_LAENGE)
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Dorthin schicken wir den Link zum Bestätigen und die Antwort. Sie wird nie veröffentlicht.",
        error_messages={"required": "Bitte tragen Sie Ihre E-Mail-Adresse ein. Ohne sie geht es auf Papier."},
    )
    namentlich = forms.BooleanField(label="Mein Name darf öffentlich dabeistehen", required=False)

    def __init__(self, *args: Any, stelle: Stelle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place(stelle)
        suggest(self, "einrichtung", offered)
        for name, token in (("name", "name"), ("email", "email"), ("einrichtung", "organization")):
            self.fields[name].widget.attrs["autocomplete"] = token
        wer = ("Wer sind Sie?", "art", "einrichtung", "name", "email", "namentlich")
        self.layout("text", "vorschlag", "anlagen", *wer)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("art") == Stellungnahme.Art.EINRICHTUNG and not cleaned.get("einrichtung"):
            self.add_error("einrichtung", "Bitte nennen Sie die Einrichtung, für die Sie Stellung nehmen.")
        if cleaned.get("namentlich") and not cleaned.get("name"):
            self.add_error("name", "Bitte tragen Sie Ihren Namen ein, oder nehmen Sie das Häkchen unten weg.")
        return cleaned

    def absender(self, eingeladen: Institution | None = None) -> Absender:
        """Return who it is; the invited institution as long as the form still says so."""
        absender = Absender(**{name: self.cleaned_data[name] for name in WER})
        same = eingeladen is not None and absender.einrichtung == eingeladen.name
        return replace(absender, institution=eingeladen) if same else absender


class CodeForm(Form):
    """The code of a comment; sent with GET, so that the answer has an address."""

    senden = "Nachsehen"
    eigene_angaben = False
    code = forms.CharField(
        label="Code",
        max_length=40,
        help_text="Sechs Zeichen aus unserer E-Mail oder unserem Brief, zum Beispiel K7M-4QX.",
        error_messages={"required": "Bitte geben Sie den Code ein. Er hat sechs Zeichen, zum Beispiel K7M-4QX."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_method = "get"

    def clean_code(self) -> str:
        code = normal_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                "So sieht kein Code aus. Er hat sechs Zeichen, zum Beispiel K7M-4QX. Bitte vergleichen Sie ihn."
            )
        return code


class WeitereForm(StimmeMixin, Form):
    """One more remark, by the link of one's own comment."""

    senden = "Anmerkung hinzufügen"
    text = text_feld()
    vorschlag = vorschlag_feld()

    def __init__(self, *args: Any, stelle: Stelle, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place(stelle)
        self.layout("text", "vorschlag")
