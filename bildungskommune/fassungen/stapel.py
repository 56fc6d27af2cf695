"""Print everything that is published and has no PDF: ring, wait, copy. Used by the command line."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db.models import Count

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.darstellung import file_name
from bildungskommune.fassungen.models import Druckauftrag, Fassung

PAUSE = 0.5
RING_AGAIN = 15.0
Kind = Druckauftrag.Status


class NoWorker(Exception):
    """Nobody began to print within the time given."""


@dataclass
class Stand:
    """How far the prints are, counted from the rows."""

    wartet: int = 0
    laeuft: int = 0
    fertig: int = 0
    gescheitert: int = 0
    gesamt: int = 0

    @property
    def is_over(self) -> bool:
        return self.wartet + self.laeuft == 0


def published() -> list[Fassung]:
    """Return the Fassungen that ought to have a PDF, oldest first."""
    return list(Fassung.objects.public().without_snapshot().order_by("veroeffentlicht_am", "pk"))


def order(fassungen: Iterable[Fassung]) -> list[int]:
    """Order each print; what is done stays done, what failed is tried again."""
    return [rules.order_print(fassung).pk for fassung in fassungen]


def state(auftraege: Iterable[int]) -> Stand:
    counts = dict(
        Druckauftrag.objects.filter(pk__in=list(auftraege)).order_by().values_list("status").annotate(Count("pk"))
    )
    failed = counts.get(Kind.GESCHEITERT, 0) + counts.get(Kind.ABGEBROCHEN, 0)
    return Stand(
        counts.get(Kind.WARTET, 0), counts.get(Kind.LAEUFT, 0), counts.get(Kind.FERTIG, 0), failed, sum(counts.values())
    )


def wait(
    auftraege: list[int],
    *,
    frist: float,
    show: Callable[[Stand], None],
    ring: Callable[[], object],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> Stand:
    """Wait until every order is over; ring again now and then, in case Redis forgot.

    Raises NoWorker when nothing has moved for `frist` seconds.
    """
    last, moved, rang = state(auftraege), clock(), clock()
    show(last)
    while not last.is_over:
        sleep(PAUSE)
        now = state(auftraege)
        if now != last or _is_alive(auftraege, frist):
            moved = clock()
        if clock() - moved > frist:
            raise NoWorker
        if clock() - rang > RING_AGAIN:
            rang = clock()
            ring()
        last = now
        show(last)
    return last


def _is_alive(auftraege: list[int], frist: float) -> bool:
    """Say whether a worker gave a sign of life lately."""
    return Druckauftrag.objects.filter(pk__in=auftraege).working_within(frist).exists()


def copy(fassungen: Iterable[Fassung], target: Path) -> Iterator[Path]:
    """Copy the finished PDFs to `target` under names for people."""
    target.mkdir(parents=True, exist_ok=True)
    for fassung in Fassung.objects.filter(pk__in=[one.pk for one in fassungen]).printed():
        path = target / f"{file_name(fassung)}.pdf"
        with fassung.auftrag.pdf.open("rb") as source, path.open("wb") as copied:
            shutil.copyfileobj(source, copied)
        yield path


def failures(auftraege: Iterable[int]) -> list[Druckauftrag]:
    over = Druckauftrag.objects.filter(pk__in=list(auftraege), status__in=(Kind.GESCHEITERT, Kind.ABGEBROCHEN))
    return list(over.select_related("fassung").defer("fassung__snapshot"))
