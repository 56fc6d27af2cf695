"""Weigh what was said: points, decisions with a reason, four eyes, and the answer to everybody at once."""

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.beteiligung import mails
from bildungskommune.beteiligung.models import Anmerkung, Beteiligungsrunde, Punkt, Stellungnahme
from bildungskommune.lifecycle import MoveRefused, move
from bildungskommune.text import counted
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.textbaustein import Textbaustein

Status = Beteiligungsrunde.Status
ENTSCHIEDEN = ("entscheidung", "begruendung", "neuer_text")


class SameEyes(Exception):
    """Whoever has decided cannot confirm as well."""

    def __init__(self) -> None:
        super().__init__("Sie haben diesen Punkt selbst entschieden. Bestätigen muss ihn jemand anderes.")


class NothingDecided(Exception):
    def __init__(self) -> None:
        super().__init__("Dieser Punkt ist noch nicht entschieden.")


class LastPoint(Exception):
    """A remark keeps at least one point."""

    def __init__(self) -> None:
        super().__init__("Das ist der einzige Punkt dieser Anmerkung. Er kann nicht gelöscht werden.")


class NotReady(Exception):
    """The round cannot be answered yet; the message says what is missing."""


class Answered(Exception):
    """The round was answered: nothing of it changes any more."""

    def __init__(self) -> None:
        super().__init__("Diese Beteiligung ist beantwortet. An den Entscheidungen ändert sich nichts mehr.")


def prepare(runde: Beteiligungsrunde) -> int:
    """Make a point of each remark that has none. Returns how many."""
    with transaction.atomic():
        lock(runde)
        new = Anmerkung.objects.filter(stellungnahme__runde=runde, punkte=None)
        new = new.exclude(stellungnahme__status=Stellungnahme.Status.UNBESTAETIGT).order_by("stellungnahme", "position")
        free = Counter(dict(_free_positions(runde)))
        made: list[Punkt] = []
        for one in new:
            position = max(one.position, free[one.stellungnahme_id])
            free[one.stellungnahme_id] = position + 1
            made.append(_point_of(one, position))
        Punkt.objects.bulk_create(made)
        if made:
            reopen(runde)
    return len(made)


def _free_positions(runde: Beteiligungsrunde) -> Iterable[tuple[int, int]]:
    """Return for each comment that has points the position behind its last one: some were split off."""
    rows = Punkt.objects.filter(stellungnahme__runde=runde).order_by().values_list("stellungnahme")
    return rows.annotate(frei=Max("position") + 1)


def _point_of(anmerkung: Anmerkung, position: int) -> Punkt:
    return Punkt(
        stellungnahme_id=anmerkung.stellungnahme_id,
        anmerkung=anmerkung,
        position=position,
        teil=anmerkung.teil,
        absatz=anmerkung.absatz,
    )


def lock(runde: Beteiligungsrunde) -> None:
    """Hold the round, so that nothing is decided while it is answered. Raises Answered."""
    locked = Beteiligungsrunde.objects.select_for_update().get(pk=runde.pk)
    if locked.ist_beantwortet:
        raise Answered


def change(punkt: Punkt, fields: Collection[str], *, by: Nutzer, version: int | None = None) -> None:
    """Write what was changed. A decision that changes is to be confirmed anew. Raises Answered, aendern.Outdated."""
    with transaction.atomic():
        lock(punkt.stellungnahme.runde)
        fields = [*fields]
        if set(ENTSCHIEDEN) & set(fields):
            reopen(punkt.stellungnahme.runde)
            is_decided = bool(punkt.entscheidung)
            _count_blocks(punkt)
            punkt.entschieden_von_id = by.pk if is_decided else None
            punkt.entschieden_am = timezone.now() if is_decided else None
            punkt.bestaetigt_von, punkt.bestaetigt_am = None, None
            fields += ["entschieden_von", "entschieden_am", "bestaetigt_von", "bestaetigt_am"]
        aendern.change(punkt, fields, by=by, version=version)


def _count_blocks(punkt: Punkt) -> None:
    """Count the text blocks that came into the Begründung."""
    before = Punkt.objects.values_list("begruendung", flat=True).get(pk=punkt.pk)
    Textbaustein.objects.count_in(punkt.begruendung, before=before)


def confirm(punkt: Punkt, *, by: Nutzer, now: datetime | None = None) -> None:
    """Confirm what somebody else has decided. Raises SameEyes, NothingDecided, Answered."""
    with transaction.atomic():
        lock(punkt.stellungnahme.runde)
        fresh = Punkt.objects.select_for_update().get(pk=punkt.pk)
        if not fresh.entscheidung:
            raise NothingDecided
        if fresh.entschieden_von_id == by.pk:
            raise SameEyes
        if fresh.bestaetigt_am is None:
            fresh.bestaetigt_von_id, fresh.bestaetigt_am = by.pk, now or timezone.now()
            fresh.save(update_fields=["bestaetigt_von", "bestaetigt_am"])
            record(by, "punkt.bestaetigt", fresh, now=now)


def split(punkt: Punkt, text: str, *, by: Nutzer) -> Punkt:
    """Make one more point of the same remark, about `text`. Raises Answered."""
    with transaction.atomic():
        lock(punkt.stellungnahme.runde)
        last = punkt.stellungnahme.punkte.aggregate(last=Max("position"))["last"] or 0
        made = Punkt(
            stellungnahme=punkt.stellungnahme,
            anmerkung=punkt.anmerkung,
            position=last + 1,
            text=text,
            teil=punkt.teil,
            absatz=punkt.absatz,
        )
        aendern.create(made, by=by)
        reopen(punkt.stellungnahme.runde)
    return made


def remove(punkt: Punkt, *, by: Nutzer) -> None:
    """Delete a point that was split off by mistake. Raises LastPoint, Answered."""
    with transaction.atomic():
        lock(punkt.stellungnahme.runde)
        if punkt.anmerkung.punkte.count() < 2:
            raise LastPoint
        aendern.delete(punkt, by=by)
        reopen(punkt.stellungnahme.runde)


def reopen(runde: Beteiligungsrunde) -> None:
    """Take back what the Leitung has confirmed: a decision is another one now."""
    confirmed = Beteiligungsrunde.objects.filter(pk=runde.pk, leitung_bestaetigt_am__isnull=False)
    confirmed.update(leitung_bestaetigt_von=None, leitung_bestaetigt_am=None)


def release(runde: Beteiligungsrunde, *, by: Nutzer, now: datetime | None = None) -> None:
    """Confirm the whole weighing for the Leitung. Raises Answered, NotReady while a point is open."""
    with transaction.atomic():
        lock(runde)
        if reason := open_points(runde):
            raise NotReady(reason)
        runde.leitung_bestaetigt_von_id, runde.leitung_bestaetigt_am = by.pk, now or timezone.now()
        runde.save(update_fields=["leitung_bestaetigt_von", "leitung_bestaetigt_am"])
        record(by, "beteiligungsrunde.bestaetigt", runde, now=now)


def why_not(runde: Beteiligungsrunde) -> str:
    """Return in a sentence why the round cannot be answered, empty when it can."""
    if reason := open_points(runde):
        return reason
    if runde.mit_leitung and runde.leitung_bestaetigt_am is None:
        return "Die Leitung hat die Abwägung noch nicht bestätigt."
    return ""


def open_points(runde: Beteiligungsrunde) -> str:
    """Return in a sentence how many points lack a decision or its confirmation, empty when none does."""
    punkte = Punkt.objects.filter(stellungnahme__runde=runde).counting()
    remarks = Anmerkung.objects.filter(
        stellungnahme__runde=runde, stellungnahme__status=Stellungnahme.Status.EINGEGANGEN, punkte=None
    )
    if missing := punkte.undecided().count() + remarks.count():
        return f"{counted(missing, 'Punkt ist', 'Punkte sind')} noch nicht entschieden."
    if missing := punkte.unconfirmed().count():
        return f"{counted(missing, 'Entscheidung wartet', 'Entscheidungen warten')} noch auf die Bestätigung."
    return ""


def answer(runde: Beteiligungsrunde, *, by: Nutzer, now: datetime | None = None) -> int:
    """Answer the round: decisions become public, and every author whose address is known gets them by mail.

    Returns how many mails. Raises NotReady, lifecycle.MoveRefused.
    """
    with transaction.atomic():
        locked = Beteiligungsrunde.objects.select_for_update().get(pk=runde.pk)
        if Status.BEANTWORTET not in locked.moves():
            raise MoveRefused(locked, Status.BEANTWORTET)
        if reason := why_not(locked):
            raise NotReady(reason)
        move(runde, Status.BEANTWORTET, by=by, now=now)
        heard = runde.stellungnahmen.received().exclude(email="").prefetch_related("punkte__anmerkung")
        sent = [mails.answered(one) for one in heard.order_by("nummer")]
    return len(sent)
