"""Queue a mail for each row of a mail to many, once, and write down at the rows what became of the mails.

Mails are forgotten after 90 days; rows know longer whether they were sent.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db import transaction
from django.db.models import Q

from bildungskommune.post import versand
from bildungskommune.post.models import Mail
from bildungskommune.post.zeilen import Zeile, ZeilenQuerySet, Zustellung

Z = TypeVar("Z", bound=Zeile)
AT_ONCE = 500
"""So many rows are looked after in one sweep."""
DONE = {Mail.Status.GESENDET: Zustellung.GESENDET, Mail.Status.GESCHEITERT: Zustellung.GESCHEITERT}


def nothing(rows: Sequence[Zeile]) -> None:
    """Let no more follow from what became of the mails."""


@dataclass(frozen=True)
class Verteiler(Generic[Z]):
    """How the rows of one model are sent: which they are, with all that a letter needs, and how it is queued."""

    zeilen: Callable[[], ZeilenQuerySet]
    enqueue: Callable[[Z], Mail]
    noted: Callable[[Sequence[Z]], None] = nothing
    """Called with the rows whose mails are done, in the same transaction."""
    adresse: Callable[[Z], str] = lambda row: row.an
    """The address by now, for what is tried again."""

    def work(self, **which: int) -> int:
        """Queue a mail for each of these rows that has none yet; safe to run twice and by two. Returns how many."""
        return sum(self._queue(key) for key in self.zeilen().unqueued().filter(**which).values_list("pk", flat=True))

    def _queue(self, key: int) -> bool:
        with transaction.atomic():
            rows = self.zeilen().select_for_update(of=("self",), skip_locked=True)
            row = rows.unqueued().filter(pk=key).first()
            if row is None:
                return False
            row.mail = self.enqueue(row)
            row.save(update_fields=["mail"])
        return True

    def note_outcomes(self) -> int:
        """Write down at the rows what their mails know by now. Returns at how many."""
        changed = Q(status=Zustellung.WARTET, mail__status__in=DONE)
        changed |= Q(status=Zustellung.GESCHEITERT, mail__status=Mail.Status.GESENDET)
        with transaction.atomic():
            locked = self.zeilen().select_for_update(of=("self",), skip_locked=True).filter(changed)
            found = locked.select_related("mail").defer("mail__text", "mail__html", "mail__anhang")
            rows = list(found[:AT_ONCE])
            for row in rows:
                row.status = DONE[Mail.Status(row.mail.status)]
                row.fehler, row.gesendet_am = row.mail.fehler, row.mail.sent
            self.zeilen().model._default_manager.bulk_update(rows, ["status", "fehler", "gesendet_am"])
            self.noted(rows)
        return len(rows)

    def again(self, **which: int) -> int:
        """Send anew what failed of these rows, to the address that is known by now. Returns how many."""
        failed = self.zeilen().with_stand().filter(Q(stand=Zustellung.GESCHEITERT), **which).exclude(mail=None)
        with transaction.atomic():
            return sum(self._try_again(row) for row in failed.select_related("mail"))

    def _try_again(self, row: Z) -> bool:
        mail = row.mail
        assert mail is not None, "the query asks for one"
        if address := self.adresse(row):
            row.an = address
            Mail.objects.filter(pk=mail.pk).failed().update(an=address)
        if not versand.retry(mail):
            return False
        row.status, row.fehler = Zustellung.WARTET, ""
        row.save(update_fields=["status", "fehler", "an"])
        return True
