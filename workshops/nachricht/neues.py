"""What is new about contributions since somebody was told last: one mail a day to an address at most.

No stage says that it has changed something. Once a day the thread of each contribution is walked and compared with
what was known: so whatever stage comes on top later, its news are told as well.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models.functions import Lower
from django.utils import timezone

from bildungskommune.tracing.faden import Knoten, Schritt, bring
from bildungskommune.tracing.netz import Netz, netz
from bildungskommune.tracing.stationen import of_today
from workshops.beitraege import verlauf
from workshops.models import Beitrag, Nachrichtenwunsch
from workshops.nachricht import mails
from workshops.nachricht.mails import Neuigkeit

AT_ONCE = 50
"""So many addresses are looked after in one transaction."""
VERBLEIB, ZIEL = "verbleib", "ziel"


@dataclass(frozen=True)
class Stand:
    """All that can be told of one contribution: under each key what is compared, and how it is told."""

    bekannt: Mapping[str, str]
    worte: Mapping[str, Neuigkeit]

    def news(self, known: Mapping[str, str]) -> list[Neuigkeit]:
        """Return what was not known, or was known otherwise; what is gone is no news."""
        return [
            Neuigkeit(one.titel, one.stand, one.text, ist_neu=key not in known)
            for key, one in self.worte.items()
            if known.get(key) != self.bekannt[key]
        ]


def states(beitraege: Iterable[Beitrag]) -> dict[int, Stand]:
    """Return how these contributions stand in public today, by their keys."""
    together = {one.pk: one for one in beitraege}
    net = netz(together.values(), "wohin")
    steps = {pk: _later(net, one) for pk, one in together.items()}
    bring(step for found in steps.values() for step in found)
    return {pk: _state(one, steps[pk]) for pk, one in together.items()}


def _later(net: Netz, beitrag: Beitrag) -> list[Schritt]:
    """Return what later stages made of it; in its own stage it is the Verbleib that counts."""
    return [step for step in net.schritte(beitrag) if step.stufe > Beitrag.faden_stufe]


def _state(beitrag: Beitrag, steps: Iterable[Schritt]) -> Stand:
    told = list(_told(beitrag, steps))
    return Stand({key: value for key, value, _ in told}, {key: words for key, _, words in told})


def _told(beitrag: Beitrag, steps: Iterable[Schritt]) -> Iterator[tuple[str, str, Neuigkeit]]:
    if beitrag.verbleib:
        an = f" an {beitrag.weitergeleitet_an}" if beitrag.weitergeleitet_an else ""
        wort = f"{beitrag.get_verbleib_display()}{an}"
        words = Neuigkeit("Verbleib", wort, beitrag.verbleib_begruendung)
        yield VERBLEIB, _digest(wort, beitrag.verbleib_begruendung), words
    ziel = verlauf.public_target(beitrag)
    if ziel is not None:
        yield ZIEL, f"{beitrag.ziel_art}/{beitrag.ziel_kennung}", Neuigkeit(f"Steht jetzt in: {_name(ziel)}")
    for step in steps:
        station = of_today(step)
        yield "/".join(map(str, step.key)), station.stand, Neuigkeit(station.titel, station.stand)


def _digest(*words: str) -> str:
    return hashlib.sha256("\n".join(words).encode()).hexdigest()


def _name(knoten: Knoten) -> str:
    return f"{knoten.faden_art}: {knoten.faden_titel}"


def begin(row: Nachrichtenwunsch, now: datetime) -> None:
    """Take what is known now as known: whoever has just asked has the page before them."""
    row.bekannt, row.geprueft_am = dict(states([row.beitrag])[row.beitrag_id].bekannt), now
    row.save(update_fields=["bekannt", "geprueft_am"])


def tell(now: datetime | None = None) -> int:
    """Look at all that are due and write to those for whom there is something new. Returns how many mails."""
    now = now or timezone.now()
    sent = 0
    while (some := _some(now)) is not None:
        sent += some
    return sent


def _some(now: datetime) -> int | None:
    """Look at a few addresses in one transaction. Returns how many mails, None when nobody is left."""
    with transaction.atomic():
        rows = _due(now)
        if not rows:
            return None
        known = states(row.beitrag for row in rows)
        by_address: dict[str, list[Nachrichtenwunsch]] = {}
        for row in rows:
            by_address.setdefault(row.email.lower(), []).append(row)
        sent = sum(_write(mine, known, now) for mine in by_address.values())
        Nachrichtenwunsch.objects.bulk_update(rows, ["bekannt", "geprueft_am", "gemeldet_am"])
    return sent


def _due(now: datetime) -> list[Nachrichtenwunsch]:
    """Lock all that is due at the next few addresses; who comes at the same time waits, and finds it done."""
    due = Nachrichtenwunsch.objects.due(now).annotate(adresse=Lower("email"))
    addresses = list(due.order_by("adresse").values_list("adresse", flat=True).distinct()[:AT_ONCE])
    rows = due.filter(adresse__in=addresses).select_for_update(of=("self",)).order_by("pk")
    return list(rows.select_related("beitrag__reihe", "beitrag__workshop"))


def _write(rows: Iterable[Nachrichtenwunsch], known: Mapping[int, Stand], now: datetime) -> bool:
    """Write once to the address of these rows, if there is something new; they are not stored. Returns whether."""
    compared = [(row, _compare(row, known[row.beitrag_id], now)) for row in rows]
    told = [(row, news) for row, news in compared if news]
    for row, _ in told:
        row.gemeldet_am = now
    if told:
        mails.something_new(told)
    return bool(told)


def _compare(row: Nachrichtenwunsch, stand: Stand, now: datetime) -> list[Neuigkeit]:
    """Return what is new since this row was looked at, and note how it stands now; the row is not stored."""
    known = dict(row.bekannt)
    if row.email.lower() == row.beitrag.autor_email.lower():
        # Its author had this answer by mail already.
        known[VERBLEIB] = stand.bekannt.get(VERBLEIB, "")
    row.bekannt, row.geprueft_am = dict(stand.bekannt), now
    return stand.news(known)
