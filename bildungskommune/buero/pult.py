"""The desk: what waits today, what others did, which Fassungen are on their way, what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_leitung, may_read_all
from bildungskommune.audit.saetze import Satz, in_words
from bildungskommune.fassungen import darstellung
from bildungskommune.fassungen.models import Fassung, Status
from bildungskommune.tracing.faden import Station
from bildungskommune.tracing.fadenluecken import counted
from bildungskommune.verfahren import aufgaben
from bildungskommune.verfahren.einsicht import visible_to
from bildungskommune.verfahren.pult import Block, pult, split
from bildungskommune.verfahren.stufen import stages

UNTERWEGS = (Status.BETEILIGUNG, Status.UEBERARBEITUNG, Status.BERATUNG, Status.BESCHLOSSEN, Status.GEAENDERT)
NEUES, FASSUNGEN = 6, 2


@dataclass(frozen=True)
class Unterwegs:
    """A Fassung on its way to publication, with its thread."""

    fassung: Fassung
    stufe: str
    stationen: list[Station]


def desk(user: Nutzer, now: datetime | None = None) -> dict[str, object]:
    """Return what this person's desk shows; the number of queries does not grow with the data."""
    now = now or timezone.now()
    reads_all = may_read_all(user)
    main, beside = split(pult.collect(user, now))
    return {
        "heute": now,
        "aufgaben": aufgaben.waiting(user, now),
        "verlauf": _news(user) if reads_all else [],
        "unterwegs": _on_the_way() if reads_all else [],
        "bloecke": main,
        "etwas_wartet": any(block.wartet for block in main),
        "am_rand": beside,
        "liest_alles": reads_all,
    }


@pult.register
def overview(user: Nutzer, now: datetime) -> Iterator[Block]:
    """Return where the process stands, for the Leitung."""
    if is_leitung(user):
        yield Block("Das Verfahren auf einen Blick", "buero/_pult_stufen.html", stages())


def _news(user: Nutzer) -> list[Satz]:
    others = visible_to(user).exclude(konto_id=user.pk or 0).select_related("konto")
    return in_words(others[:NEUES])


def _on_the_way() -> list[Unterwegs]:
    found = Fassung.objects.filter(status__in=UNTERWEGS).without_snapshot().order_by("-status_seit")[:FASSUNGEN]
    return [Unterwegs(one, darstellung.stage_name(one), darstellung.stationen(one)) for one in found]


@pult.register
def breaks(user: Nutzer, now: datetime) -> Iterator[Block]:
    """Return where the thread breaks off, for those who read everything."""
    if not may_read_all(user):
        return
    found = [one for one in counted() if one.anzahl]
    if found:
        yield Block(
            "Lücken im roten Faden", "faden/_pult_luecken.html", found, url=reverse("v-fadenluecken"), am_rand=True
        )
