"""Keep programs out of public forms without a riddle: a trap field, a minimum time, and a note that serves once.

The note of a form that is refused for its age, or because it has served, is replaced: what was typed stays on the page,
and sending it again is enough.
"""

import hashlib
import secrets
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from bildungskommune.ui.models import Absendung

SALZ = "bildungskommune.ui.spamschutz"
MINDESTZEIT = 3.0
HOECHSTALTER = 24 * 3600.0
"""Seconds for which a form can be sent after it was shown."""

ZU_SCHNELL = "Das ging sehr schnell. Bitte prüfen Sie Ihre Angaben und senden Sie das Formular noch einmal ab."
ZU_ALT = (
    "Diese Seite war länger als einen Tag offen. Ihre Angaben stehen noch hier: Bitte prüfen Sie sie, und senden Sie "
    "das Formular noch einmal ab."
)
SCHON_BENUTZT = (
    "Dieses Formular wurde schon abgeschickt. Wenn Sie noch einmal etwas schicken möchten, prüfen Sie bitte Ihre "
    "Angaben, und senden Sie es noch einmal ab."
)
AUSGEFUELLT = "Bitte lassen Sie das Feld „Website“ leer und senden Sie das Formular noch einmal ab."


class Honigtopf(forms.TextInput):
    """A field that people do not see; the pack hides it."""


def new_start(now: float | None = None) -> str:
    """Return a signed note of the time at which the form was shown, and no other like it."""
    shown = now if now is not None else timezone.now().timestamp()
    return signing.dumps([shown, secrets.token_urlsafe(9)], salt=SALZ)


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
        self._check_note(self.cleaned_data.get("gezeigt", ""))
        return cleaned

    def _check_note(self, note: str) -> None:
        """Refuse a note that is forged, too young, too old or used; of a form without errors it is used now."""
        age = _seconds_since(note)
        if age is None:
            self._renew()
        if (age or 0.0) < _minimum():
            raise ValidationError(ZU_SCHNELL, code="spam")
        if age is not None and age > HOECHSTALTER:
            self._renew()
            raise ValidationError(ZU_ALT, code="spam")
        if age is not None and not self.errors and not _use(note):
            self._renew()
            raise ValidationError(SCHON_BENUTZT, code="spam")

    def _renew(self) -> None:
        """Let the page that comes back hold a new note."""
        data = cast("QueryDict", self.data).copy()
        data[self.add_prefix("gezeigt")] = new_start()
        self.data = data


def _use(note: str) -> bool:
    """Return whether the note is used for the first time; a view that refuses the form after all gives it back.

    The row lives as long as the transaction of `once` wants it, and two days after that.
    """
    digest = hashlib.sha256(f"gezeigt\n{note}".encode()).hexdigest()
    return Absendung.objects.get_or_create(token=digest)[1]


def _minimum() -> float:
    return float(getattr(settings, "SPAMSCHUTZ_SEKUNDEN", MINDESTZEIT))


def _seconds_since(note: str) -> float | None:
    """Return the age of the note, None when it is not ours."""
    try:
        shown = float(signing.loads(note, salt=SALZ)[0])
    except (signing.BadSignature, LookupError, TypeError, ValueError):
        return None
    return timezone.now().timestamp() - shown
