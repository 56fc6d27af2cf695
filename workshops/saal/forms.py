"""What people in the hall fill in."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import Form
from workshops.models import Arbeitsgruppe, Punktabfrage, Saal, Thema
from workshops.models.enums import Vorzeichen
from workshops.saal.karten import LAENGE, Handkarte
from workshops.wand.forms import PunkteFeld


class HandkarteForm(Form):
    """One thought, and who it belongs to if there are groups."""

    senden = "Karte abgeben"
    eigene_angaben = False
    text = Fliesstext(
        label="Ihre Karte",
        max_length=LAENGE,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Ein Gedanke, höchstens {LAENGE} Zeichen. Bitte keine Namen.",
        error_messages={
            "required": "Bitte schreiben Sie, was auf Ihrer Karte stehen soll.",
            "max_length": f"Eine Karte fasst {LAENGE} Zeichen. Bitte kürzen Sie, oder schreiben Sie zwei Karten.",
        },
    )
    vorzeichen = forms.ChoiceField(
        label="Art",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            (Vorzeichen.OHNE, "ohne"),
            (Vorzeichen.PLUS, "+ Lob, Wunsch oder Idee"),
            (Vorzeichen.MINUS, "− Kritik"),
        ],
    )
    gruppe = forms.ModelChoiceField(
        label="Ihre Arbeitsgruppe", queryset=Arbeitsgruppe.objects.none(), required=False, empty_label="keine"
    )

    def __init__(self, *args: Any, saal: Saal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gruppen = saal.workshop.gruppen.all()
        self.fields["gruppe"].queryset = gruppen  # type: ignore[attr-defined]  # a ModelChoiceField
        if (saal.schritt and saal.schritt.gruppe_id) or not gruppen.exists():
            del self.fields["gruppe"]
        self.layout(*self.fields)

    def karte(self) -> Handkarte:
        data = self.cleaned_data
        return Handkarte(text=data["text"], vorzeichen=data["vorzeichen"], gruppe=data.get("gruppe"))


AUSWAHL_BIS = 10
"""Up to so many dots a person picks from a list, beyond that a number is typed."""


class StimmForm(Form):
    """A ballot: one number for each Thema."""

    senden = "Punkte abgeben"
    eigene_angaben = False

    def __init__(
        self, *args: Any, abfrage: Punktabfrage, themen: Sequence[Thema], given: Mapping[int, int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        most = abfrage.punkte_je_person
        for thema in themen:
            field = PunkteFeld(label=thema.titel, min_value=0, max_value=most, initial=given.get(thema.pk, 0))
            if most <= AUSWAHL_BIS:
                words = [(number, "1 Punkt" if number == 1 else f"{number} Punkte") for number in range(1, most + 1)]
                field.widget = forms.Select(choices=[(0, "keinen Punkt"), *words])
            else:
                field.widget.attrs["inputmode"] = "numeric"
            field.error_messages["invalid"] = "Bitte geben Sie eine ganze Zahl an, zum Beispiel 2."
            self.fields[f"thema_{thema.pk}"] = field
        self.helper.form_class = "formular stimmzettel"
        self.layout(*self.fields)

    def punkte(self) -> dict[int, int]:
        """Return the dots by the key of the Thema."""
        return {int(name.removeprefix("thema_")): value for name, value in self.cleaned_data.items()}
