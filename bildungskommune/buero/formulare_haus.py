"""Forms of the house: accounts, the Kommune, its pages, answers to reports."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bildungskommune.accounts.models import Konto, Vertretung
from bildungskommune.akte.schema import KENNUNG
from bildungskommune.seiten import farben
from bildungskommune.seiten.models import FARBE, FARBE_FORM, Kommune, Seite
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm


class KontoForm(DeskForm):
    class Meta:
        model = Konto
        fields = ("name", "email", "rolle", "stelle", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stelle"].help_text = "Ein Fachamt sieht und meldet die Maßnahmen, die seine Stelle führt."
        self.fields["is_active"].help_text = "Ohne Häkchen kann sich die Person nicht mehr anmelden."
        self.layout("Wer ist es?", "name", "email", "Was darf die Person?", "rolle", "stelle", "is_active")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("rolle") == Konto.Rolle.FACHAMT and not cleaned.get("stelle"):
            self.add_error("stelle", "Bitte wählen Sie die Stelle. Ohne sie sieht ein Fachamt keine Maßnahmen.")
        return cleaned


class VertretungForm(DeskForm):
    class Meta:
        model = Vertretung
        fields = ("konto", "stelle", "von", "bis")
        help_texts = {
            "konto": "Zur Wahl stehen die Konten mit der Rolle Fachamt.",
            "bis": "Der letzte Tag, ihn eingeschlossen. Danach endet die Vertretung von selbst.",
        }

    def clean(self) -> dict[str, Any]:
        """Nobody stands in for the own Stelle, nor for a time that is over or ends before it begins."""
        cleaned = super().clean()
        konto, von, bis = cleaned.get("konto"), cleaned.get("von"), cleaned.get("bis")
        if konto and konto.stelle_id and konto.stelle == cleaned.get("stelle"):
            self.add_error("stelle", "Das ist die eigene Stelle dieser Person. Bitte wählen Sie eine andere.")
        if von and bis and bis < von:
            self.add_error("bis", "Das Ende liegt vor dem Beginn. Bitte prüfen Sie beide Daten.")
        elif bis and bis < timezone.localdate():
            self.add_error("bis", "Dieser Tag ist vorbei. Bitte wählen Sie heute oder einen späteren.")
        return cleaned


class KommuneForm(DeskForm):
    class Meta:
        model = Kommune
        exclude = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["foerderhinweis"].help_text = (
            "Steht oben auf jeder Seite und in jedem PDF, solange er gilt. Die Zeichen daneben laden Sie unter "
            "Förderzeichen hoch."
        )
        self.fields["farbe"].label = "Farbe des Landkreises"
        self.fields["farbe"].help_text = (
            f"Für Marke, Links, Knöpfe und Balken, als #rrggbb, zum Beispiel {FARBE}. Den Ton für die dunkle "
            "Darstellung berechnen wir daraus."
        )
        stelle = ("Wer ist zuständig?", "stelle", "amt", "strasse", "plz", "ort", "email", "telefon")
        foerderung = ("Förderung", "foerderhinweis", "foerderung_von", "foerderung_bis")
        self.fields["regionalschluessel"].help_text = (
            "Der amtliche Schlüssel, fünf Ziffern für einen Kreis und acht für eine Gemeinde. Nach ihm sucht das "
            "Portal in Dateien der amtlichen Statistik."
        )
        name = ("Name", "name", "portal", "regionalschluessel")
        self.layout(*name, *stelle, "Startseite", "leitspruch", "vorspann", "farbe", *foerderung)

    def clean_farbe(self) -> str:
        """Refuse a colour in which links cannot be read; the light paper decides."""
        farbe = str(self.cleaned_data["farbe"])
        FARBE_FORM(farbe)
        if not farben.is_readable(farbe):
            ratio = f"{farben.contrast(farbe, farben.WEISS):.1f}".replace(".", ",")
            raise ValidationError(
                f"Diese Farbe ist zu hell: Ihr Kontrast auf Weiß ist {ratio} : 1, Links brauchen etwa 5 : 1. "
                "Bitte wählen Sie einen dunkleren Ton."
            )
        return farbe


class VerfahrenForm(Form):
    senden = "Kennung festlegen"
    kennung = forms.RegexField(
        KENNUNG,
        label="Kennung des Verfahrens",
        max_length=80,
        help_text="Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel bildung-landkreis-boerde. Sie lässt sich "
        "später nicht mehr ändern.",
        error_messages={"invalid": "Bitte nehmen Sie nur Kleinbuchstaben, Ziffern und Bindestriche."},
    )
    titel = forms.CharField(
        label="Titel",
        max_length=300,
        required=False,
        help_text="Wie Menschen das Verfahren nennen. Er steht im Kopf jeder Akte.",
    )


class SeiteForm(DeskForm):
    class Meta:
        model = Seite
        fields = ("titel", "text", "oeffentlich")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 30
        self.fields["text"].help_text = (
            "Eine Zeile, die mit ## beginnt, ist eine Überschrift. - am Zeilenanfang macht einen Listenpunkt, "
            "**Wort** wird fett, [Wort](/adresse/) ein Link."
        )


class AntwortForm(Form):
    senden = "Antwort senden und Meldung abschließen"
    antwort = forms.CharField(label="Antwort", widget=forms.Textarea, max_length=5000)
