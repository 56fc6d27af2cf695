"""The form that changes many measures: what stays untouched says so."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bildungskommune.akteure.models import Stelle
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.ui.forms import Form
from konzept.skala import Urheber
from konzept.skalenform import WER
from massnahmen.models import Massnahme, Massnahmenpriorisierung, MassnahmeStatus
from massnahmen.models.prioritaet import OHNE, until_today

BLEIBT = ("", "nicht ändern")
LEER = "-"
WERTE = (
    "federfuehrung",
    "horizont",
    "prioritaet",
    "oeffentlich",
    "angaben",
    "status",
    "schwerpunkt",
    "ohne_schwerpunkt",
)
NICHTS = "Bitte wählen Sie mindestens eine Angabe, die sich ändern soll."


def _choice(label: str, choices: Any, leer: str = "") -> forms.ChoiceField:
    empty = [(LEER, leer)] if leer else []
    return forms.ChoiceField(label=label, choices=[BLEIBT, *empty, *choices], required=False)


class SammelForm(Form):
    senden = "Vorschau zeigen"
    eigene_angaben = False
    federfuehrung = _choice("Federführung", [])
    horizont = _choice("Horizont", Massnahme.Horizont.choices, "ohne Horizont")
    prioritaet = _choice("Priorität", [])
    oeffentlich = _choice("Wer sieht sie?", [("ja", "öffentlich"), ("nein", "nicht öffentlich")])
    angaben = _choice("Kosten, Finanzierung, Personalbedarf", [("ja", "alle öffentlich"), ("nein", "nicht öffentlich")])
    schwerpunkt = _choice("Programmschwerpunkt dazu", [])
    ohne_schwerpunkt = _choice("Programmschwerpunkt weg", [])
    status = _choice("Stand", MassnahmeStatus.choices)
    prioritaet_ab = forms.DateField(
        label="Priorität gilt ab", initial=timezone.localdate, required=False, validators=[until_today]
    )
    prioritaet_durch = forms.ChoiceField(
        label="Festgelegt von", choices=[("", "ohne Angabe"), *Urheber.choices], required=False
    )
    prioritaet_wer = forms.CharField(
        label="Name des Gremiums oder Workshops", max_length=200, required=False, help_text=WER
    )
    prioritaet_grund = forms.CharField(
        label="Begründung der Priorität", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    stichtag = forms.DateField(label="Stichtag", initial=timezone.localdate, required=False)
    text = forms.CharField(
        label="Was ist geschehen?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nur zu einem neuen Stand. Der Sachstand steht dann bei jeder dieser Maßnahmen.",
    )
    hindernisse = forms.CharField(
        label="Warum?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Nötig bei „verzögert“, „zurückgestellt“ und „verworfen“.",
    )

    def __init__(self, *args: Any, worte: Iterable[str], **kwargs: Any) -> None:
        """`worte` are the priorities that one of the measures may have."""
        super().__init__(*args, **kwargs)
        self._offer("prioritaet", [BLEIBT, (LEER, OHNE), *((wort, wort) for wort in worte)])
        stellen = [(one.kennung, one.name) for one in Stelle.objects.all()]
        self._offer("federfuehrung", [BLEIBT, (LEER, "niemand"), *stellen])
        schwerpunkte = list(Schwerpunkt.objects.values_list("kennung", "titel"))
        for name in ("schwerpunkt", "ohne_schwerpunkt"):
            if schwerpunkte:
                self._offer(name, [BLEIBT, *schwerpunkte])
            else:
                del self.fields[name]
        self.layout(
            *("Was soll sich ändern?", "federfuehrung", "horizont", "oeffentlich", "angaben"),
            *("schwerpunkt", "ohne_schwerpunkt"),
            *("Neue Priorität", "prioritaet", "prioritaet_ab", "prioritaet_durch", "prioritaet_wer"),
            "prioritaet_grund",
            *("Neuer Stand", "status", "stichtag", "text", "hindernisse"),
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and not any(data.get(name) for name in WERTE):
            self.add_error(None, NICHTS)
        if data.get("prioritaet"):
            self._check_priority(data)
        if data.get("status"):
            for name, sentence in (("stichtag", "Bitte nennen Sie den Tag, seit dem der Stand gilt."), ("text", TEXT)):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data

    def _check_priority(self, data: dict[str, Any]) -> None:
        """Without a day it holds from today; a Gremium and a Workshop are named, as where one is set alone."""
        data["prioritaet_ab"] = data.get("prioritaet_ab") or timezone.localdate()
        one = Massnahmenpriorisierung(durch=data.get("prioritaet_durch", ""), wer=data.get("prioritaet_wer", ""))
        try:
            one.validate_constraints(exclude={"massnahme", "ab"})
        except ValidationError as error:
            self.add_error("prioritaet_wer", error.messages)


TEXT = "Bitte schreiben Sie in zwei, drei Sätzen, was geschehen ist."
