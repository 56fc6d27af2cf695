"""Forms for the door: short enough to be filled in while somebody waits."""

from typing import Any

from django import forms

from bildungskommune.ui.forms import FilterForm, Form
from workshops.anmeldung.angaben import Daten
from workshops.anmeldung.forms_kinder import KinderFeld
from workshops.models import Anmeldung, Arbeitsgruppe, Workshop


class EinlassSuche(FilterForm):
    senden = "Suchen"
    wort = forms.CharField(label="Name oder Einrichtung", max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wort"].widget.attrs.update({"autocomplete": "off", "type": "search", "data-einlass-suche": ""})


def _gruppen(label: str) -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=label, queryset=Arbeitsgruppe.objects.none(), required=False, empty_label="noch keine"
    )


class OhneAnmeldungForm(Form):
    """Whoever comes without a registration."""

    senden = "Eintragen, ist da"
    eigene_angaben = False
    name = forms.CharField(
        label="Vor- und Nachname",
        max_length=Anmeldung._meta.get_field("name").max_length,
        error_messages={"required": "Bitte fragen Sie nach dem Namen."},
    )
    einrichtung = forms.CharField(
        label="Einrichtung",
        max_length=Anmeldung._meta.get_field("einrichtung").max_length,
        help_text="Wer für sich selbst kommt: „privat“.",
        error_messages={"required": "Bitte fragen Sie, woher die Person kommt, oder schreiben Sie „privat“."},
    )
    ag_wunsch_1 = _gruppen("Arbeitsgruppe")
    verpflegung = forms.ChoiceField(
        label="Verpflegung", choices=Anmeldung.Verpflegung.choices, initial=Anmeldung.Verpflegung.OHNE
    )
    kinder = KinderFeld()
    email = forms.EmailField(
        label="E-Mail-Adresse", required=False, help_text="Nur wer sie nennt, bekommt Post vom Portal."
    )
    foto_einwilligung = forms.BooleanField(
        label="ist mit Fotos in der Dokumentation einverstanden (ausdrücklich gefragt)", required=False
    )

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ag_wunsch_1"].queryset = workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
        if not workshop.kinderbetreuung:
            del self.fields["kinder"]

    def daten(self) -> Daten:
        return Daten(**self.cleaned_data)


class EinlassForm(Form):
    """One person at the door: who really comes, and to which table."""

    eigene_angaben = False
    vertretung = forms.CharField(
        label="Es kommt jemand anders: Vor- und Nachname",
        required=False,
        max_length=Anmeldung._meta.get_field("vertretung").max_length,
    )
    gruppe = _gruppen("Arbeitsgruppe")

    def __init__(self, *args: Any, workshop: Workshop, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["gruppe"].queryset = workshop.gruppen.all()  # type: ignore[attr-defined]  # a ModelChoiceField
