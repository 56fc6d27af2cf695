"""The form of a Sachstand: what a Fachamt answers in three minutes, on one page."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.ui import zeiten
from bildungskommune.ui.forms import Form, ModelForm
from massnahmen import progress
from massnahmen.forms.zahl import Zahlfeld
from massnahmen.models import Indikator, Massnahme, MassnahmeStatus, Meilenstein, Sachstand

WERT = "wert_"
MEILENSTEINE = ("erreicht", "verschiebt", "neuer_tag")
ZEILEN = 4
KEINE_ANGABE = ("", "Der Bericht sagt dazu nichts")
BERICHT = ("stichtag", "status", "text", "hindernisse", "abweichung", "naechste_schritte")


class Meilensteinwahl(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """Probebetrieb (30. Juni 2026)"""
        return f"{obj} ({zeiten.datum(obj.datum)})"


class SachstandForm(ModelForm):
    senden = "Sachstand speichern"
    eigene_angaben = False
    stichtag = forms.DateField(label="Stichtag", initial=timezone.localdate)
    status = forms.ChoiceField(label="Wo steht die Maßnahme?", widget=forms.RadioSelect, required=False)
    erreicht = forms.ModelMultipleChoiceField(
        label="Erreichte Meilensteine",
        queryset=Meilenstein.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Als Tag gilt der Stichtag.",
    )
    verschiebt = Meilensteinwahl(
        label="Welcher Meilenstein verschiebt sich?",
        queryset=Meilenstein.objects.none(),
        required=False,
        empty_label="keiner",
    )
    neuer_tag = forms.DateField(label="Auf welchen Tag?", required=False)

    class Meta:
        model = Sachstand
        fields = BERICHT
        labels = {"hindernisse": "Warum verzögert sie sich, oder was steht im Weg?"}
        help_texts = {
            "text": "Zwei, drei Sätze genügen.",
            "hindernisse": "Nötig bei „verzögert“, „zurückgestellt“ und „verworfen“. Der Grund steht öffentlich dabei.",
            "abweichung": "Nur wenn etwas anders kommt, als beschlossen wurde.",
        }

    def __init__(self, *args: Any, massnahme: Massnahme, berichtigt: Sachstand | None = None, **kwargs: Any) -> None:
        """`berichtigt` is the report that this one puts right: then the day is given and nothing else is asked."""
        super().__init__(*args, **kwargs)
        self.massnahme, self.berichtigt = massnahme, berichtigt
        for name in ("text", "hindernisse", "naechste_schritte", "abweichung"):
            self.fields[name].widget.attrs["rows"] = ZEILEN
        self.indikatoren = [] if berichtigt else list(massnahme.indikatoren.filter(zahlenreihe=None))
        self._offer_states()
        if berichtigt is not None:
            self.senden = "Berichtigung speichern"
            for name in ("stichtag", *MEILENSTEINE):
                del self.fields[name]
        else:
            self._offer_milestones()
        self._ask_for_values()
        werte = [f"{WERT}{indikator.pk}" for indikator in self.indikatoren]
        self.layout(
            *("Stand", "stichtag", "status", "text", "hindernisse"),
            *("Wie geht es weiter?", "naechste_schritte", "abweichung"),
            *("Meilensteine und Zahlen", *MEILENSTEINE, *werte),
        )

    def _offer_states(self) -> None:
        status = self.fields["status"]
        assert isinstance(status, forms.ChoiceField)
        earlier = self.berichtigt
        if earlier is not None and not progress.is_newest(self.massnahme, earlier.pk):
            status.label = "Wo stand die Maßnahme damals?"
            status.choices = [*MassnahmeStatus.choices, KEINE_ANGABE]
            return
        bleibt = (self.massnahme.status, f"bleibt „{self.massnahme.get_status_display()}“")
        moves = ((move.value, move.label) for move in self.massnahme.moves())
        status.choices = [bleibt, *moves, KEINE_ANGABE]
        self.initial.setdefault("status", self.massnahme.status)

    def _offer_milestones(self) -> None:
        offen = self.massnahme.meilensteine.filter(erreicht_am__isnull=True)
        if not offen:
            for name in MEILENSTEINE:
                del self.fields[name]
            return
        for name in ("erreicht", "verschiebt"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = offen

    def _ask_for_values(self) -> None:
        for indikator in self.indikatoren:
            einheit = f" ({indikator.einheit})" if indikator.einheit else ""
            self.fields[f"{WERT}{indikator.pk}"] = Zahlfeld(
                label=f"{indikator.titel}{einheit}", required=False, max_digits=14, decimal_places=2
            )

    @property
    def bericht(self) -> Mapping[str, Any]:
        """What progress.report takes."""
        said = {name: self.cleaned_data[name] for name in BERICHT if name in self.cleaned_data}
        return said if self.berichtigt is None else {**said, "stichtag": self.berichtigt.stichtag}

    def clean(self) -> dict[str, Any]:
        """A milestone that moves needs its day, and none moves that was reached."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        stone, day = data.get("verschiebt"), data.get("neuer_tag")
        if stone is not None and day is None and "neuer_tag" not in self.errors:
            self.add_error("neuer_tag", "Bitte nennen Sie den neuen Tag.")
        elif stone is None and day is not None:
            self.add_error("verschiebt", "Bitte wählen Sie den Meilenstein, der sich auf diesen Tag verschiebt.")
        elif stone is not None and stone in (data.get("erreicht") or ()):
            self.add_error("verschiebt", "Diesen Meilenstein haben Sie schon als erreicht angekreuzt.")
        return data

    @property
    def nebenbei(self) -> progress.Nebenbei:
        """What is told of milestones and values."""
        stone, day = self.cleaned_data.get("verschiebt"), self.cleaned_data.get("neuer_tag")
        return progress.Nebenbei(
            erreicht=list(self.cleaned_data.get("erreicht") or ()),
            werte=self._werte(),
            verschoben={stone: day} if stone and day else {},
        )

    def _werte(self) -> Mapping[Indikator, Decimal]:
        given = {indikator: self.cleaned_data.get(f"{WERT}{indikator.pk}") for indikator in self.indikatoren}
        return {indikator: wert for indikator, wert in given.items() if wert is not None}


class ZurueckgebenForm(Form):
    senden = "Zurückgeben"
    eigene_angaben = False
    grund = forms.CharField(
        label="Was ist zu ändern?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": ZEILEN}),
        help_text="Das Fachamt liest den Satz in der E-Mail und bei der Maßnahme. Öffentlich steht er nicht.",
    )
