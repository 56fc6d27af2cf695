"""Indicators whose values come from a series of the official statistics: they are never typed, and follow it."""

from decimal import ROUND_HALF_UP, Decimal

from django.db import transaction

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.audit.log import By, record
from bildungskommune.kennzahlen.models import Zahlenreihe
from massnahmen.models import Indikator, Indikatorwert

HUNDERTSTEL = Decimal("0.01")


def follow(indikator: Indikator) -> int:
    """Give a bound indicator the numbers of its series, with the source; returns how many values changed.

    A sign is no number and gives no value. What a Fassung has frozen stays as it is.
    """
    if indikator.zahlenreihe is None:
        return 0
    wanted = {wert.datum: wert for wert in _values(indikator, indikator.zahlenreihe)}
    with transaction.atomic():
        there = {wert.datum: wert for wert in indikator.werte.select_for_update()}
        gone = [wert.pk for tag, wert in there.items() if tag not in wanted]
        changed = [tag for tag, wert in wanted.items() if tag in there and _said(there[tag]) != _said(wert)]
        indikator.werte.filter(pk__in=gone).delete()
        for tag in changed:
            there[tag].wert, there[tag].quelle = _said(wanted[tag])
            there[tag].version += 1
            there[tag].save(update_fields=["wert", "quelle", "version"])
        new = Indikatorwert.objects.bulk_create(wert for tag, wert in wanted.items() if tag not in there)
    return len(gone) + len(changed) + len(new)


def follow_series(reihe: Zahlenreihe, *, by: By) -> int:
    """Bring all indicators of a series up to date, with a note at each measure; returns how many changed."""
    rows = reihe.indikatoren.select_related("massnahme").order_by("pk")
    changed = [one for one in rows if follow(one)]
    for one in changed:
        record(by, "massnahme.zahlenreihe", one.massnahme, now=None, getan=f"{one}: {reihe}"[:TITEL_LAENGE])
    return len(changed)


def _values(indikator: Indikator, reihe: Zahlenreihe) -> list[Indikatorwert]:
    lizenz = reihe.lizenz if reihe.lizenztext else ""
    quelle = "; ".join(filter(None, (reihe.quellenangabe, lizenz)))[:TITEL_LAENGE]
    rows = reihe.werte.current().numbers().order_by("tag", "pk")
    return [
        Indikatorwert(indikator=indikator, datum=row.tag, wert=_rounded(row.zahl or Decimal(0)), quelle=quelle)
        for row in rows
    ]


def _rounded(zahl: Decimal) -> Decimal:
    """A measure keeps two decimal places; the page of the series has them all."""
    return zahl.quantize(HUNDERTSTEL, ROUND_HALF_UP)


def _said(wert: Indikatorwert) -> tuple[Decimal, str]:
    return wert.wert, wert.quelle
