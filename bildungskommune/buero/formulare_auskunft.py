"""Forms about what is kept of somebody: whose data, why it goes, why it does not."""

from collections.abc import Collection
from typing import Any

from django import forms

from bildungskommune.buero.loeschung import Gleich
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.ui.forms import Form


class AdresseForm(Form):
    """Sent by POST: an address does not belong into one."""

    senden = "Nachsehen"
    eigene_angaben = False
    email = forms.EmailField(
        label="E-Mail-Adresse der Person",
        help_text="So, wie die Person sie angegeben hat. Sie steht danach in keiner Adresse und in keinem Protokoll.",
    )


class LoeschauftragForm(Form):
    senden = "Löschung beantragen"
    eigene_angaben = False
    email = forms.EmailField(label="E-Mail-Adresse der Person")
    grund = forms.ChoiceField(
        label="Warum wird gelöscht?",
        choices=Loeschauftrag.Grund.choices,
        widget=forms.RadioSelect,
        help_text="Artikel 17 Absatz 1 der Datenschutz-Grundverordnung.",
        error_messages={"required": "Bitte wählen Sie, warum gelöscht wird."},
    )

    auch = forms.MultipleChoiceField(
        label="Gehört das auch dazu?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Diese Einträge tragen den Namen, aber keine E-Mail-Adresse. Kreuzen Sie nur an, was sicher zu der "
        "Person gehört.",
    )

    def __init__(self, *args: Any, gleiche: Collection[Gleich] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        auch = self.fields["auch"]
        assert isinstance(auch, forms.MultipleChoiceField)
        auch.choices = [(one.schluessel, str(one)) for one in gleiche]
        if not gleiche:
            del self.fields["auch"]
        self.layout(*self.fields)

    def about(self, email: str) -> "LoeschauftragForm":
        """Return the form with the address filled in and hidden, for the page that shows whose it is."""
        self.initial["email"] = email
        self.fields["email"].widget = forms.HiddenInput()
        return self


class AblehnungForm(Form):
    senden = "Löschung ablehnen"
    grund = forms.CharField(
        label="Warum wird nicht gelöscht?",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=2000,
        help_text="Die Person bekommt diesen Text. Namen und Adresse streichen wir aus dem, was hier stehen bleibt.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grund"].error_messages["required"] = "Bitte nennen Sie der Person den Grund."
