"""Forms for the figures: the file, what of it is wanted, and what a person says of a series."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.kennzahlen import datei
from bildungskommune.kennzahlen.genesis import INSGESAMT, Datei, Merkmal, NichtErkannt, recognise
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.kennzahlen.plan import HOECHSTENS, Auswahl
from bildungskommune.tabellen_lesen import Tabelle, Unlesbar
from bildungskommune.ui.felder import prepare
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm

MERKMAL = "merkmal-"
QUELLEN = (
    "Statistische Ämter des Bundes und der Länder, Regionaldatenbank Deutschland",
    "Statistische Ämter des Bundes und der Länder, Kommunale Bildungsdatenbank",
    "Statistisches Bundesamt (Destatis), Genesis-Online",
)
ZU_VIEL = (
    "Das wären {anzahl} Zahlenreihen auf einmal, höchstens {most} sind möglich. Bitte wählen Sie weniger aus und lesen "
    "Sie die Datei danach noch einmal ein."
)


class DateiForm(Form):
    """Takes the file; `tabelle` and `name` are what was in it, `inhalt` is what was understood."""

    senden = "Weiter zur Auswahl"
    datei = forms.FileField(
        label="Datei",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.zip"}),
        help_text=f"Das „Flatfile (CSV)“ der Datenbank, als .csv oder .zip; höchstens {datei.GRENZEN.megabyte} MB und "
        "60.000 Zeilen. Laden Sie die Datei hoch, wie sie ist.",
    )
    tabelle: Tabelle
    name: str
    inhalt: Datei

    def clean_datei(self) -> Any:
        sent = self.cleaned_data["datei"]
        try:
            self.name, self.tabelle = datei.read(sent.name, sent.file, sent.size)
            self.inhalt = recognise(self.tabelle, self.name)
            self.tabelle.in_one_line()
        except (Unlesbar, NichtErkannt) as error:
            raise forms.ValidationError(str(error)) from error
        return sent


class AuswahlForm(Form):
    """Says which region, figures and values are read in; the table travels along as text."""

    senden = "Vorschau zeigen"
    eigene_angaben = False
    inhalt = forms.CharField(widget=forms.HiddenInput, strip=False)
    name = forms.CharField(widget=forms.HiddenInput, required=False, max_length=300)
    region = forms.ChoiceField(label="Region")
    groessen = forms.MultipleChoiceField(label="Größe", widget=forms.CheckboxSelectMultiple)
    tabelle = forms.CharField(
        label="Nummer der Tabelle",
        required=False,
        max_length=40,
        help_text="So heißt die Tabelle in der Datenbank, zum Beispiel 21111-01-03-4. Sie steht im Namen der Datei.",
    )
    quelle = forms.ChoiceField(label="Woher ist die Datei?", choices=[(one, one) for one in QUELLEN])
    abgerufen_am = forms.DateField(
        label="Abgerufen am", help_text="Wann Sie die Datei heruntergeladen haben. Der Tag steht öffentlich dabei."
    )

    def __init__(self, *args: Any, gelesen: Datei, eigene: str = "", **kwargs: Any) -> None:
        """`eigene` is the Regionalschlüssel of the Kommune: it and what lies in it is offered first."""
        initial = {"tabelle": gelesen.tabelle, "abgerufen_am": timezone.localdate()}
        super().__init__(*args, initial={**initial, **kwargs.pop("initial", {})}, **kwargs)
        self.gelesen = gelesen
        self._offer_regions(eigene)
        self._choices("groessen", {key: str(one) for key, one in gelesen.groessen.items()})
        for nr, merkmal in gelesen.weitere:
            self._ask_for(nr, merkmal)
        named = [f"{MERKMAL}{nr}" for nr, _ in gelesen.weitere]
        self.layout(
            *("inhalt", "name", "Was soll eingelesen werden?", "region", "groessen", *named),
            *("Woher die Zahlen sind", "tabelle", "quelle", "abgerufen_am"),
        )

    def _offer_regions(self, eigene: str) -> None:
        found = [(code, f"{name} ({code})") for code, name in sorted(self.gelesen.regionen.items())]
        own = [one for one in found if eigene and one[0].startswith(eigene)]
        others = [one for one in found if one not in own]
        field = self.fields["region"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("Ihre Kommune", own), ("Weitere", others)] if own and others else found
        field.initial = eigene if eigene in self.gelesen.regionen else (own or found)[0][0]

    def _ask_for(self, nr: int, merkmal: Merkmal) -> None:
        name = f"{MERKMAL}{nr}"
        self.fields[name] = forms.MultipleChoiceField(label=merkmal.name, widget=forms.CheckboxSelectMultiple)
        self._choices(name, {f"={code}": wort for code, wort in merkmal.werte.items()})
        prepare(name, self.fields, autocomplete=False)

    def _choices(self, name: str, choices: Mapping[str, str]) -> None:
        """Offer choices; the total is ticked, else the only one there is."""
        field = self.fields[name]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(choices.items())
        total = [key for key, word in choices.items() if word == INSGESAMT]
        field.initial = total or (list(choices) if len(choices) == 1 else [])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and (found := self.auswahl.anzahl) > HOECHSTENS:
            raise forms.ValidationError(ZU_VIEL.format(anzahl=found, most=HOECHSTENS))
        return data

    @property
    def auswahl(self) -> Auswahl:
        data = self.cleaned_data
        werte = {nr: [key[1:] for key in data[f"{MERKMAL}{nr}"]] for nr, _ in self.gelesen.weitere}
        named = {name: data[name] for name in ("region", "groessen", "tabelle", "quelle", "abgerufen_am")}
        return Auswahl(werte=werte, **named)


class ZahlenreiheForm(DeskForm):
    class Meta:
        model = Zahlenreihe
        fields = ("titel", "erlaeuterung", "einheit", "quelle", "lizenz", "oeffentlich")
        help_texts = {
            "titel": "So steht die Zahl in Listen und über ihrem Bild, zum Beispiel „Kinder in Kitas“.",
            "erlaeuterung": "Was gezählt wird und was nicht, in einfachen Worten. Steht öffentlich dabei.",
            "quelle": "Wer die Zahlen veröffentlicht. Statistik, Tabelle und Tag des Abrufs schreibt das Portal dazu.",
            "oeffentlich": "Dann steht die Reihe mit Bild, Tabelle und Quelle unter Kennzahlen, für alle.",
        }
