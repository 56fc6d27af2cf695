from django import forms

from bildungskommune.ui.forms import Form, SpamschutzMixin


class VerteilerForm(SpamschutzMixin, Form):
    senden = "Rundbrief bestellen"
    email = forms.EmailField(
        label="E-Mail-Adresse",
        help_text="Dorthin schicken wir den Link zum Bestätigen.",
        error_messages={"required": "Bitte tragen Sie Ihre E-Mail-Adresse ein."},
    )
    einwilligung = forms.BooleanField(
        label="Ich möchte per E-Mail von Workshops, Ergebnissen und Beteiligung erfahren",
        help_text="Sie können das jederzeit mit einem Klick beenden. Dann löschen wir Ihre Adresse.",
        error_messages={"required": "Bitte kreuzen Sie an, dass Sie E-Mails bekommen möchten."},
    )
