"""Whoever registered and wants no circulars leaves by one click; what concerns the own seat is still sent.

Side effects: registrations and rows of mails that wait, and an audit entry for each registration.
"""

from django.db import transaction

from bildungskommune.audit.log import record
from bildungskommune.post.zeilen import Zustellung
from workshops import zweischritt
from workshops.anmeldung.nummern import now_kept_as
from workshops.models import Anmeldung, Sendungszeile
from workshops.models.enums import SendungArt

SALZ = "workshops.rundschreiben"


def leaving(anmeldung: Anmeldung) -> str:
    """Return the address behind which one click ends circulars; it is the same in every mail."""
    return zweischritt.leaving("rundschreiben-ab", anmeldung, SALZ)


def find(token: str) -> Anmeldung | None:
    """Return whose link this is; None when nothing is sent to them any more. Raises Http404."""
    wanted = Anmeldung.objects.filter(ohne_rundschreiben=False).exclude(email="")
    return zweischritt.find_leaving(wanted, token, SALZ, now_kept_as)


def leave(anmeldung: Anmeldung) -> None:
    """Send no circular to this address for any registration that there is; one that is ordered goes no more."""
    with transaction.atomic():
        same = Anmeldung.objects.select_for_update().filter(email__iexact=anmeldung.email, ohne_rundschreiben=False)
        rows = list(same)
        for row in rows:
            record(None, "anmeldung.ohne_rundschreiben", row)
        Anmeldung.objects.filter(pk__in=[row.pk for row in rows]).update(ohne_rundschreiben=True)
        waiting = Sendungszeile.objects.filter(status=Zustellung.WARTET, mail=None)
        waiting.filter(sendung__art=SendungArt.RUNDSCHREIBEN, anmeldung__in=rows).forget()
