"""Open a round, change it, end it. What was laid out for everybody stays readable."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.beteiligung import abwaegung
from bildungskommune.beteiligung.models import Beteiligungsrunde
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.models import Status as Stand
from bildungskommune.geheimnis import new
from bildungskommune.lifecycle import move
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.kennung import first_free
from bildungskommune.werkbank.reihenfolge import lock_kind

Status = Beteiligungsrunde.Status
FEST = frozenset({"fassung", "kreis"})
"""What cannot be changed any more once a round is open: people have the link, and have read this text."""


class NotToBeOpened(Exception):
    """This round cannot be opened; the message says why and what to do."""


class NotYetOver(Exception):
    """The round still takes comments."""

    def __init__(self, runde: Beteiligungsrunde) -> None:
        super().__init__(
            f"Bis zum {runde.bis:%d.%m.%Y} können noch Stellungnahmen kommen. Bitte schließen Sie die Runde danach ab, "
            "oder setzen Sie den letzten Tag früher."
        )


def create(runde: Beteiligungsrunde, *, by: Nutzer) -> None:
    """Store a new round; the name of one for the invited is a secret."""
    with transaction.atomic():
        runde.kennung = _name(runde)
        aendern.create(runde, by=by)


def change(runde: Beteiligungsrunde, fields: Collection[str], *, by: Nutzer, version: int | None = None) -> None:
    """Write what was changed. Before the round is open the circle may change, and the name with it."""
    with transaction.atomic():
        fields = [*fields]
        if "kreis" in fields:
            fields.append("kennung")
            runde.kennung = _name(runde)
        aendern.change(runde, fields, by=by, version=version)


def _name(runde: Beteiligungsrunde) -> str:
    if not runde.ist_offen:
        return new()
    lock_kind(Beteiligungsrunde)
    taken = set(Beteiligungsrunde.objects.exclude(pk=runde.pk).values_list("kennung", flat=True))
    return first_free(runde.titel, taken, "runde")


def why_not(runde: Beteiligungsrunde, now: datetime | None = None) -> str:
    """Return in a sentence why the round cannot be opened, empty when it can."""
    if runde.fassung.ist_zurueckgezogen:
        return "Diese Fassung ist zurückgezogen. Bitte wählen Sie eine andere."
    if runde.bis < timezone.localdate(now):
        return "Der letzte Tag ist schon vorbei. Bitte setzen Sie ihn neu."
    if not Stellen(runde.fassung).teile:
        return "Zu dieser Fassung lässt sich nicht Stellung nehmen: Sie hat keine Abschnitte."
    return ""


def open_round(runde: Beteiligungsrunde, *, by: Nutzer, now: datetime | None = None) -> None:
    """Open the round. A draft goes into consultation, and everybody may read it if everybody may comment.

    Raises NotToBeOpened, lifecycle.MoveRefused.
    """
    with transaction.atomic():
        if reason := why_not(runde, now):
            raise NotToBeOpened(reason)
        move(runde, Status.EROEFFNET, by=by, now=now)
        fassung = Fassung.objects.select_for_update().without_snapshot().get(pk=runde.fassung_id)
        if Stand.BETEILIGUNG in fassung.moves():
            move(fassung, Stand.BETEILIGUNG, by=by, now=now)
        if runde.ist_offen and fassung.ausgelegt_am is None:
            fassung.ausgelegt_am = now or timezone.now()
            fassung.save(update_fields=["ausgelegt_am"])
            record(by, "fassung.ausgelegt", fassung, now=now)
        rules.order_print(fassung)


def close(runde: Beteiligungsrunde, *, by: Nutzer, now: datetime | None = None) -> None:
    """Close the round; its Fassung is revised when no other round of it runs. Raises NotYetOver, MoveRefused."""
    with transaction.atomic():
        if runde.takes_comments(timezone.localdate(now)):
            raise NotYetOver(runde)
        move(runde, Status.ABGESCHLOSSEN, by=by, now=now)
        abwaegung.prepare(runde)
        _revise(runde, by, now)


def cancel(runde: Beteiligungsrunde, grund: str, *, by: Nutzer, now: datetime | None = None) -> None:
    """End the round before its time, with a reason that everybody reads. Raises MoveRefused, ReasonMissing."""
    with transaction.atomic():
        move(runde, Status.ABGEBROCHEN, by=by, grund=grund, now=now)
        _revise(runde, by, now)


def _revise(runde: Beteiligungsrunde, by: Nutzer, now: datetime | None) -> None:
    fassung = Fassung.objects.select_for_update().without_snapshot().get(pk=runde.fassung_id)
    others = fassung.runden.filter(status=Status.EROEFFNET).exclude(pk=runde.pk)
    if fassung.status == Stand.BETEILIGUNG and not others.exists():
        move(fassung, Stand.UEBERARBEITUNG, by=by, now=now)
