"""Read what is frozen: the one place where an old snapshot becomes one that the code of today knows.

The frozen bytes stay as they are, checksum and attachment speak of them. Everything that shows a Fassung asks here.
"""

import logging
from collections.abc import Iterable, Iterator

from bildungskommune.fassungen.models import Fassung, Lesefehler
from bildungskommune.fassungen.registry import Snapshot, definition
from bildungskommune.tracing.snapshot import unfold

logger = logging.getLogger(__name__)


class Unreadable(Exception):
    """The frozen content is not what the code of today can show. `stelle` says where."""

    def __init__(self, fassung: Fassung, stelle: str) -> None:
        super().__init__(f"{fassung} lässt sich nicht lesen: {stelle}")
        self.fassung = fassung
        self.stelle = stelle


def inhalt(fassung: Fassung) -> Snapshot:
    """Return the content in the newest form, made once for each object; raises Unreadable, and tells the desk."""
    if fassung.gelesen is None:
        try:
            fassung.gelesen = _read(fassung)
        except Unreadable as error:
            _report(error)
            raise
    return fassung.gelesen


def readable(fassungen: Iterable[Fassung]) -> Iterator[tuple[Fassung, Snapshot]]:
    """Yield each Fassung with its content; one that cannot be read is left out, and the desk is told."""
    for fassung in fassungen:
        try:
            yield fassung, inhalt(fassung)
        except Unreadable:
            continue


def is_readable(fassung: Fassung) -> bool:
    """Say whether the Fassung can be read, without telling anybody."""
    try:
        _read(fassung)
    except Unreadable:
        return False
    return True


def _read(fassung: Fassung) -> Snapshot:
    what = definition(fassung.definition)
    try:
        newest = what.upgraded(fassung.snapshot)
    except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise Unreadable(fassung, f"{type(error).__name__}: {error}") from error
    if (place := what.misfit(newest)) is not None:
        raise Unreadable(fassung, place.removeprefix("."))
    try:
        return unfold(newest)
    except LookupError as error:
        raise Unreadable(fassung, f"faden: {error}") from error


def _report(error: Unreadable) -> None:
    """Leave a note for the desk, and a line in the log the first time."""
    _, is_new = Lesefehler.objects.get_or_create(fassung=error.fassung, defaults={"stelle": error.stelle[:200]})
    if is_new:
        logger.error("Fassung %s cannot be read: %s", error.fassung.pk, error.stelle)
