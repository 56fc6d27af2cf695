"""The form that changes many measures: what stays untouched says so."""

from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.akteure.models import Stelle
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.ui.forms import Form
from massnahmen.models import Massnahme, MassnahmeStatus

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
    prioritaet = _choice("Priorität", Massnahme.Prioritaet.choices, "ohne Priorität")
    oeffentlich = _choice("Wer sieht sie?", [("ja", "öffentlich"), ("nein", "nicht öffentlich")])
    angaben = _choice("Kosten, Finanzierung, Personalbedarf", [("ja", "alle öffentlich"), ("nein", "nicht öffentlich")])
    schwerpunkt = _choice("Programmschwerpunkt dazu", [])
    ohne_schwerpunkt = _choice("Programmschwerpunkt weg", [])
    status = _choice("Stand", MassnahmeStatus.choices)
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stellen = [(one.kennung, one.name) for one in Stelle.objects.all()]
        self._offer("federfuehrung", [BLEIBT, (LEER, "niemand"), *stellen])
        schwerpunkte = list(Schwerpunkt.objects.values_list("kennung", "titel"))
        for name in ("schwerpunkt", "ohne_schwerpunkt"):
            if schwerpunkte:
                self._offer(name, [BLEIBT, *schwerpunkte])
            else:
                del self.fields[name]
        self.layout(
            *("Was soll sich ändern?", "federfuehrung", "horizont", "prioritaet", "oeffentlich", "angaben"),
            *("schwerpunkt", "ohne_schwerpunkt"),
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
        if data.get("status"):
            for name, sentence in (("stichtag", "Bitte nennen Sie den Tag, seit dem der Stand gilt."), ("text", TEXT)):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, sentence)
        return data


TEXT = "Bitte schreiben Sie in zwei, drei Sätzen, was geschehen ist."
