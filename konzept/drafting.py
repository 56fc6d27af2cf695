"""Rules of writing a Konzept: names that are never given twice, order, and priorities with their history."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone

from bildungskommune.audit.log import record
from konzept.models import Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel
from leitbild.drafting import By, last_position, lock, next_kennung, save


def add_konzept(konzept: Konzept, *, by: By) -> None:
    """Save a new Konzept under a Kennung of its own."""
    with transaction.atomic():
        taken = set(Konzept.objects.values_list("kennung", flat=True))
        konzept.kennung = next_kennung(konzept.titel, taken, "konzept")
        save(konzept, by=by)


def add_handlungsfeld(feld: Handlungsfeld, *, by: By) -> None:
    """Save a new Handlungsfeld at the end. Its Kennung is free in all Konzepte, for it is the address of its page."""
    with transaction.atomic():
        lock(feld.konzept)
        taken = {*Handlungsfeld.objects.values_list("kennung", flat=True), "fassung"}
        feld.kennung = next_kennung(feld.titel, taken, "handlungsfeld")
        feld.position = last_position(felder_row(feld)) + 1
        save(feld, by=by)


def add_ziel(ziel: Ziel, *, by: By) -> None:
    with transaction.atomic():
        lock(ziel.handlungsfeld.konzept)
        taken = set(Ziel.objects.filter(handlungsfeld=ziel.handlungsfeld).values_list("kennung", flat=True))
        ziel.kennung = next_kennung(ziel.titel, taken, "ziel")
        ziel.position = last_position(ziele_row(ziel)) + 1
        save(ziel, by=by)


def add_strategie(strategie: Strategie, *, by: By) -> None:
    """Save a new Strategie at the end of its Handlungsfeld. Its Kennung is free in the whole Konzept."""
    konzept = strategie.handlungsfeld.konzept
    with transaction.atomic():
        lock(konzept)
        used = Strategie.objects.filter(handlungsfeld__konzept=konzept).values_list("kennung", flat=True)
        felder = Handlungsfeld.objects.filter(konzept=konzept).values_list("kennung", flat=True)
        strategie.kennung = next_kennung(strategie.titel, {*used, *felder}, "strategie")
        strategie.position = last_position(strategien_row(strategie)) + 1
        save(strategie, by=by)


def felder_row(feld: Handlungsfeld) -> models.QuerySet[Handlungsfeld]:
    return Handlungsfeld.objects.filter(konzept_id=feld.konzept_id)


def ziele_row(ziel: Ziel) -> models.QuerySet[Ziel]:
    return Ziel.objects.filter(handlungsfeld_id=ziel.handlungsfeld_id)


def strategien_row(strategie: Strategie) -> models.QuerySet[Strategie]:
    return Strategie.objects.filter(handlungsfeld_id=strategie.handlungsfeld_id)


def prioritise(ziel: Ziel, prioritaet: str, ab: date, begruendung: str = "", *, by: By) -> Priorisierung:
    """Add a line to the history of priorities; a second one for the same day replaces the first."""
    with transaction.atomic():
        row, _ = Priorisierung.objects.update_or_create(
            ziel=ziel, ab=ab, defaults={"prioritaet": prioritaet, "begruendung": begruendung}
        )
        record(by, "ziel.priorisiert", ziel, prioritaet=prioritaet, ab=ab)
    return row


def priority_of(ziel: Ziel, today: date | None = None) -> Priorisierung | None:
    """Return the newest Priorisierung that holds already; expects them prefetched, newest first."""
    today = today or timezone.localdate()
    return next((row for row in ziel.priorisierungen.all() if row.ab <= today), None)
