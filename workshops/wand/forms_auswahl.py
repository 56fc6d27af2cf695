"""What is to happen with the ticked cards."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from bildungskommune.ui.forms import Form
from bildungskommune.werkbank.seiten import number
from workshops.models import Beitrag, Phase, Thema, Workshop
from workshops.wand.auswahl import HOECHSTENS, Gewaehlt, Ziel
from workshops.wand.forms import NEU
from workshops.wand.herkunft import MINDESTENS
from workshops.wand.spalten import OHNE

KEINE = "keine"
LETZTER_PLATZ = 9999


class AuswahlForm(Form):
    """The ticks stand beside the cards: each says the card and the column it was ticked in, "12-3"."""

    eigene_angaben = False
    thema = forms.ChoiceField(label="Thema", required=False)
    titel = forms.CharField(label="Titel, wenn es ein neues Thema ist", max_length=300, required=False)
    platz = forms.IntegerField(label="An Position", min_value=1, max_value=LETZTER_PLATZ, required=False)
    phase = forms.ChoiceField(label="Phase", choices=[("", "bleibt"), *Phase.choices], required=False)
    gruppe = forms.ChoiceField(label="Arbeitsgruppe", required=False)

    def __init__(self, *args: Any, workshop: Workshop, themen: Sequence[Thema], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="wahl_%s", **kwargs)
        self.workshop, self.themen = workshop, {str(thema.pk): thema for thema in themen}
        self.gruppen = {str(gruppe.pk): gruppe for gruppe in workshop.gruppen.all()}
        offered = [(key, f"nach „{thema}“") for key, thema in self.themen.items()]
        self.fields["thema"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *(("", "bleibt"), *offered, (OHNE, "nach „Ohne Thema“"), (NEU, "in ein neues Thema")),
        ]
        self.fields["gruppe"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            *(("", "bleibt"), *((key, str(gruppe)) for key, gruppe in self.gruppen.items()), (KEINE, "keine")),
        ]
        self.fields["platz"].widget.attrs["inputmode"] = "numeric"
        gone = "Das gibt es an dieser Wand nicht mehr. Bitte wählen Sie etwas anderes."
        for name in ("thema", "phase", "gruppe"):
            self.fields[name].error_messages["invalid_choice"] = gone

    @property
    def zusammen(self) -> bool:
        """Whether the button asks for one card made of the ticked ones."""
        return self.data.get("zug") == "zusammen"

    @property
    def gewaehlt(self) -> set[str]:
        """The ticks that were set, to be shown again when the form is refused."""
        return set(self._ticks())

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        data["wahl"] = ticked(self.workshop, list(self.themen.values()), self._ticks())
        if not data["wahl"]:
            raise forms.ValidationError(
                "Bitte wählen Sie mindestens eine Karte aus: Das Kästchen steht bei ihrem Code."
            )
        if len(data["wahl"]) > HOECHSTENS:
            raise forms.ValidationError(f"Bitte wählen Sie höchstens {HOECHSTENS} Karten auf einmal.")
        if self.zusammen:
            if len(data["wahl"]) < MINDESTENS:
                raise forms.ValidationError("Bitte wählen Sie mindestens zwei Karten, die zusammengehören.")
            return data
        if data.get("thema") == NEU and not data.get("titel"):
            self.add_error("titel", "Bitte geben Sie dem neuen Thema einen Titel.")
        if not self.errors and not any(data.get(name) for name in ("thema", "platz", "phase", "gruppe")):
            raise forms.ValidationError(
                "Bitte wählen Sie, wohin die Karten sollen: Thema, Position, Phase oder Gruppe."
            )
        return data

    def ziel(self) -> Ziel:
        """Return where the cards go."""
        data = self.cleaned_data
        return Ziel(
            bleibt=not data["thema"],
            thema=self.themen.get(data["thema"]),
            neu=data["titel"] if data["thema"] == NEU else "",
            platz=data["platz"],
            phase=data["phase"],
            gruppe=self.gruppen.get(data["gruppe"]),
            ohne_gruppe=data["gruppe"] == KEINE,
        )

    def _ticks(self) -> list[str]:
        return list(dict.fromkeys(self.data.getlist("karte"))) if isinstance(self.data, QueryDict) else []


def ticked(workshop: Workshop, themen: Sequence[Thema], ticks: Sequence[str]) -> list[Gewaehlt]:
    """Return the ticked cards of this wall in their order on the page; what is none is left out."""
    columns = {str(thema.pk): thema for thema in themen}
    pairs = [tick.partition("-")[::2] for tick in ticks]
    wanted = {pk: column for text, column in pairs if (pk := number(text))}
    cards = Beitrag.objects.filter(workshop=workshop).in_bulk(list(wanted)[: HOECHSTENS + 1])
    return [Gewaehlt(cards[pk], columns.get(column)) for pk, column in wanted.items() if pk in cards]
