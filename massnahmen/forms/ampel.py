from django import forms

from bildungskommune.ui.forms import Form
from massnahmen.models import Ampelstufe


class AmpelForm(Form):
    senden = "Ampel setzen"
    eigene_angaben = False
    stufe = forms.ChoiceField(label="Wie steht die Maßnahme?", choices=Ampelstufe.choices, widget=forms.RadioSelect)
    grund = forms.CharField(
        label="Warum?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Der Grund steht bei der Ampel, auch öffentlich, mit dem heutigen Datum.",
    )
