"""Letting a report of a Fachamt pass, or giving it back. Until then everybody reads what was approved before."""

from django.db import transaction

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.ui import zeiten
from massnahmen import mails, progress
from massnahmen.models import Massnahme, Sachstand, Sachstandsfreigabe

Ergebnis = Sachstandsfreigabe.Ergebnis


class AlreadyDecided(Exception):
    """Somebody has let this report pass or given it back already."""

    def __init__(self, freigabe: Sachstandsfreigabe) -> None:
        super().__init__(
            f"Dieser Sachstand ist am {zeiten.datum(freigabe.entschieden_am)} schon "
            f"{freigabe.get_ergebnis_display()} worden."
        )


class NothingToDecide(Exception):
    """A report of the Stabsstelle counts by itself."""

    def __init__(self) -> None:
        super().__init__("Diesen Sachstand hat die Stabsstelle selbst eingetragen. Er braucht keine Freigabe.")


class Overtaken(Exception):
    """What this report says is overtaken: the measure has a newer one that counts."""

    def __init__(self, newest: Sachstand) -> None:
        super().__init__(
            f"Inzwischen gilt ein neuerer Sachstand vom {zeiten.datum(newest.stichtag)}. "
            "Bitte geben Sie diesen zurück, oder berichtigen Sie den neueren."
        )


def approve(sachstand: Sachstand, *, by: Nutzer) -> None:
    """Let a report count: it becomes what everybody reads, and the measure comes into the state it says.

    What it says besides is noted with it. Raises NothingToDecide, AlreadyDecided, Overtaken, AlreadyCorrected,
    MoveRefused.
    """
    with transaction.atomic():
        massnahme = _locked(sachstand)
        _check_not_overtaken(massnahme, sachstand)
        progress.follow(massnahme, sachstand, by=by)
        progress.note(massnahme, reported_along(sachstand), am=sachstand.stichtag, by=by)
        _decide(sachstand, Ergebnis.FREIGEGEBEN, "", by)
        record(by, "massnahme.freigegeben", massnahme, stichtag=sachstand.stichtag.isoformat())


def give_back(sachstand: Sachstand, grund: str, *, by: Nutzer) -> int:
    """Give a report back to those who wrote it, with what is to be changed; returns how many got a mail.

    Raises NothingToDecide, AlreadyDecided.
    """
    with transaction.atomic():
        massnahme = _locked(sachstand)
        _decide(sachstand, Ergebnis.ZURUECKGEGEBEN, grund, by)
        record(by, "massnahme.zurueckgegeben", massnahme, stichtag=sachstand.stichtag.isoformat())
        konten = _who_wrote(sachstand)
        for konto in konten:
            mails.tell_of_return(sachstand, grund, konto)
    return len(konten)


def reported_along(sachstand: Sachstand) -> progress.Nebenbei:
    """Return the milestones and values that a proposal says besides, without what was reached meanwhile."""
    rows = sachstand.nebenangaben.select_related("meilenstein", "indikator")
    stones = [(row.meilenstein, row.neuer_tag) for row in rows if row.meilenstein is not None]
    open_ones = [(stone, day) for stone, day in stones if stone.erreicht_am is None]
    return progress.Nebenbei(
        erreicht=[stone for stone, day in open_ones if day is None],
        verschoben={stone: day for stone, day in open_ones if day is not None},
        werte={row.indikator: row.wert for row in rows if row.indikator is not None and row.wert is not None},
    )


def _locked(sachstand: Sachstand) -> Massnahme:
    """Lock the measure, then see that nobody has decided: two people may press at the same time."""
    if not sachstand.braucht_freigabe:
        raise NothingToDecide
    massnahme = Massnahme.objects.select_for_update().get(pk=sachstand.massnahme_id)
    decided = Sachstandsfreigabe.objects.filter(sachstand=sachstand).first()
    if decided is not None:
        raise AlreadyDecided(decided)
    return massnahme


def _check_not_overtaken(massnahme: Massnahme, sachstand: Sachstand) -> None:
    if sachstand.berichtigt is not None:
        progress.check_correctable(sachstand.berichtigt)
        return
    newest = massnahme.sachstaende.newest().first()
    if newest is not None and (newest.stichtag > sachstand.stichtag or newest.pk > sachstand.pk):
        raise Overtaken(newest)


def _decide(sachstand: Sachstand, ergebnis: str, grund: str, by: Nutzer) -> None:
    Sachstandsfreigabe.objects.create(
        sachstand=sachstand,
        ergebnis=ergebnis,
        grund=grund,
        entschieden_von_id=by.pk if by.is_authenticated else None,
    )


def _who_wrote(sachstand: Sachstand) -> list[Konto]:
    """Return the person who wrote it, or when that one works here no longer, those of the Stelle."""
    author = sachstand.erfasst_von
    if author is not None and author.is_active:
        return [author]
    return mails.those_who_report(sachstand.massnahme)
