"""What is kept for a limited time only: `<app>/aufbewahrung.py` forgets its own."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from bildungskommune.register import Register

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Vergessen:
    """How many rows of a kind are gone."""

    was: str
    anzahl: int


fristen: Register[[datetime], Vergessen] = Register("aufbewahrung")
"""Asked with the time of day: deletes what is over and says how much it was. Safe to run twice."""


def forget(now: datetime) -> list[Vergessen]:
    """Let every app delete what it may keep no longer; one that fails keeps no other from it.

    Raises ExceptionGroup at the end with all that went wrong.
    """
    gone: list[Vergessen] = []
    errors: list[Exception] = []
    for function in fristen.functions():
        try:
            gone += _run(function, now)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
    for one in gone:
        logger.info("forgotten: %s %s", one.anzahl, one.was)
    if errors:
        raise ExceptionGroup("what should be forgotten", errors)
    return gone


def _run(function: Callable[[datetime], Iterable[Vergessen]], now: datetime) -> list[Vergessen]:
    with transaction.atomic():
        return list(function(now))
