"""What the frame of every page shows of the process."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from bildungskommune.verfahren.stufen import stages


def frame(request: HttpRequest) -> dict[str, Any]:
    """Give the stages for the stage bar; they are asked for when it is drawn."""
    return {"alle_stufen": SimpleLazyObject(stages)}
