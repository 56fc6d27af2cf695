"""Freeze and move Fassungen."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from bildungskommune.fassungen.models import GRUND_LAENGE, Art, Status, Zweck
from bildungskommune.fassungen.namensstelle import Namensstelle
from bildungskommune.ui.forms import FilterForm, Form

GRUENDE = (
    "auf Wunsch der Person",
    "Einwilligung widerrufen",
    "irrtümlich genannt",
    "anderer Grund nach der Datenschutz-Grundverordnung",
)
"""Chosen and not typed, so that no reason says who it is."""


class TagForm(FilterForm):
    """On which day Fassungen held."""

    senden = "Zeigen"
    am = forms.DateField(label="Was galt am", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class EinfrierenForm(Form):
    senden = "Fassung einfrieren"
    zweck = forms.ChoiceField(
        label="Zweck",
        choices=[choice for choice in Zweck.choices if choice[0] != Zweck.BESCHLUSS],
        initial=Zweck.ARBEITSSTAND,
        help_text="Steht auf dem Deckblatt und in der Fußzeile jeder Seite.",
    )
    stichtag = forms.DateField(
        label="Stichtag", initial=timezone.localdate, help_text="Der Tag, für den der Inhalt gilt. Meist ist es heute."
    )

    art = forms.ChoiceField(
        label="Art",
        choices=Art.choices,
        initial=Art.STANDARD,
        help_text="Jede Art hat eigene Nummern, und je Art gilt eine Fassung.",
    )

    def __init__(self, *args: Any, arten: Sequence[Art], stichtag: date | None = None, **kwargs: Any) -> None:
        """Ask for no kind where there is one alone, and for no day where the document has one of its own."""
        super().__init__(*args, **kwargs)
        self.fields["art"].choices = [(art.value, art.label) for art in arten]  # type: ignore[attr-defined]
        if len(arten) == 1:
            del self.fields["art"]
        if stichtag is not None:
            del self.fields["stichtag"]
        self.layout(*(name for name in ("art", "zweck", "stichtag") if name in self.fields))


class SchrittForm(Form):
    """The next state asked for by a button; the reason is optional for a Fassung."""

    nach = forms.ChoiceField(choices=Status.choices)
    grund = forms.CharField(required=False, max_length=GRUND_LAENGE)


class VeroeffentlichenForm(Form):
    """Publishing what no committee adopted asks why."""

    senden = "Veröffentlichen"
    ohne_beschluss = forms.CharField(
        label="Warum wird ohne Beschluss veröffentlicht?",
        max_length=GRUND_LAENGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Steht öffentlich an der Fassung, zum Beispiel: Die Landrätin hat entschieden.",
    )

    def __init__(self, *args: Any, begruendet: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if begruendet:
            self.layout("ohne_beschluss")
        else:
            del self.fields["ohne_beschluss"]
            self.layout()


class NamenForm(Form):
    """Who is to be named no more, why, and whether elsewhere too."""

    senden = "Name entfernen"
    stellen = forms.MultipleChoiceField(
        label="Welcher Name?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Bitte haken Sie an, welcher Name entfernt werden soll."},
    )
    ueberall = forms.BooleanField(
        label="Auch an den anderen Stellen, an denen diese Person steht",
        required=False,
        initial=True,
        help_text="In allen Fassungen dieses Dokuments, und in anderen, wenn der Name aus derselben Quelle kommt.",
    )
    grund = forms.ChoiceField(
        label="Warum?",
        choices=[(wort, wort) for wort in GRUENDE],
        widget=forms.RadioSelect,
        help_text="Wird mit dem Vorgang festgehalten, nicht öffentlich.",
    )

    def __init__(self, *args: Any, stellen: Sequence[Namensstelle], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(one.kennung, f"{one.name} ({one.wo})") for one in stellen if one.entfernt_am is None]
        self.fields["stellen"].choices = named  # type: ignore[attr-defined]  # a MultipleChoiceField
        self.layout("stellen", "ueberall", "grund")


class ZurueckziehenForm(Form):
    senden = "Fassung zurückziehen"
    grund = forms.CharField(
        label="Begründung",
        max_length=GRUND_LAENGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Steht öffentlich unter der Adresse der Fassung.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("grund")
