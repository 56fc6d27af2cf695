"""What every page shows of the funding."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from bildungskommune.auslage.gedaechtnis import kept
from bildungskommune.foerderung import stand
from bildungskommune.foerderung.stand import Foerderung


@kept
def today() -> Foerderung:
    # What is kept, and what lies out as a file, ends at midnight, and with it the day.
    return stand.on(timezone.localdate())


def foerderung(request: HttpRequest) -> dict[str, Any]:
    """Give the Förderung of today; it is asked for when first used."""
    return {"foerderung": SimpleLazyObject(today)}
