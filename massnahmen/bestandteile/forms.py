"""The forms of the parts of a measure. Each hands over `teil`, the part to store."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Q

from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.formular import DeskForm
from massnahmen import links, suche
from massnahmen.forms.zahl import Jahreszieltext, Zahlfeld
from massnahmen.models import (
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Indikatorwert,
    Massnahme,
    Massnahmenbezug,
    Meilenstein,
    Mitwirkung,
    Verbindung,
)
from massnahmen.models.bezug import MIT_NAMEN, NUR_STELLE
from massnahmen.models.geld import MIT_WORTLAUT, Quelle
from massnahmen.models.zustaendig import ANTWORTET


class TeilForm(DeskForm):
    """A part that hangs on one measure, which the address names."""

    haengt_an_massnahme: ClassVar[bool] = True

    def __init__(self, *args: Any, massnahme: Massnahme, wort: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.massnahme = massnahme
        if self.instance.pk is None and self.haengt_an_massnahme:
            self.instance.massnahme = massnahme

    @property
    def teil(self) -> Any:
        return self.instance


class MeilensteinForm(TeilForm):
    class Meta:
        model = Meilenstein
        fields = ("titel", "datum", "geplant_war", "erreicht_am")
        help_texts = {"geplant_war": "Wenn sich das Datum verschoben hat: der frühere Plan."}


class HandlungsschrittForm(TeilForm):
    class Meta:
        model = Handlungsschritt
        fields = ("titel", "zustaendig", "termin", "termin_original", "erledigt_am")
        help_texts = {"termin_original": "Wenn kein Tag feststeht, zum Beispiel „Sommer“."}


SCHON_WERTE = (
    "Zu diesem Indikator sind schon Werte eingetragen. Bitte legen Sie für die Zahlenreihe einen eigenen Indikator an, "
    "oder löschen Sie die Werte zuerst."
)


class IndikatorForm(TeilForm):
    class Meta:
        model = Indikator
        fields = ("titel", "einheit", "zahlenreihe", "basis", "basis_datum", "ziel", "ziel_datum", "jahresziele")
        field_classes = {"basis": Zahlfeld, "ziel": Zahlfeld, "jahresziele": Jahreszieltext}
        help_texts = {
            "titel": "Zum Beispiel „Schulstandorte mit Rückfahrt nach 16 Uhr, von 23 insgesamt“.",
            "einheit": "Zum Beispiel „Standorte“ oder „%“.",
            "zahlenreihe": "Aus den öffentlichen Kennzahlen. Dann trägt niemand Werte ein: Sie kommen aus der Reihe, "
            "auf zwei Stellen gerundet, und ändern sich mit jeder neuen Datei.",
            "jahresziele": "Was bis zum Ende jedes Jahres erreicht sein soll: je Zeile ein Jahr, zum Beispiel "
            "„2027: 40“. Die Ampel misst dann am Ziel des Jahres.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["zahlenreihe"]
        assert isinstance(field, forms.ModelChoiceField)
        self.war_gebunden = self.instance.zahlenreihe_id
        field.queryset = Zahlenreihe.objects.filter(Q(oeffentlich=True) | Q(pk=self.war_gebunden))
        if not field.queryset.exists():
            del self.fields["zahlenreihe"]

    def clean(self) -> dict[str, Any]:
        """Refuse a series where values were typed, so that none is lost."""
        data = super().clean()
        if data.get("zahlenreihe") and not self.war_gebunden and self.instance.pk and self.instance.werte.exists():
            self.add_error("zahlenreihe", SCHON_WERTE)
        return data


class IndikatorwertForm(TeilForm):
    haengt_an_massnahme = False

    class Meta:
        model = Indikatorwert
        fields = ("indikator", "datum", "wert", "quelle")
        field_classes = {"wert": Zahlfeld}

    def __init__(self, *args: Any, massnahme: Massnahme, **kwargs: Any) -> None:
        super().__init__(*args, massnahme=massnahme, **kwargs)
        indikator = self.fields["indikator"]
        assert isinstance(indikator, forms.ModelChoiceField)
        indikator.queryset = massnahme.indikatoren.filter(zahlenreihe=None)
        if self.instance.pk is None and "indikator" not in self.initial:
            self.initial["indikator"] = indikator.queryset.first()


class MitwirkungForm(TeilForm):
    class Meta:
        model = Mitwirkung
        fields = ("institution", "stelle", "wortlaut", "rolle", "aufgabe")
        help_texts = {
            "wortlaut": "Wer in keinem Verzeichnis steht, zum Beispiel „elf Schulen“.",
            "rolle": "Zum Beispiel „stellt Räume“.",
            "aufgabe": "Wer mit führt oder berichtet, sieht die Maßnahme am Arbeitsplatz, schreibt Sachstände und "
            "wird darum gebeten. Öffentlich steht, wer mit führt.",
        }

    def __init__(self, *args: Any, wort: str = "", **kwargs: Any) -> None:
        """The institutions to choose from are those that the search found."""
        super().__init__(*args, wort=wort, **kwargs)
        self.fields["aufgabe"].required = False
        field = self.fields["institution"]
        assert isinstance(field, forms.ModelChoiceField)
        chosen = self.data.get("institution", self.instance.institution_id or "")
        field.queryset = suche.institutions(wort, gewaehlt=str(chosen))
        if wort and not suche.institutions(wort):
            field.help_text = f"Zu „{wort}“ gibt es keine Institution. Nehmen Sie ein kürzeres Wort."

    def clean_aufgabe(self) -> str:
        """Who says nothing of it leaves it as it is, which is at first: takes part."""
        return str(self.cleaned_data["aufgabe"] or self.instance.aufgabe)

    def clean(self) -> dict[str, Any]:
        """Name the field to mend: the constraint behind this rule knows only the whole row."""
        cleaned: dict[str, Any] = super().clean() or {}
        institution, stelle = cleaned.get("institution"), cleaned.get("stelle")
        if (institution and stelle) or not (institution or stelle or cleaned.get("wortlaut") or self.errors):
            self.add_error("institution", MIT_NAMEN)
        elif cleaned.get("aufgabe") in ANTWORTET and not stelle:
            self.add_error("aufgabe", NUR_STELLE)
        return cleaned


class PostenForm(TeilForm):
    class Meta:
        model = Finanzierungsposten
        fields = ("jahr", "quelle", "bezeichnung", "betrag", "stand")
        field_classes = {"betrag": Zahlfeld}
        help_texts = {
            "bezeichnung": "Zum Beispiel das Förderprogramm oder die Haushaltsstelle. Bei „andere Quelle“: woher das "
            "Geld kommt.",
            "betrag": "Zum Beispiel 46.500.",
            "stand": "Beantragt heißt: Der Antrag ist gestellt. Offen heißt: Noch weiß niemand, woher das Geld kommt.",
        }

    def clean(self) -> dict[str, Any]:
        """Name the field to mend: the constraint behind this rule knows only the whole row."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("quelle") == Quelle.ANDERE and not cleaned.get("bezeichnung"):
            self.add_error("bezeichnung", MIT_WORTLAUT)
        return cleaned


class BezugForm(Form):
    """Choose from what the search found; without a word from everything."""

    eigene_angaben = False
    wahl = forms.ChoiceField(label="Worauf bezieht sich die Maßnahme?", widget=forms.RadioSelect)
    begruendung = forms.CharField(
        label="Begründung",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ein Satz. Er steht öffentlich am Faden.",
    )

    def __init__(self, *args: Any, massnahme: Massnahme, wort: str = "", **kwargs: Any) -> None:
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)
        self.teil = Massnahmenbezug(massnahme=massnahme)
        wahl = self.fields["wahl"]
        assert isinstance(wahl, forms.ChoiceField)
        wahl.choices = suche.targets(wort, gewaehlt=str(self.data.get("wahl", "")))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "wahl" in cleaned:
            art, pk = cleaned["wahl"].split(":")
            setattr(self.teil, f"{art}_id", int(pk))
            self.teil.begruendung = cleaned.get("begruendung", "")
            _check(self.teil, self, "wahl")
        return cleaned


class VerbindungForm(Form):
    """Choose from the measures that the search found; without a word from the first ones."""

    eigene_angaben = False
    art = forms.ChoiceField(label="Diese Maßnahme …", choices=links.choices)
    andere = forms.ChoiceField(label="Andere Maßnahme", widget=forms.RadioSelect)
    notiz = forms.CharField(label="Notiz", required=False, max_length=300)

    def __init__(self, *args: Any, massnahme: Massnahme, wort: str = "", **kwargs: Any) -> None:
        kwargs.pop("instance", None)
        super().__init__(*args, **kwargs)
        self.massnahme = massnahme
        self.teil = Verbindung()
        andere = self.fields["andere"]
        assert isinstance(andere, forms.ChoiceField)
        andere.choices = suche.others(massnahme, wort, gewaehlt=str(self.data.get("andere", "")))

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if {"art", "andere"} <= cleaned.keys():
            other = Massnahme.objects.get(pk=cleaned["andere"])
            self.teil = links.link(self.massnahme, other, cleaned["art"], cleaned.get("notiz", ""))
            _check(self.teil, self, "andere")
        return cleaned


def _check(teil: Massnahmenbezug | Verbindung, form: Form, field: str) -> None:
    """Ask the database's constraints and show their sentence at the field that can mend it."""
    try:
        teil.validate_constraints()
    except ValidationError as error:
        for sentence in error.message_dict.get(NON_FIELD_ERRORS, error.messages):
            form.add_error(field, sentence)
