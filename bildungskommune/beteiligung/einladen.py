"""Invite institutions to a round, each by a link of its own, and remind those who are silent.

Side effects: rows, of which the worker makes mails, and an audit entry, in one transaction.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from bildungskommune import klingel
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import Institution
from bildungskommune.audit.log import record
from bildungskommune.beteiligung import briefe
from bildungskommune.beteiligung.models import Beteiligungsrunde, Rundenbrief, Rundeneinladung
from bildungskommune.beteiligung.models.einladung import Antwortstand, RundeneinladungQuerySet
from bildungskommune.post.verteilen import Verteiler
from bildungskommune.post.zeilen import Zustellung
from bildungskommune.werkbank.einladen import ABSTAND, Gewaehlt, NobodyLeft, told_apart

TASK = "bildungskommune.beteiligung.tasks.briefe"


class NotOpen(Exception):
    """Nobody is invited to a round that is not open, or over."""

    def __init__(self) -> None:
        super().__init__("Einladen können Sie, sobald die Beteiligung eröffnet ist, und bis zu ihrem letzten Tag.")


def sort_out(runde: Beteiligungsrunde, institutionen: Iterable[Institution]) -> Gewaehlt:
    """Say what an invitation would do to each of these."""
    return told_apart(institutionen, set(runde.einladungen.values_list("institution", flat=True)))


def invite_all(
    runde: Beteiligungsrunde,
    institutionen: Collection[Institution],
    brief: Rundenbrief,
    *,
    by: Nutzer,
    now: datetime | None = None,
) -> int:
    """Invite those of these who are not yet; each gets a link, and a mail where an address is known.

    Returns how many mails are ordered. Raises NotOpen, NobodyLeft.
    """
    with transaction.atomic():
        locked = _open(runde, now)
        chosen = sort_out(locked, institutionen)
        if not (chosen.neu or chosen.ohne_adresse):
            raise NobodyLeft
        brief.runde, brief.art = locked, Rundenbrief.Art.EINLADUNG
        brief.save()
        Rundeneinladung.objects.bulk_create(
            Rundeneinladung(runde=locked, institution=one, brief=brief, code=token_urlsafe(9), an=one.email)
            for one in (*chosen.neu, *chosen.ohne_adresse)
        )
        record(by, "runde.eingeladen", locked, now=now, anzahl=len(chosen.neu) + len(chosen.ohne_adresse))
        transaction.on_commit(partial(ring, brief.pk))
    return len(chosen.neu)


def _open(runde: Beteiligungsrunde, now: datetime | None) -> Beteiligungsrunde:
    """Return the round, locked. Raises NotOpen."""
    locked = Beteiligungsrunde.objects.select_for_update().get(pk=runde.pk)
    if not takes_invitations(locked, now):
        raise NotOpen
    return locked


def takes_invitations(runde: Beteiligungsrunde, now: datetime | None = None) -> bool:
    """Say whether somebody can be invited: the round is open, and its last day is not over."""
    return runde.status == runde.Status.EROEFFNET and not runde.is_over(timezone.localdate(now))


def silent(runde: Beteiligungsrunde, now: datetime | None = None) -> RundeneinladungQuerySet:
    """Return those who got their mail and have not commented; not who wants no mails or got one within ABSTAND."""
    lately = (now or timezone.now()) - ABSTAND
    rows = Rundeneinladung.objects.filter(runde=runde, keine_mails=False).exclude(an="").with_antwort()
    return rows.filter(Q(antwort=Antwortstand.STUMM), ~Q(eingeladen_am__gt=lately), ~Q(erinnert_am__gt=lately))


def remind(runde: Beteiligungsrunde, brief: Rundenbrief, *, by: Nutzer, now: datetime | None = None) -> int:
    """Write once more to all who are silent. Returns to how many. Raises NotOpen, NobodyLeft."""
    now = now or timezone.now()
    with transaction.atomic():
        locked = _open(runde, now)
        keys = list(silent(locked, now).values_list("pk", flat=True))
        if not keys:
            raise NobodyLeft
        brief.runde, brief.art = locked, Rundenbrief.Art.ERINNERUNG
        brief.save()
        rows = Rundeneinladung.objects.filter(pk__in=keys)
        rows.update(brief=brief, mail=None, status=Zustellung.WARTET, fehler="", gesendet_am=None, erinnert_am=now)
        record(by, "runde.erinnert", locked, now=now, anzahl=len(keys))
        transaction.on_commit(partial(ring, brief.pk))
    return len(keys)


def on_the_way(runde: Beteiligungsrunde) -> RundeneinladungQuerySet:
    """Return those who get a mail by a letter of which some mails still wait, else by the newest letter."""
    rows = Rundeneinladung.objects.filter(runde=runde).exclude(an="")
    waiting = rows.with_stand().filter(stand=Zustellung.WARTET)
    newest = Rundenbrief.objects.filter(runde=runde).order_by("-created", "-pk").values("pk")[:1]
    return rows.filter(Q(brief__in=waiting.values("brief")) | Q(~Exists(waiting), brief=newest))


def again(runde: Beteiligungsrunde, *, by: Nutzer) -> int:
    """Send anew what failed, to the addresses that the directory knows by now. Returns how many."""
    with transaction.atomic():
        tried = VERTEILER.again(runde=runde.pk)
        if tried:
            record(by, "runde.eingeladen", runde, anzahl=tried)
    return tried


def invited(code: str) -> Rundeneinladung | None:
    """Return the invitation of this link."""
    rows = Rundeneinladung.objects.select_related("runde__fassung", "institution").defer("runde__fassung__snapshot")
    return rows.filter(code=code).first()


def leave(einladung: Rundeneinladung) -> None:
    """Send no further mail about this round; what is ordered and not yet queued goes no more."""
    with transaction.atomic():
        rows = Rundeneinladung.objects.filter(pk=einladung.pk)
        rows.update(keine_mails=True)
        rows.filter(status=Zustellung.WARTET, mail=None).update(status=Zustellung.GESCHEITERT)
        record(None, "runde.ohne_mails", einladung)


def ring(pk: int) -> None:
    klingel.ring(TASK, pk, queue="post")


def _rows() -> RundeneinladungQuerySet:
    return Rundeneinladung.objects.select_related("brief", "runde", "institution")


def _address(row: Rundeneinladung) -> str:
    return row.institution.email


VERTEILER = Verteiler(_rows, briefe.enqueue, adresse=_address)
