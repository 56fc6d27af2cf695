"""What every page knows of the Kommune."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from bildungskommune.auslage.gedaechtnis import kept
from bildungskommune.seiten.models import Kommune


@kept
def _current() -> Kommune:
    return Kommune.objects.current()


def kommune(request: HttpRequest) -> dict[str, Any]:
    """Give the Kommune and the note on its funding that holds today; both are asked for when first used."""
    current: Any = SimpleLazyObject(_current)
    return {
        "kommune": current,
        "foerderhinweis": SimpleLazyObject(lambda: current.foerderhinweis_am(timezone.localdate())),
    }
