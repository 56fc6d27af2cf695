"""Keep programs out of public forms without a riddle: a trap field and a minimum time."""

from typing import Any

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone

SALZ = "bildungskommune.ui.spamschutz"
MINDESTZEIT = 3.0

ZU_SCHNELL = "Das ging sehr schnell. Bitte prüfen Sie Ihre Angaben und senden Sie das Formular noch einmal ab."
AUSGEFUELLT = "Bitte lassen Sie das Feld „Website“ leer und senden Sie das Formular noch einmal ab."


class Honigtopf(forms.TextInput):
    """A field that people do not see; the pack hides it."""


def new_start(now: float | None = None) -> str:
    """Return a signed note of the time at which the form was shown."""
    return signing.dumps(now if now is not None else timezone.now().timestamp(), salt=SALZ)


class SpamschutzMixin(forms.BaseForm):
    """Adds `website` (trap) and `gezeigt` (signed time) to a form."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["website"] = forms.CharField(
            label="Website (bitte leer lassen)",
            required=False,
            widget=Honigtopf(attrs={"tabindex": "-1", "autocomplete": "off"}),
        )
        self.fields["gezeigt"] = forms.CharField(required=False, widget=forms.HiddenInput, initial=new_start)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("website"):
            raise ValidationError(AUSGEFUELLT, code="spam")
        if _seconds_since(self.cleaned_data.get("gezeigt", "")) < _minimum():
            raise ValidationError(ZU_SCHNELL, code="spam")
        return cleaned


def _minimum() -> float:
    return float(getattr(settings, "SPAMSCHUTZ_SEKUNDEN", MINDESTZEIT))


def _seconds_since(note: str) -> float:
    """Return the age of the note; without a valid one no time has passed."""
    try:
        shown = float(signing.loads(note, salt=SALZ))
    except (signing.BadSignature, TypeError, ValueError):
        return 0.0
    return timezone.now().timestamp() - shown
