"""Listen to WeasyPrint while it works: page numbers, a page budget, errors."""

import logging
import re
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bildungskommune.fassungen.satz.parts import SatzFehler

SEITEN_HOECHSTENS = 3000
"""A report on 2,040 measures has 1,275 pages, 2,584 in large print, and takes 2.7 GB; longer ones would take more than
the worker is given.
"""
_SEITE = re.compile(r"Creating layout - Page (\d+)")
_LOGGER = logging.getLogger("weasyprint")
_FORTSCHRITT = logging.getLogger("weasyprint.progress")


class _Mithoerer(logging.Handler):
    """Hear only the thread that prints: loggers belong to the whole process."""

    def __init__(self, level: int) -> None:
        super().__init__(level)
        self._faden = threading.get_ident()

    def filter(self, record: logging.LogRecord) -> bool:
        return record.thread == self._faden


class Fehlerliste(_Mithoerer):
    """Collect what WeasyPrint only logs: a missing alt text, language or target."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.fehler: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        caught = sys.exception()
        if caught is not None and not isinstance(caught, Exception):
            raise caught  # the worker has to end: no defect of the picture that was being drawn
        self.fehler.append(record.getMessage())


class Seitenzaehler(_Mithoerer):
    """Report each new page; raising from `emit` stops the render."""

    def __init__(self, progress: Callable[[int], None]) -> None:
        super().__init__(logging.INFO)
        self._progress = progress
        self._seite = 0

    def emit(self, record: logging.LogRecord) -> None:
        fund = _SEITE.search(record.getMessage())
        if fund is None or int(fund[1]) <= self._seite:
            return
        self._seite = int(fund[1])
        if self._seite > SEITEN_HOECHSTENS:
            raise SatzFehler(
                f"Das Dokument wird länger als {SEITEN_HOECHSTENS} Seiten. Bitte teilen Sie es in mehrere Fassungen."
            )
        self._progress(self._seite)


@contextmanager
def listening(progress: Callable[[int], None]) -> Iterator[Fehlerliste]:
    """Hear a render; on leaving, raise SatzFehler when WeasyPrint logged an error."""
    fehlerliste, zaehler = Fehlerliste(), Seitenzaehler(progress)
    vorher, weiter = _FORTSCHRITT.level, _FORTSCHRITT.propagate
    _LOGGER.addHandler(fehlerliste)
    _FORTSCHRITT.addHandler(zaehler)
    _FORTSCHRITT.setLevel(logging.INFO)
    _FORTSCHRITT.propagate = False  # a line a page has no place in the log of the worker
    try:
        yield fehlerliste
    finally:
        _LOGGER.removeHandler(fehlerliste)
        _FORTSCHRITT.removeHandler(zaehler)
        _FORTSCHRITT.setLevel(vorher)
        _FORTSCHRITT.propagate = weiter
    if fehlerliste.fehler:
        weitere = len(fehlerliste.fehler) - 1
        zusatz = f" (und {weitere} weitere)" if weitere else ""
        raise SatzFehler(f"Der Satz meldet einen Fehler: {fehlerliste.fehler[0]}{zusatz}.")
