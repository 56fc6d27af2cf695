"""What the public writes on the pages of the kernel."""

from typing import Any

from bildungskommune.seiten.models import Barrieremeldung
from bildungskommune.ui.forms import ModelForm, SpamschutzMixin


class MeldenForm(SpamschutzMixin, ModelForm):
    senden = "Meldung abschicken"

    class Meta:
        model = Barrieremeldung
        fields = ("beschreibung", "seite", "name", "email")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beschreibung"].help_text = "Zum Beispiel: Was wollten Sie tun, und woran ist es gescheitert?"
        self.fields["seite"].help_text = "Die Adresse oder der Name der Seite. Wir haben eingetragen, woher Sie kommen."
        self.fields["email"].help_text = "Nur wenn Sie eine Antwort wünschen. Wir antworten innerhalb eines Monats."
        self.layout("Welche Barriere?", "beschreibung", "seite", "Wer sind Sie?", "name", "email")
