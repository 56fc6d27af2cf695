"""The sign of life of a worker at a long task: the row is the job, and the row says whose it is."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

PAUSE = timedelta(seconds=1)


class Ueberholt(Exception):
    """Nobody waits for this work any more: its order was called off, given anew, or is in other hands."""


class Lebenszeichen:
    """Asks `is_mine`, which writes the page in work into the row, at most once a second. Raises Ueberholt."""

    def __init__(self, is_mine: Callable[[int], bool]) -> None:
        self.is_mine = is_mine
        self.last = timezone.now()

    def __call__(self, seite: int) -> None:
        now = timezone.now()
        if now - self.last >= PAUSE:
            self.last = now
            if not self.is_mine(seite):
                raise Ueberholt
