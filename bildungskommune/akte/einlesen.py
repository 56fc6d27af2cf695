"""Read a Verfahrensakte: every error with its place, one transaction, read twice changes nothing."""

from django.db import transaction

from bildungskommune.akte.datei import AkteUnlesbar, Datei
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.lauf import Lauf
from bildungskommune.akte.pruefen import form_errors


class _Trockenlauf(Exception):
    """Ends a dry run so that the transaction takes everything back."""


def einlesen(datei: Datei, *, trocken: bool = False) -> Ergebnis:
    """Read the file into the database; with `trocken` everything is tried and taken back.

    Raises AkteUnlesbar with every error that was found; then nothing is changed.
    """
    if found := form_errors(datei):
        raise AkteUnlesbar(found)
    lauf = Lauf(datei)
    try:
        with transaction.atomic():
            lauf.run()
            if found := lauf.fehler:
                raise AkteUnlesbar(found)
            if trocken:
                raise _Trockenlauf
    except _Trockenlauf:
        pass
    return lauf.ergebnis
