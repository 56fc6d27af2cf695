"""What somebody needs to take part: kept only with explicit consent, never shown to the person again.

May be health data (Art. 9 DSGVO): text and consent stand in a table of their own and go a week after the workshop.
"""

from dataclasses import dataclass
from datetime import datetime

from workshops.models import Anmeldung, Unterstuetzung

EINWILLIGUNG_TEXT = "Fassung 1"
"""Version of the consent as the forms word it."""


@dataclass(frozen=True, kw_only=True)
class Bedarf:
    """What the form says about support: a text with consent replaces what is kept, `loeschen` withdraws it."""

    text: str = ""
    einwilligung: bool = False
    loeschen: bool = False


def keep(anmeldung: Anmeldung, bedarf: Bedarf, *, now: datetime) -> None:
    """Replace or withdraw what is kept; nothing said changes nothing, and without consent no text is stored."""
    if bedarf.loeschen:
        Unterstuetzung.objects.filter(anmeldung=anmeldung).delete()
    if bedarf.text and bedarf.einwilligung:
        Unterstuetzung.objects.update_or_create(
            anmeldung=anmeldung,
            defaults={
                "bedarf": bedarf.text,
                "einwilligung_am": now,
                "einwilligung_text": EINWILLIGUNG_TEXT,
            },
        )
