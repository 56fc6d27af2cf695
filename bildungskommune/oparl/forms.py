from typing import Any

from django import forms

from bildungskommune.akteure.models import Gremium
from bildungskommune.oparl import netz
from bildungskommune.oparl.models import ADRESSE_LAENGE
from bildungskommune.ui.forms import Form


class AdresseForm(Form):
    """Where a Paper stands. Nobody is asked here: only the worker does that."""

    senden = "Lesen lassen"
    adresse = forms.URLField(
        label="Adresse der Vorlage in der OParl-Schnittstelle",
        max_length=ADRESSE_LAENGE,
        assume_scheme="https",
        help_text="Sie beginnt mit https:// und führt zu einem „Paper“, nicht zur Seite für Menschen.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("adresse")

    def clean_adresse(self) -> str:
        adresse: str = self.cleaned_data["adresse"]
        try:
            netz.check_words(adresse)
        except netz.Unbrauchbar as refused:
            raise forms.ValidationError(str(refused)) from refused
        return adresse


class BeendenForm(Form):
    """Asks nothing but whether it is meant."""

    senden = "Abgleich beenden"


class GremiumForm(Form):
    senden = "Zuordnen"
    gremium = forms.ModelChoiceField(
        label="Gremium im Portal",
        queryset=Gremium.objects.all(),
        required=False,
        empty_label="neu anlegen, wie es dort heißt",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("gremium")
