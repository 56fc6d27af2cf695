"""Read a Verfahrensakte: every error with its place, one transaction, read twice changes nothing."""

from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, transaction

from bildungskommune.akte.datei import AkteUnlesbar, Datei
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.lauf import Lauf
from bildungskommune.akte.pruefen import form_errors
from bildungskommune.akte.schreiben import Aufgegeben, Einzeln, Gesammelt


class _Trockenlauf(Exception):
    """Ends a dry run so that the transaction takes everything back."""


def einlesen(datei: Datei, *, trocken: bool = False) -> Ergebnis:
    """Read the file into the database; with `trocken` everything is tried and taken back.

    Raises AkteUnlesbar with every error that was found; then nothing is changed.
    """
    if found := form_errors(datei):
        raise AkteUnlesbar(found)
    try:
        with transaction.atomic():
            ergebnis = _together(datei) or _one_by_one(datei)
            if trocken:
                raise _Trockenlauf
    except _Trockenlauf:
        pass
    return ergebnis


def _together(datei: Datei) -> Ergebnis | None:
    """Read a right file with few statements; returns None, and changes nothing, when something is wrong with it."""
    lauf = Lauf(datei, Gesammelt())
    try:
        with transaction.atomic():
            lauf.run()
    except (Aufgegeben, DatabaseError, ObjectDoesNotExist):
        return None
    return lauf.ergebnis


def _one_by_one(datei: Datei) -> Ergebnis:
    """Read a file so that everything that is wrong is found. Raises AkteUnlesbar with it."""
    lauf = Lauf(datei, Einzeln())
    lauf.run()
    if found := lauf.fehler:
        raise AkteUnlesbar(found)
    return lauf.ergebnis
