"""The children whom somebody brings: one age for each."""

import re

from django import forms

HOECHSTENS = 9
AELTESTE = 17
LABEL = "Kinder zur Betreuung"
HILFE = "Ein Alter in Jahren je Kind, zum Beispiel „3, 5“. Bleibt das Feld leer, kommt kein Kind mit."


class KinderFeld(forms.Field):
    """A line of ages; it gives them as numbers."""

    def __init__(self, *, label: str = LABEL, help_text: str = HILFE) -> None:
        super().__init__(label=label, help_text=help_text, required=False, widget=forms.TextInput)

    def prepare_value(self, value: object) -> object:
        return ", ".join(str(age) for age in value) if isinstance(value, list) else value

    def to_python(self, value: object) -> list[int]:
        words = [word for word in re.split(r"[\s,;]+|\bund\b|\bJahren?\b", str(value or "")) if word]
        if not all(re.fullmatch(r"[0-9]{1,2}", word) and int(word) <= AELTESTE for word in words):
            raise forms.ValidationError(
                f"Bitte nennen Sie nur das Alter in ganzen Jahren, von 0 bis {AELTESTE}, zum Beispiel „3, 5“."
            )
        if len(words) > HOECHSTENS:
            raise forms.ValidationError(
                f"Hier lassen sich höchstens {HOECHSTENS} Kinder anmelden. Bitte rufen Sie uns an, wenn es mehr sind."
            )
        return [int(word) for word in words]
