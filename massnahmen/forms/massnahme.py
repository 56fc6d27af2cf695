"""The forms of a measure and of a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from bildungskommune.akteure.models import Bildungsbereich, Zielgruppe
from bildungskommune.beteiligung.models import Beratung
from bildungskommune.foerderung import schwerpunkte
from bildungskommune.werkbank.formular import DeskForm
from massnahmen import plaetze
from massnahmen.forms.zahl import Zahlfeld
from massnahmen.models import Angabe, Massnahme, Massnahmenplan, Planplatz


class BeschlussFeld(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.vorlage}: {obj.gremium}, {obj.datum:%d.%m.%Y}"


@dataclass(frozen=True)
class Formteil:
    titel: str
    felder: tuple[str, ...]


TEILE: Mapping[str, Formteil] = {
    "worum": Formteil("Worum geht es?", ("nr", "titel", "kurzbeschreibung", "ziel", "anlass")),
    "fuer-wen": Formteil("Für wen und wo?", ("zielgruppen", "bildungsbereiche", "gemeinden")),
    "wann": Formteil("Wann?", ("horizont", "beginn", "ende", "zeitraum_original")),
    "wer": Formteil("Wer ist zuständig?", ("federfuehrung", "zustaendigkeit_original", "startbeschluss")),
    "kosten": Formteil(
        "Was kostet es?",
        (
            *("kosten_gesamt", "kosten_gesichert", "kosten_original", "finanzierung", "personalbedarf"),
            "oeffentliche_angaben",
        ),
    ),
    "programm": Formteil(schwerpunkte.UEBERSCHRIFT, (schwerpunkte.FELD,)),
    "sicht": Formteil("Wer sieht die Maßnahme?", ("oeffentlich", "beispieltext")),
}
"""The parts of the form, by the word in the address that asks for one alone."""


class MassnahmeForm(DeskForm):
    zielgruppen = forms.MultipleChoiceField(
        label="Für wen?", choices=Zielgruppe.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    bildungsbereiche = forms.MultipleChoiceField(
        label="Bildungsbereiche", choices=Bildungsbereich.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    oeffentliche_angaben = forms.MultipleChoiceField(
        label="Was davon ist öffentlich?",
        choices=Angabe.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ohne Häkchen bleibt die Angabe intern: Sie steht auf keiner öffentlichen Seite, in keinem Druck, "
        "keiner Fassung und keiner öffentlichen Summe. Bei einer neuen Maßnahme ist nichts angekreuzt. Was schon in "
        "einer Fassung veröffentlicht ist, bleibt dort stehen.",
    )
    startbeschluss = BeschlussFeld(
        label="Startbeschluss",
        queryset=Beratung.objects.newest().filter(rolle=Beratung.Rolle.ENTSCHEIDUNG),
        required=False,
        help_text="Die Entscheidung, mit der die Maßnahme beginnt. Sie wird bei den Vorlagen eingetragen.",
    )

    class Meta:
        model = Massnahme
        fields = (
            *("nr", "titel", "kurzbeschreibung", "ziel", "anlass", "zielgruppen", "bildungsbereiche", "gemeinden"),
            *("horizont", "beginn", "ende", "zeitraum_original", "federfuehrung"),
            "zustaendigkeit_original",
            *("kosten_gesamt", "kosten_gesichert", "kosten_original", "finanzierung", "personalbedarf"),
            "oeffentliche_angaben",
            *("startbeschluss", "oeffentlich", "beispieltext", schwerpunkte.FELD),
        )
        field_classes = {"kosten_gesamt": Zahlfeld, "kosten_gesichert": Zahlfeld}
        widgets = dict.fromkeys(("gemeinden", schwerpunkte.FELD), forms.CheckboxSelectMultiple)
        help_texts = {
            "nr": "Zum Beispiel 14, A.1 oder VII. Ohne Nummer geht es auch. Ein Maßnahmenplan kann eine andere geben.",
            "kurzbeschreibung": "Der erste Absatz ist der Vorspann der Seite.",
            "zeitraum_original": "Wie es im Beschluss steht, zum Beispiel „Schuljahr 2026/27“.",
            "zustaendigkeit_original": "Wie es im Beschluss steht, zum Beispiel „Landkreis mit den Gemeinden“.",
            "kosten_gesamt": "Zum Beispiel 186.000. Leer lassen, wenn es keine Zahl gibt.",
            "kosten_original": "Wie es im Beschluss steht, wenn dort keine reine Zahl steht.",
            "oeffentlich": "Erst mit diesem Häkchen sieht jeder die Maßnahme mit allen Sachständen.",
            "beispieltext": "Kennzeichnet einen Text, der nur zeigt, wie es aussehen kann.",
        }

    def __init__(self, *args: Any, teil: str = "", **kwargs: Any) -> None:
        """`teil` names the one part of it that is asked for; without one all are."""
        super().__init__(*args, **kwargs)
        schwerpunkte.offer(self)
        teile = [TEILE[teil]] if teil in TEILE else [*TEILE.values()]
        wanted = {name for one in teile for name in one.felder}
        for name in [name for name in self.base_fields if name not in wanted]:
            self.fields.pop(name, None)
        self.layout(*(part for one in teile for part in (one.titel, *one.felder)))


class PlanForm(DeskForm):
    class Meta:
        model = Massnahmenplan
        fields = (
            *("titel", "untertitel", "einleitung", "konzept", "bericht_alle_monate", "evaluation_bis"),
            "massnahmen",
        )
        widgets = {
            "massnahmen": forms.CheckboxSelectMultiple,
            "evaluation_bis": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
        help_texts = {
            "bericht_alle_monate": "Zum Beispiel 12. Das Pult sagt 60 Tage vorher, dass der nächste fällig ist.",
            "evaluation_bis": "Der Tag, bis zu dem ausgewertet oder fortgeschrieben sein soll.",
            "massnahmen": "Neue kommen ans Ende; Reihenfolge und Nummern ordnen Sie auf der Seite des Plans. In eine "
            "Fassung kommen nur die öffentlichen.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout(
            *("Plan", "titel", "untertitel", "einleitung", "konzept"),
            *("Wann wird berichtet?", "bericht_alle_monate", "evaluation_bis"),
            *("Welche Maßnahmen gehören dazu?", "massnahmen"),
        )

    def _save_m2m(self) -> None:
        """Let who is new come last, and who stays keep place and number."""
        plaetze.choose(self.instance, self.cleaned_data["massnahmen"])


class PlatzForm(DeskForm):
    class Meta:
        model = Planplatz
        fields = ("nr",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = self.instance.massnahme.nr
        self.fields["nr"].help_text = (
            f"Leer: die eigene Nummer der Maßnahme, {own}." if own else "Die Maßnahme hat keine eigene Nummer."
        )
