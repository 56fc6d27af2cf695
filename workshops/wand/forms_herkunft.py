"""The words of cards that are made of others."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms

from bildungskommune.ui.fliesstext import Fliesstext
from bildungskommune.ui.forms import Form
from workshops.models import Beitrag
from workshops.models.beitrag import BEITRAG_LAENGE
from workshops.models.enums import Vorzeichen
from workshops.wand.herkunft import MINDESTENS, TEILE


class ZusammenForm(Form):
    senden = "Zusammenführen"
    eigene_angaben = False
    text = Fliesstext(
        label="Wortlaut der gemeinsamen Karte",
        max_length=BEITRAG_LAENGE,
        help_text="Die einzelnen Karten behalten Wortlaut und Code; dort steht, worin sie aufgegangen sind.",
        error_messages={"required": "Bitte schreiben Sie, was auf der gemeinsamen Karte stehen soll."},
    )
    vorzeichen = forms.ChoiceField(label="Art", required=False, choices=Vorzeichen.choices)

    def __init__(self, *args: Any, karten: Sequence[Beitrag], **kwargs: Any) -> None:
        arten = {karte.vorzeichen for karte in karten}
        initial = {
            "text": "\n".join(dict.fromkeys(karte.text for karte in karten))[:BEITRAG_LAENGE],
            "vorzeichen": arten.pop() if len(arten) == 1 else Vorzeichen.OHNE,
        }
        super().__init__(*args, initial=initial, **kwargs)


class TeilenForm(Form):
    senden = "Teilen"
    eigene_angaben = False
    texte = Fliesstext(
        label="Wortlaut der einzelnen Karten",
        max_length=2 * BEITRAG_LAENGE,
        help_text="Trennen Sie die Karten durch eine leere Zeile. Die geteilte Karte behält Wortlaut und Code.",
        error_messages={"required": "Bitte schreiben Sie, was auf den Karten stehen soll."},
    )

    def clean_texte(self) -> list[str]:
        parts = [part.strip() for part in re.split(r"\n\s*\n", self.cleaned_data["texte"]) if part.strip()]
        if not MINDESTENS <= len(parts) <= TEILE:
            raise forms.ValidationError(
                f"Bitte schreiben Sie zwei bis {TEILE} Karten, zwischen ihnen je eine leere Zeile."
            )
        if any(len(part) > BEITRAG_LAENGE for part in parts):
            raise forms.ValidationError(f"Bitte schreiben Sie je Karte höchstens {BEITRAG_LAENGE} Zeichen.")
        return parts
