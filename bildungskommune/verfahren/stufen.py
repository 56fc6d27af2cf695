"""The stages of the process as they stand today: `<app>/stufe.py` says it for its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.conf import settings
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.register import Register


@dataclass(frozen=True)
class Stufe:
    """One of the five stages on the red line, as it stands today."""

    nr: int
    name: str
    url: str
    zahl: str
    """What the stage bar says: "212 Karten"."""
    gross: int
    unter: str
    """What stands under the large number: "Karten von 4 Terminen"."""
    satz: str
    fertig: str
    """fertig, laeuft or offen."""
    stand_wort: str
    stand_art: str
    datum: date | None = None


stufen: Register[[], Stufe] = Register("stufe")


def stages(now: datetime | None = None) -> Sequence[Stufe]:
    """Return all stages in their order.

    Every page shows them. They are kept in memory until something is noted in the audit trail, at most for
    STUFEN_SEKUNDEN, because dates pass without anybody doing anything.
    """
    if not settings.STUFEN_SEKUNDEN:
        return _ask()
    newest = Eintrag.objects.order_by("-pk").values_list("pk", flat=True).first()
    return _as_of(newest, int((now or timezone.now()).timestamp()) // settings.STUFEN_SEKUNDEN)


@lru_cache(maxsize=1)
def _as_of(newest: int | None, stretch: int) -> Sequence[Stufe]:
    """Ask once for each state of the audit trail and each stretch of time."""
    return _ask()


def _ask() -> Sequence[Stufe]:
    return tuple(sorted(stufen.collect(), key=lambda stufe: stufe.nr))
