"""Weigh what was said: points, decisions with a reason, four eyes, and the answer to everybody at once."""

from collections.abc import Collection
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
        made = Punkt.objects.bulk_create(
            Punkt(
                stellungnahme_id=one.stellungnahme_id,
                anmerkung=one,
                position=one.position,
                teil=one.teil,
                absatz=one.absatz,
            )
            for one in new
        )
    return len(made)


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
    return made


def remove(punkt: Punkt, *, by: Nutzer) -> None:
    """Delete a point that was split off by mistake. Raises LastPoint, Answered."""
    with transaction.atomic():
        lock(punkt.stellungnahme.runde)
        if punkt.anmerkung.punkte.count() < 2:
            raise LastPoint
        aendern.delete(punkt, by=by)


def why_not(runde: Beteiligungsrunde) -> str:
    """Return in a sentence why the round cannot be answered, empty when it can."""
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
        if reason := why_not(runde):
            raise NotReady(reason)
        move(runde, Status.BEANTWORTET, by=by, now=now)
        heard = runde.stellungnahmen.received().exclude(email="").prefetch_related("punkte__anmerkung")
        sent = [mails.answered(one) for one in heard.order_by("nummer")]
    return len(sent)
