"""The next dates with their seats, on the desks of those who work with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_moderation
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.pult import Block, pult
from workshops.access_staff import in_hand

SHOWN = 3


@dataclass(frozen=True)
class Belegung:
    """How full a date is."""

    belegt: int
    plaetze: int
    warteliste: int

    @property
    def prozent(self) -> int:
        """How full it is, 0 to 100."""
        return min(100, round(100 * self.belegt / self.plaetze)) if self.plaetze else 0


@pult.register
def next_dates(user: Nutzer, now: datetime) -> Iterator[Block]:
    """Return the dates of today and to come, one block each; a Moderation goes to the wall."""
    page = "v-kartenwand" if is_moderation(user) else "v-workshop"
    for workshop in in_hand(user).not_over(now).with_seats().with_waiting()[:SHOWN]:
        belegung = Belegung(
            belegt=workshop.belegt,
            plaetze=workshop.kapazitaet,
            warteliste=workshop.wartend,
        )
        yield Block(
            f"{workshop.titel}, {datum(workshop.beginn)}",
            "workshops/termine/verwaltung/_pult_termin.html",
            belegung,
            url=reverse(page, args=(workshop.pk,)),
            am_rand=True,
        )
