"""How many mails strangers may cause to one address, over all public forms: nobody is flooded in our name.

Counted are the mails themselves, so neither a cache that is away nor another sender, browser or form gives more.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from bildungskommune.ui.zeiten import zeitpunkt


@dataclass(frozen=True)
class Grenze:
    """So many mails to one address within so long."""

    anzahl: int
    dauer: timedelta


LATEST = """
SELECT pg_advisory_xact_lock(hashtextextended(%s, 0));
SELECT created FROM post_mail WHERE empfaenger = %s AND created > %s ORDER BY created DESC LIMIT %s
"""
"""Two statements on one way: what the second sees must be younger than the lock. Written out, because under the lock of
a workshop each registration asks it.
"""
JE_EMPFAENGER = (Grenze(3, timedelta(hours=1)), Grenze(10, timedelta(days=1)))


class TooManyMails(Exception):
    """This address has got as many mails as strangers may cause; the message says when there is room again."""

    def __init__(self, again: datetime) -> None:
        self.again = again
        super().__init__(
            "An diese Adresse haben wir gerade mehrere E-Mails geschickt. Bitte sehen Sie dort nach, auch im Ordner "
            f"für Spam, oder versuchen Sie es ab {zeitpunkt(again)} noch einmal. "
            "Was Sie eingegeben haben, steht noch hier."
        )


def claim(an: str, *, now: datetime | None = None) -> str:
    """Return what the next mail to this address is counted under (`enqueue(zaehlt_fuer=…)`). Raises TooManyMails.

    Call it in the transaction that writes the mail: until its end nobody else claims the same address.
    """
    return _claim(one_spelling(an), now or timezone.now(), ahead=0)


def claim_each(addresses: Iterable[str], *, now: datetime | None = None) -> dict[str, str]:
    """Return for each address what `claim` does, for one mail each, before the first of them is written.

    Mailboxes are locked in the order of their names, so that two who claim the same ones never wait for each other.
    """
    now = now or timezone.now()
    boxes = {an: one_spelling(an) for an in addresses}
    ahead: Counter[str] = Counter()
    for box in sorted(boxes.values()):
        _claim(box, now, ahead=ahead[box])
        ahead[box] += 1
    return boxes


def _claim(empfaenger: str, now: datetime, *, ahead: int) -> str:
    """Claim a mailbox to which so many mails of this transaction are claimed and not yet written."""
    longest, most = max(grenze.dauer for grenze in JE_EMPFAENGER), max(grenze.anzahl for grenze in JE_EMPFAENGER)
    with connection.cursor() as cursor:
        cursor.execute(LATEST, [empfaenger, empfaenger, now - longest, most])
        cursor.nextset()
        latest = [now] * ahead + [created for (created,) in cursor]
    for grenze in JE_EMPFAENGER:
        times = [created for created in latest if created > now - grenze.dauer][: grenze.anzahl]
        if len(times) >= grenze.anzahl:
            raise TooManyMails(times[-1] + grenze.dauer)
    return empfaenger


def one_spelling(an: str) -> str:
    """Return the mailbox behind an address: small letters, without what stands after a plus."""
    box, _, host = an.strip().lower().rpartition("@")
    return f"{box.partition('+')[0]}@{host}"
