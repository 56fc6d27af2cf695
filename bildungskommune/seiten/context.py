"""What every page knows of the Kommune."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bildungskommune.auslage.gedaechtnis import kept
from bildungskommune.seiten.models import Kommune


@kept
def current() -> Kommune:
    """Return the Kommune as pages and mails show it."""
    return Kommune.objects.current()


def kommune(request: HttpRequest) -> dict[str, Any]:
    """Give the Kommune; it is asked for when first used."""
    return {"kommune": SimpleLazyObject(current)}
