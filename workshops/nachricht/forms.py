from django import forms

from bildungskommune.ui.forms import Form, SpamschutzMixin


class NachrichtForm(SpamschutzMixin, Form):
    senden = "E-Mail bei Neuem bestellen"
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Dorthin schicken wir den Link zum Bestätigen.",
        error_messages={"required": "Bitte tragen Sie Ihre E-Mail-Adresse ein."},
    )
