"""How a measure goes on: reports, milestones, reminders. Every step is noted in the audit trail."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import MoveRefused, ReasonMissing, move
from bildungskommune.ui import zeiten
from massnahmen import mails
from massnahmen.models import Indikator, Indikatorwert, Massnahme, Meilenstein, Sachstand

__all__ = ["MoveRefused", "NobodyToRemind", "ReasonMissing", "ReportInFuture", "ReportOutdated"]


class ReportInFuture(Exception):
    """A Sachstand or a milestone is of today or earlier."""

    def __init__(self) -> None:
        super().__init__("Der Stichtag liegt in der Zukunft. Bitte nehmen Sie den heutigen oder einen früheren Tag.")


class ReportOutdated(Exception):
    """A newer Sachstand is known already, so this one cannot say where the measure stands."""

    def __init__(self, newest: date) -> None:
        super().__init__(
            f"Es gibt schon einen Sachstand vom {zeiten.datum(newest)}. "
            "Bitte nehmen Sie diesen oder einen späteren Tag als Stichtag."
        )


class NobodyToRemind(Exception):
    """The Stelle in the lead has no account that could answer."""

    def __init__(self) -> None:
        super().__init__(
            "Für die federführende Stelle gibt es kein Konto. Bitte legen Sie zuerst eines mit der Rolle Fachamt an."
        )


def report(
    massnahme: Massnahme,
    *,
    stichtag: date,
    status: str,
    text: str,
    hindernisse: str = "",
    abweichung: str = "",
    naechste_schritte: str = "",
    laut_dokument: bool = False,
    by: Nutzer | None,
) -> Sachstand:
    """Write a Sachstand and bring the measure into its `status`: the one it has, another, or none is said.

    `laut_dokument` says that the day is only that of the document which the report stood in.

    Raises ReportInFuture, ReportOutdated, ReasonMissing (a delay is public with its reason), MoveRefused.
    """
    with transaction.atomic():
        massnahme.status = Massnahme.objects.select_for_update().get(pk=massnahme.pk).status
        _check_day(massnahme, stichtag)
        if status in Massnahme.NUR_BEGRUENDET and not hindernisse.strip():
            raise ReasonMissing(status)
        if status and status != massnahme.status:
            move(massnahme, status, by=by, grund=hindernisse)
        sachstand = Sachstand.objects.create(
            massnahme=massnahme,
            stichtag=stichtag,
            stand_laut_dokument=laut_dokument,
            status=status,
            text=text,
            hindernisse=hindernisse,
            abweichung=abweichung,
            naechste_schritte=naechste_schritte,
            erfasst_von_id=by.pk if by is not None and by.is_authenticated else None,
        )
        record(by, "massnahme.sachstand", massnahme, stichtag=stichtag.isoformat(), status=str(status))
    return sachstand


def _check_day(massnahme: Massnahme, stichtag: date) -> None:
    if stichtag > timezone.localdate():
        raise ReportInFuture
    newest = massnahme.sachstaende.newest().first()
    if newest is not None and newest.stichtag > stichtag:
        raise ReportOutdated(newest.stichtag)


def reach(meilenstein: Meilenstein, *, am: date, by: Nutzer | None) -> None:
    """Note the day on which a milestone was reached. Raises ReportInFuture."""
    if am > timezone.localdate():
        raise ReportInFuture
    with transaction.atomic():
        meilenstein.erreicht_am = am
        meilenstein.save(update_fields=["erreicht_am"])
        record(by, "massnahme.meilenstein", meilenstein.massnahme, titel=meilenstein.titel, erreicht=am.isoformat())


def note(
    massnahme: Massnahme,
    *,
    am: date,
    erreicht: Iterable[Meilenstein] = (),
    werte: Mapping[Indikator, Decimal] | None = None,
    by: Nutzer | None,
) -> None:
    """Note what a Sachstand says besides: milestones reached and values measured on its day."""
    with transaction.atomic():
        for meilenstein in erreicht:
            reach(meilenstein, am=am, by=by)
        for indikator, wert in (werte or {}).items():
            measure(indikator, datum=am, wert=wert, by=by)


def measure(indikator: Indikator, *, datum: date, wert: Decimal, quelle: str = "", by: Nutzer | None) -> Indikatorwert:
    """Store the value of a day; a second one of the same day replaces the first."""
    with transaction.atomic():
        row, _ = Indikatorwert.objects.update_or_create(
            indikator=indikator, datum=datum, defaults={"wert": wert, "quelle": quelle or "Sachstand"}
        )
        record(by, "massnahme.indikatorwert", indikator.massnahme, datum=datum.isoformat(), wert=str(wert))
    return row


def remind(massnahme: Massnahme, *, by: Nutzer | None, today: date | None = None) -> int:
    """Ask the Stelle in the lead for a Sachstand by mail, at most once a day; returns how many were written to.

    Raises NobodyToRemind.
    """
    today = today or timezone.localdate()
    if massnahme.federfuehrung_id is None:
        raise NobodyToRemind
    konten = list(Konto.objects.filter(rolle=Konto.Rolle.FACHAMT, is_active=True, stelle_id=massnahme.federfuehrung_id))
    if not konten:
        raise NobodyToRemind
    with transaction.atomic():
        for konto in konten:
            mails.ask_for_report(massnahme, konto, today)
        record(by, "massnahme.erinnert", massnahme, anzahl=len(konten))
    return len(konten)
