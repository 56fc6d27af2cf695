"""What the frame of every page shows of the process."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bildungskommune.verfahren.menue import entries
from bildungskommune.verfahren.stufen import stages


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the stages for the stage bar and the entries of the menus; both are asked for when they are drawn."""
    return {
        "alle_stufen": SimpleLazyObject(stages),
        "menue": SimpleLazyObject(lambda: entries(getattr(request, "user", AnonymousUser()))),
    }
