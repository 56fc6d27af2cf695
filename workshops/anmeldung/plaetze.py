"""How many seats there are, and who may have one: those taken, those kept for the invited, those free for everybody."""

from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.db.models import Count
from django.utils import timezone

from workshops.models import Anmeldung, Einladung, Workshop
from workshops.models.enums import HOLDS_SEAT

UNCONFIRMED_AT_LEAST = 2
"""So many seats may be held unconfirmed in the smallest workshop; in others `UNCONFIRMED_SHARE` per cent of them."""

Status = Anmeldung.Status


@dataclass
class Plaetze:
    """The seats of one workshop at one moment; only certain while the workshop is locked.

    Where more was promised to the invited than there is, they get theirs in the order in which they come.
    """

    frei: int
    unbestaetigt: int = 0
    wartend: int = 0
    ueberfaellig: int = 0
    gehalten: dict[int, int] = field(default_factory=dict)
    """Seats still kept, by the key of the invitation."""

    @property
    def fuer_alle(self) -> int:
        """Seats that nobody holds and that are kept for nobody."""
        return max(self.frei - sum(self.gehalten.values()), 0)

    def has_room(self, einladung_id: int | None) -> bool:
        """Whether somebody with this invitation, or with none, gets a seat now."""
        return self.frei > 0 if self.gehalten.get(einladung_id or 0) else self.fuer_alle > 0

    def give(self, einladung_id: int | None) -> None:
        """Count one seat as taken."""
        self.frei -= 1
        if kept := self.gehalten.get(einladung_id or 0):
            self.gehalten[einladung_id or 0] = kept - 1


# Written out: everybody who registers waits for it, and Django takes longer to word it than PostgreSQL to count.
_COUNT = """
SELECT count(*) FILTER (WHERE status = ANY(%(belegt)s)),
       count(*) FILTER (WHERE status = %(eingegangen)s),
       count(*) FILTER (WHERE status = %(warteliste)s AND bestaetigen_bis IS NULL),
       count(*) FILTER (WHERE status IN (%(eingegangen)s, %(warteliste)s) AND bestaetigen_bis < %(now)s
                           OR status = %(nachgerueckt)s AND annehmen_bis < %(now)s),
       EXISTS (SELECT FROM workshops_einladung
               WHERE workshop_id = %(workshop)s AND plaetze_bis > %(now)s AND antwort <> %(abgesagt)s)
FROM workshops_anmeldung WHERE workshop_id = %(workshop)s
"""
_WORDS: dict[str, str | list[str]] = {
    "belegt": [str(status) for status in HOLDS_SEAT],
    "eingegangen": str(Status.EINGEGANGEN),
    "warteliste": str(Status.WARTELISTE),
    "nachgerueckt": str(Status.NACHGERUECKT),
    "abgesagt": str(Einladung.Antwort.ABGESAGT),
}


def count(workshop: Workshop, now: datetime | None = None) -> Plaetze:
    """Count the seats of a workshop at `now`, in one statement, and two more where seats are kept for the invited."""
    now = now or timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {**_WORDS, "workshop": workshop.pk, "now": now})
        belegt, unbestaetigt, wartend, ueberfaellig, is_keeping = cursor.fetchone()
    frei = max(workshop.kapazitaet - belegt, 0)
    return Plaetze(frei, unbestaetigt, wartend, ueberfaellig, _kept(workshop, now) if is_keeping else {})


def _kept(workshop: Workshop, now: datetime) -> dict[int, int]:
    """Return the seats kept by invitation: until its date, and unless it was declined."""
    keeping = workshop.einladungen.filter(plaetze_bis__gt=now).exclude(antwort=Einladung.Antwort.ABGESAGT)
    promised = dict(keeping.order_by().values_list("pk", "kontingent"))
    came = workshop.anmeldungen.filter(einladung__in=promised, status__in=HOLDS_SEAT).order_by()
    taken = dict(came.values_list("einladung").annotate(Count("pk")))
    return {pk: seats - taken.get(pk, 0) for pk, seats in promised.items() if seats > taken.get(pk, 0)}


def free_seats(workshop: Workshop, now: datetime | None = None) -> int:
    """Count the seats that are free for everybody; only certain while the workshop is locked."""
    return count(workshop, now).fuer_alle


def held_unconfirmed(workshop: Workshop) -> int:
    """Return how many seats may be held for those who have not confirmed: nobody blocks a workshop by typing."""
    return max(UNCONFIRMED_AT_LEAST, workshop.kapazitaet * settings.UNCONFIRMED_SHARE // 100)


def next_in_line(workshop: Workshop, plaetze: Plaetze) -> list[Anmeldung]:
    """Return who moves up, in the order of receipt; a seat kept for somebody goes to them alone."""
    if not plaetze.wartend or not plaetze.frei:
        return []
    lucky = []
    for anmeldung in workshop.anmeldungen.waiting():
        if plaetze.has_room(anmeldung.einladung_id):
            plaetze.give(anmeldung.einladung_id)
            lucky.append(anmeldung)
        if not plaetze.frei:
            break
    return lucky
