"""Rules of writing a Konzept: names that are never given twice, order, and priorities with their history."""

from datetime import date

from django.db import models, transaction

from bildungskommune.audit.log import By, record
from bildungskommune.werkbank import aendern
from konzept.models import Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel
from konzept.skala import in_force, set_down


def add_konzept(konzept: Konzept, *, by: By) -> None:
    """Save a new Konzept under a Kennung of its own."""
    aendern.create(konzept, by=by, taken=lambda: Konzept.objects.values_list("kennung", flat=True))


def add_handlungsfeld(feld: Handlungsfeld, *, by: By) -> None:
    """Save a new Handlungsfeld at the end. Its Kennung is free in all Konzepte, for it is the address of its page."""
    aendern.create(
        feld,
        by=by,
        under=feld.konzept,
        row=felder_row(feld),
        taken=lambda: {*Handlungsfeld.objects.values_list("kennung", flat=True), "fassung"},
    )


def add_ziel(ziel: Ziel, *, by: By) -> None:
    """Save a new Ziel at the end of its Handlungsfeld."""
    aendern.create(
        ziel,
        by=by,
        under=ziel.handlungsfeld.konzept,
        row=ziele_row(ziel),
        taken=lambda: ziele_row(ziel).values_list("kennung", flat=True),
    )


def add_strategie(strategie: Strategie, *, by: By) -> None:
    """Save a new Strategie at the end of its Handlungsfeld. Its Kennung is free in the whole Konzept."""
    konzept = strategie.handlungsfeld.konzept

    def taken() -> set[str]:
        used = Strategie.objects.filter(handlungsfeld__konzept=konzept).values_list("kennung", flat=True)
        felder = Handlungsfeld.objects.filter(konzept=konzept).values_list("kennung", flat=True)
        return {*used, *felder}

    aendern.create(strategie, by=by, under=konzept, row=strategien_row(strategie), taken=taken)


def felder_row(feld: Handlungsfeld) -> models.QuerySet[Handlungsfeld]:
    return Handlungsfeld.objects.filter(konzept_id=feld.konzept_id)


def ziele_row(ziel: Ziel) -> models.QuerySet[Ziel]:
    return Ziel.objects.filter(handlungsfeld_id=ziel.handlungsfeld_id)


def strategien_row(strategie: Strategie) -> models.QuerySet[Strategie]:
    return Strategie.objects.filter(handlungsfeld_id=strategie.handlungsfeld_id)


def prioritise(ziel: Ziel, prioritaet: str, ab: date, begruendung: str = "", *, by: By, **wer: str) -> Priorisierung:
    """Add a line to the history of priorities; a second one for the same day replaces the first.

    `wer` are `durch` and `wer` of the Priorisierung: who set it.
    """
    with transaction.atomic():
        row = set_down(ziel.priorisierungen, prioritaet, ab, begruendung, **wer)
        record(by, "ziel.priorisiert", ziel, prioritaet=prioritaet, ab=ab)
    return row


def priority_of(ziel: Ziel, today: date | None = None) -> Priorisierung | None:
    """Return the newest Priorisierung that holds already; expects them prefetched, newest first."""
    return in_force(ziel.priorisierungen.all(), today)
