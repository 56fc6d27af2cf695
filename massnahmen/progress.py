"""How a measure goes on: reports, milestones, reminders. Every step is noted in the audit trail."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.lifecycle import MoveRefused, ReasonMissing, move
from bildungskommune.ui import zeiten
from massnahmen import mails
from massnahmen.access import needs_approval
from massnahmen.models import Indikator, Indikatorwert, Massnahme, Meilenstein, Nebenangabe, Sachstand

__all__ = ["AlreadyCorrected", "MoveRefused", "NobodyToRemind", "ReasonMissing", "ReportInFuture", "ReportOutdated"]


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


class AlreadyCorrected(Exception):
    """This report counts no longer: a correction or a later report of the same day stands in its place."""

    def __init__(self) -> None:
        super().__init__(
            "Zu diesem Stichtag gilt inzwischen ein anderer Sachstand. Bitte berichtigen Sie den, der jetzt dort steht."
        )


class NobodyToRemind(Exception):
    """No Stelle that answers for the measure has an account."""

    def __init__(self) -> None:
        super().__init__(
            "Für die zuständigen Stellen gibt es kein Konto. Bitte legen Sie zuerst eines mit der Rolle Fachamt an."
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
    berichtigt: Sachstand | None = None,
    by: Nutzer | None,
) -> Sachstand:
    """Write a Sachstand and bring the measure into its `status`: the one it has, another, or none is said.

    What a Fachamt reports waits for its Freigabe and changes nothing before (`freigabe.approve`). `laut_dokument` says
    that the day is only that of the document which the report stood in; `berichtigt` is the earlier report of the same
    day that this one puts right.

    Raises ReportInFuture, ReportOutdated, ReasonMissing (a delay is public with its reason), MoveRefused,
    AlreadyCorrected.
    """
    with transaction.atomic():
        massnahme.status = Massnahme.objects.select_for_update().get(pk=massnahme.pk).status
        if berichtigt is not None:
            check_correctable(berichtigt)
        else:
            _check_day(massnahme, stichtag)
        if status in Massnahme.NUR_BEGRUENDET and not hindernisse.strip():
            raise ReasonMissing(status)
        sachstand = Sachstand(
            massnahme=massnahme,
            stichtag=stichtag,
            stand_laut_dokument=laut_dokument,
            status=status,
            text=text,
            hindernisse=hindernisse,
            abweichung=abweichung,
            naechste_schritte=naechste_schritte,
            braucht_freigabe=needs_approval(by),
            berichtigt=berichtigt,
            erfasst_von_id=by.pk if by is not None and by.is_authenticated else None,
        )
        if sachstand.braucht_freigabe:
            _check_step(massnahme, sachstand)
        else:
            follow(massnahme, sachstand, by=by)
        sachstand.save()
        record(by, _event(sachstand), massnahme, stichtag=stichtag.isoformat(), status=str(status))
    return sachstand


def _event(sachstand: Sachstand) -> str:
    if sachstand.braucht_freigabe:
        return "massnahme.vorgelegt"
    return "massnahme.berichtigt" if sachstand.berichtigt_id else "massnahme.sachstand"


def _check_day(massnahme: Massnahme, stichtag: date) -> None:
    if stichtag > timezone.localdate():
        raise ReportInFuture
    newest = massnahme.sachstaende.newest().first()
    if newest is not None and newest.stichtag > stichtag:
        raise ReportOutdated(newest.stichtag)


def check_correctable(sachstand: Sachstand) -> None:
    """Raises AlreadyCorrected when this report counts no longer, or is not the last one of its day."""
    same_day = Sachstand.objects.filter(massnahme_id=sachstand.massnahme_id, stichtag=sachstand.stichtag)
    last = same_day.newest().first()
    if last is None or last.pk != sachstand.pk:
        raise AlreadyCorrected


def follow(massnahme: Massnahme, sachstand: Sachstand, *, by: Nutzer | None) -> None:
    """Bring the measure into the state that a report says, unless it only corrects one that was not the newest.

    Raises MoveRefused.
    """
    if _is_step(massnahme, sachstand):
        move(massnahme, sachstand.status, by=by, grund=sachstand.hindernisse)


def _check_step(massnahme: Massnahme, sachstand: Sachstand) -> None:
    allowed = Massnahme.MOVES.get(massnahme.status, frozenset())
    if _is_step(massnahme, sachstand) and sachstand.status not in allowed:
        raise MoveRefused(massnahme, sachstand.status)


def _is_step(massnahme: Massnahme, sachstand: Sachstand) -> bool:
    if not sachstand.status or sachstand.status == massnahme.status:
        return False
    return sachstand.berichtigt_id is None or is_newest(massnahme, sachstand.berichtigt_id)


def is_newest(massnahme: Massnahme, pk: int) -> bool:
    """Whether this is the report by which the measure stands where it stands."""
    newest = massnahme.sachstaende.newest().first()
    return newest is not None and newest.pk == pk


def reach(meilenstein: Meilenstein, *, am: date, by: Nutzer | None) -> None:
    """Note the day on which a milestone was reached. Raises ReportInFuture."""
    if am > timezone.localdate():
        raise ReportInFuture
    with transaction.atomic():
        meilenstein.erreicht_am = am
        meilenstein.save(update_fields=["erreicht_am"])
        record(by, "massnahme.meilenstein", meilenstein.massnahme, titel=meilenstein.titel, erreicht=am.isoformat())


def shift(meilenstein: Meilenstein, *, auf: date, by: Nutzer | None) -> None:
    """Move a milestone to another day; the day that was planned first stays readable."""
    with transaction.atomic():
        meilenstein.geplant_war = meilenstein.geplant_war or meilenstein.datum
        meilenstein.datum = auf
        meilenstein.version += 1
        meilenstein.save(update_fields=["geplant_war", "datum", "version"])
        record(by, "massnahme.meilenstein", meilenstein.massnahme, titel=meilenstein.titel, was="verschoben")


@dataclass(frozen=True)
class Nebenbei:
    """What a Sachstand says besides: milestones reached on its day and moved to another, and values measured."""

    erreicht: Sequence[Meilenstein] = ()
    werte: Mapping[Indikator, Decimal] = field(default_factory=dict)
    verschoben: Mapping[Meilenstein, date] = field(default_factory=dict)


def note(massnahme: Massnahme, nebenbei: Nebenbei, *, am: date, by: Nutzer | None) -> None:
    """Note what a Sachstand of a day says besides."""
    with transaction.atomic():
        for meilenstein in nebenbei.erreicht:
            reach(meilenstein, am=am, by=by)
        for meilenstein, day in nebenbei.verschoben.items():
            shift(meilenstein, auf=day, by=by)
        for indikator, wert in nebenbei.werte.items():
            if indikator.zahlenreihe_id is None:  # bound since it was told: now the statistics say it
                measure(indikator, datum=am, wert=wert, by=by)


def tell_besides(sachstand: Sachstand, nebenbei: Nebenbei, *, by: Nutzer | None) -> None:
    """Note milestones and values with a report; those of a proposal are kept with it until its Freigabe."""
    if not sachstand.braucht_freigabe:
        note(sachstand.massnahme, nebenbei, am=sachstand.stichtag, by=by)
        return
    said: list[dict[str, Any]] = [
        *({"meilenstein": stone} for stone in nebenbei.erreicht),
        *({"meilenstein": stone, "neuer_tag": day} for stone, day in nebenbei.verschoben.items()),
        *({"indikator": one, "wert": wert} for one, wert in nebenbei.werte.items()),
    ]
    Nebenangabe.objects.bulk_create(Nebenangabe(sachstand=sachstand, **one) for one in said)


def measure(indikator: Indikator, *, datum: date, wert: Decimal, quelle: str = "", by: Nutzer | None) -> Indikatorwert:
    """Store the value of a day; a second one of the same day replaces the first."""
    with transaction.atomic():
        row, _ = Indikatorwert.objects.update_or_create(
            indikator=indikator, datum=datum, defaults={"wert": wert, "quelle": quelle or "Sachstand"}
        )
        record(by, "massnahme.indikatorwert", indikator.massnahme, datum=datum.isoformat(), wert=str(wert))
    return row


def remind(massnahme: Massnahme, *, by: Nutzer | None, today: date | None = None) -> int:
    """Ask who answers for it for a Sachstand by mail, at most once a day; returns how many were written to.

    Raises NobodyToRemind.
    """
    today = today or timezone.localdate()
    konten = mails.those_who_report(massnahme)
    if not konten:
        raise NobodyToRemind
    with transaction.atomic():
        for konto in konten:
            mails.ask_for_report(massnahme, konto, today)
        record(by, "massnahme.erinnert", massnahme, anzahl=len(konten))
    return len(konten)
