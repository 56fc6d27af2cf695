from django import forms

from bildungskommune.ui.forms import Form


class RuheForm(Form):
    senden = "Erinnerungen ruhen lassen"
    eigene_angaben = False
    bis = forms.DateField(
        label="Erinnerungen ruhen bis",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="Bis zu diesem Tag, ihn eingeschlossen, geht zu dieser Maßnahme keine Erinnerung hinaus.",
    )
    grund = forms.CharField(
        label="Warum?",
        max_length=300,
        help_text="Der Grund steht am Arbeitsplatz bei der Maßnahme, nicht öffentlich, etwa „Haushalt gesperrt“.",
    )
