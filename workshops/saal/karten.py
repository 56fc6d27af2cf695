"""Cards from phones: written by anybody in the hall, seen by all once the desk has released them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.codes import save_with_code
from bildungskommune.lifecycle import move
from workshops.models import Arbeitsgruppe, Beitrag, Phase, Saal, Saalschritt, Workshop
from workshops.saal import sitzung
from workshops.wand.cardwall import GAP, last_position

Status = Beitrag.Status
SEEN = (Status.GEPRUEFT, Status.VEROEFFENTLICHT)
"""What everybody in the hall may read: released at the desk, or laid there."""
LAENGE = 500
"""Characters of a card from a phone: a card holds one thought."""


class NoCardsNow(Exception):
    """The step on the phones is another one by now."""

    def __init__(self) -> None:
        super().__init__(
            "Gerade schreibt niemand Karten. Ihr Text steht noch hier. Bitte senden Sie ihn, wenn es weitergeht."
        )


@dataclass(frozen=True, kw_only=True)
class Handkarte:
    """What somebody typed on a phone."""

    text: str
    vorzeichen: str = ""
    gruppe: Arbeitsgruppe | None = None


def write(saal: Saal, karte: Handkarte, *, now: datetime | None = None) -> Beitrag:
    """Keep a card until the desk releases it; returns it with its code. Raises NotOpen, NoCardsNow.

    The card says nothing about who wrote it. A step for one group puts it there, whatever was chosen.
    """
    with transaction.atomic():
        Workshop.objects.locked(saal.workshop_id)
        current = sitzung.locked(saal, now)
        schritt = current.schritt
        if schritt is None or schritt.art != Saalschritt.Art.KARTEN:
            raise NoCardsNow
        workshop = current.workshop
        beitrag = save_with_code(
            Beitrag(
                reihe=workshop.reihe,
                workshop=workshop,
                gruppe=schritt.gruppe or karte.gruppe,
                text=karte.text,
                phase=schritt.phase or Phase.OHNE,
                vorzeichen=karte.vorzeichen,
                quelle=Beitrag.Quelle.KARTE,
                status=Status.EINGEREICHT,
                position=last_position(workshop.beitraege.all()) + GAP,
                eingereicht_am=now or timezone.now(),
            )
        )
        record(None, "karte.geschrieben", beitrag, now=now)
    return beitrag


def waiting(workshop: Workshop) -> QuerySet[Beitrag]:
    """Return the cards that nobody has released yet, in the order in which they came."""
    found = workshop.beitraege.filter(quelle=Beitrag.Quelle.KARTE, status=Status.EINGEREICHT)
    return found.select_related("gruppe").order_by("eingereicht_am", "pk")


def seen(saal: Saal) -> QuerySet[Beitrag]:
    """Return the cards of the present step that all may read, newest first; none while they are hidden."""
    found = Beitrag.objects.filter(workshop=saal.workshop_id, quelle=Beitrag.Quelle.KARTE, status__in=SEEN)
    if not saal.karten_zeigen:
        return found.none()
    schritt = saal.schritt
    if schritt is not None and schritt.gruppe_id:
        found = found.filter(gruppe=schritt.gruppe_id)
    return found.select_related("gruppe").order_by("-status_seit", "-pk")


def release(workshop: Workshop, pks: list[int], *, by: Nutzer) -> int:
    """Let everybody read these cards; returns how many were still waiting."""
    with transaction.atomic():
        found = list(waiting(workshop).filter(pk__in=pks).select_for_update(of=("self",)))
        for beitrag in found:
            move(beitrag, Status.GEPRUEFT, by=by)
    return len(found)


def reject(beitrag: Beitrag, grund: str, *, by: Nutzer) -> bool:
    """Keep a card from the wall; who wrote it reads the reason at its code. Returns False if it no longer waits."""
    with transaction.atomic():
        found = Beitrag.objects.select_for_update(of=("self",)).get(pk=beitrag.pk)
        if found.status != Status.EINGEREICHT:
            return False
        move(found, Status.ZURUECKGEWIESEN, by=by, grund=grund)
    return True
