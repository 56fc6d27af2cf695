"""Hand in a comment, confirm it from the mailbox, add to it, take it back; the office enters what came on paper."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import Institution
from bildungskommune.akteure.namen import known_as
from bildungskommune.audit.log import record
from bildungskommune.beteiligung import anhaenge, mails
from bildungskommune.beteiligung.anhaenge import Datei
from bildungskommune.beteiligung.limits import REMARKS
from bildungskommune.beteiligung.models import Anmerkung, Beteiligungsrunde, Stellungnahme
from bildungskommune.codes import save_with_code
from bildungskommune.geheimnis import could_be, digest, new
from bildungskommune.lifecycle import move
from bildungskommune.werkbank import aendern

Status = Stellungnahme.Status


class NoComments(Exception):
    """The round takes no comments just now; the message says why."""


class LinkExpired(Exception):
    """The link confirms no longer."""

    def __init__(self) -> None:
        super().__init__(
            "Der Link hat nur sieben Tage gegolten. Bitte schicken Sie uns Ihre Stellungnahme noch einmal."
        )


class TooManyRemarks(Exception):
    def __init__(self) -> None:
        super().__init__(
            f"Eine Stellungnahme kann höchstens {REMARKS} Anmerkungen haben. Bitte fassen Sie einige zusammen."
        )


@dataclass(frozen=True, kw_only=True)
class Stimme:
    """One remark as it is handed in."""

    text: str = ""
    vorschlag: str = ""
    teil: str = ""
    absatz: str = ""


@dataclass(frozen=True, kw_only=True)
class Absender:
    """Who says it."""

    art: str
    name: str = ""
    einrichtung: str = ""
    email: str = ""
    namentlich: bool = False
    institution: Institution | None = None
    """Known when it was invited; else found by its name."""


WER = ("art", "name", "einrichtung", "email", "namentlich")
"""What people say of themselves in a form."""


@dataclass(frozen=True, kw_only=True)
class Eingang:
    """How something came in that the office enters."""

    weg: str
    am: datetime = field(default_factory=timezone.now)


def closed_reason(runde: Beteiligungsrunde, now: datetime | None = None) -> str:
    """Return in a sentence why no comments are taken, empty when they are."""
    today = timezone.localdate(now)
    if runde.takes_comments(today):
        return ""
    if runde.status == runde.Status.ABGEBROCHEN:
        return "Diese Beteiligung wurde abgebrochen."
    if runde.status == runde.Status.EROEFFNET and today < runde.von:
        return f"Sie können ab dem {runde.von:%d.%m.%Y} Stellung nehmen."
    return f"Die Frist ist am {runde.bis:%d.%m.%Y} abgelaufen. Stellungnahmen nehmen wir nicht mehr an."


def _refuse_closed(runde: Beteiligungsrunde, now: datetime | None) -> None:
    if reason := closed_reason(runde, now):
        raise NoComments(reason)


def submit(
    runde: Beteiligungsrunde,
    absender: Absender,
    stimme: Stimme,
    dateien: Sequence[Datei] = (),
    *,
    now: datetime | None = None,
) -> Stellungnahme:
    """Keep a comment and ask its mailbox to confirm it. Raises NoComments, TooManyMails."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = Beteiligungsrunde.objects.select_for_update().get(pk=runde.pk)
        _refuse_closed(locked, now)
        secret = new()
        stellungnahme = save_with_code(_from(locked, absender, hash=digest(secret), eingegangen_am=now))
        _write(stellungnahme, [stimme])
        record(None, "stellungnahme.abgegeben", stellungnahme, now=now)
        mails.please_confirm(stellungnahme, secret)
        # Last, so that no file is written for what is refused.
        anhaenge.add(stellungnahme, dateien)
    return stellungnahme


def _from(runde: Beteiligungsrunde, absender: Absender, **more: object) -> Stellungnahme:
    is_body = absender.art == Stellungnahme.Art.EINRICHTUNG
    einrichtung = absender.einrichtung if is_body else ""
    return Stellungnahme(
        runde=runde,
        art=absender.art,
        name=absender.name,
        einrichtung=einrichtung,
        institution=(absender.institution or known_as(einrichtung)) if einrichtung else None,
        email=absender.email,
        namentlich=absender.namentlich and bool(absender.name),
        **more,
    )


def _write(stellungnahme: Stellungnahme, stimmen: Sequence[Stimme]) -> list[Anmerkung]:
    last = stellungnahme.anmerkungen.aggregate(last=Max("position"))["last"]
    first = 0 if last is None else last + 1
    if first + len(stimmen) > REMARKS:
        raise TooManyRemarks
    return Anmerkung.objects.bulk_create(
        Anmerkung(stellungnahme=stellungnahme, position=position, **vars(stimme))
        for position, stimme in enumerate(stimmen, first)
    )


def find(secret: str) -> Stellungnahme | None:
    """Return the comment whose link has this secret."""
    if not could_be(secret):
        return None
    found = Stellungnahme.objects.select_related("runde__fassung").defer("runde__fassung__snapshot")
    return found.filter(hash=digest(secret)).first()


def confirm(stellungnahme: Stellungnahme, *, now: datetime | None = None) -> None:
    """Count the comment: its mailbox has confirmed it. Again changes nothing. Raises LinkExpired.

    What was handed in within the time counts, also when it is confirmed after it.
    """
    with transaction.atomic():
        _lock(stellungnahme)
        if stellungnahme.status != Status.UNBESTAETIGT:
            return
        if not stellungnahme.can_be_confirmed(now):
            raise LinkExpired
        _number(stellungnahme)
        move(stellungnahme, Status.EINGEGANGEN, by=None, now=now)


def _lock(stellungnahme: Stellungnahme) -> None:
    """Lock the round, under which comments are numbered, and read the comment anew."""
    Beteiligungsrunde.objects.select_for_update().get(pk=stellungnahme.runde_id)
    stellungnahme.refresh_from_db(fields=["status", "nummer"])


def _number(stellungnahme: Stellungnahme) -> None:
    stellungnahme.nummer = _next(stellungnahme.runde)
    stellungnahme.save(update_fields=["nummer"])


def add(stellungnahme: Stellungnahme, stimme: Stimme, *, now: datetime | None = None) -> Anmerkung:
    """Add a remark to one's own comment while the round runs. Raises NoComments, TooManyRemarks."""
    with transaction.atomic():
        _lock(stellungnahme)
        stellungnahme.runde.refresh_from_db(fields=["status", "von", "bis"])
        _refuse_closed(stellungnahme.runde, now)
        if stellungnahme.status == Status.ZURUECKGEZOGEN:
            raise NoComments("Sie haben diese Stellungnahme zurückgezogen.")
        [anmerkung] = _write(stellungnahme, [stimme])
        # What was released before did not hold this remark.
        stellungnahme.freigegeben_am = None
        stellungnahme.save(update_fields=["freigegeben_am"])
        record(None, "stellungnahme.ergaenzt", stellungnahme, now=now)
    return anmerkung


def withdraw(stellungnahme: Stellungnahme, *, by: Nutzer | None, now: datetime | None = None) -> None:
    """Take a comment back: the public reads it no longer. Raises lifecycle.MoveRefused."""
    with transaction.atomic():
        _lock(stellungnahme)
        move(stellungnahme, Status.ZURUECKGEZOGEN, by=by, now=now)


def enter(
    runde: Beteiligungsrunde,
    absender: Absender,
    eingang: Eingang,
    stimme: Stimme,
    dateien: Sequence[Datei] = (),
    *,
    by: Nutzer,
) -> Stellungnahme:
    """Keep a comment that came otherwise; whoever left an address gets the code by mail.

    What came late is taken, too: whether it still counts, the office decides.
    """
    with transaction.atomic():
        locked = Beteiligungsrunde.objects.select_for_update().get(pk=runde.pk)
        row = _from(locked, absender, weg=eingang.weg, eingegangen_am=eingang.am, erfasst_von=by)
        row.status, row.nummer = Status.EINGEGANGEN, _next(locked)
        stellungnahme = save_with_code(row)
        _write(stellungnahme, [stimme])
        record(by, "stellungnahme.erfasst", stellungnahme)
        if stellungnahme.email:
            mails.received(stellungnahme)
        anhaenge.add(stellungnahme, dateien, ist_scan=eingang.weg == Stellungnahme.Weg.PAPIER)
    return stellungnahme


def _next(runde: Beteiligungsrunde) -> int:
    return (Stellungnahme.objects.filter(runde=runde).aggregate(last=Max("nummer"))["last"] or 0) + 1


def enter_more(stellungnahme: Stellungnahme, stimme: Stimme, *, by: Nutzer) -> Anmerkung:
    """Add a remark to a comment that the office enters. Raises TooManyRemarks."""
    with transaction.atomic():
        _lock(stellungnahme)
        [anmerkung] = _write(stellungnahme, [stimme])
        record(by, "stellungnahme.ergaenzt", stellungnahme)
    return anmerkung


def correct(stellungnahme: Stellungnahme, fields: Collection[str], *, by: Nutzer, version: int | None = None) -> None:
    """Write who a comment is from. Raises aendern.Outdated."""
    if "einrichtung" in fields:
        stellungnahme.institution = known_as(stellungnahme.einrichtung)
        fields = [*fields, "institution"]
    aendern.change(stellungnahme, fields, by=by, version=version)


def release(stellungnahme: Stellungnahme, *, by: Nutzer, now: datetime | None = None) -> None:
    """Let the public read the comment, if its round shows any."""
    with transaction.atomic():
        _lock(stellungnahme)
        stellungnahme.freigegeben_am, stellungnahme.verborgen_weil = now or timezone.now(), ""
        stellungnahme.save(update_fields=["freigegeben_am", "verborgen_weil"])
        record(by, "stellungnahme.freigegeben", stellungnahme, now=now)


def hide(stellungnahme: Stellungnahme, grund: str, *, by: Nutzer, now: datetime | None = None) -> None:
    """Keep the comment from the public, whatever its round shows; its author's page says why."""
    with transaction.atomic():
        _lock(stellungnahme)
        stellungnahme.freigegeben_am, stellungnahme.verborgen_weil = None, grund
        stellungnahme.save(update_fields=["freigegeben_am", "verborgen_weil"])
        record(by, "stellungnahme.verborgen", stellungnahme, now=now)
