"""What was answered to a contribution before, and what it became a part of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from bildungskommune.audit.models import Textstand
from bildungskommune.tracing import ziele
from bildungskommune.tracing.faden import Knoten
from workshops.models import Beitrag

STAENDE = 200
"""So many states of a contribution are looked through; its texts change a handful of times."""


@dataclass(frozen=True)
class Frueher:
    """An answer that stood at the end of its day and was replaced later."""

    am: date
    wort: str
    begruendung: str
    weitergeleitet_an: str = ""


def earlier(beitrag: Beitrag) -> list[Frueher]:
    """Return the answers before the one of today, the newest first.

    They are the states that the database keeps of the row, so for five years. Of a day only the last counts: what was
    mended at once was never an answer.
    """
    if not beitrag.verbleib:
        return []
    states = Textstand.objects.about(beitrag).filter(werte__isnull=False).order_by("-pk")[:STAENDE]
    answers = list(_last_of_each_day(reversed([one.werte or {} for one in states])))
    return [one for one in reversed(answers) if one.am != beitrag.verbleib_am]


def _last_of_each_day(states: Iterable[dict[str, Any]]) -> Iterable[Frueher]:
    days: dict[date, Frueher] = {}
    for werte in states:
        if werte.get("verbleib") and werte.get("verbleib_am"):
            am = date.fromisoformat(werte["verbleib_am"])
            days[am] = Frueher(
                am,
                str(Beitrag.Verbleib(werte["verbleib"]).label),
                werte.get("verbleib_begruendung", ""),
                werte.get("weitergeleitet_an", ""),
            )
    return days.values()


def target(beitrag: Beitrag) -> Knoten | None:
    """Return what the answer names as its place; None when it names none, or what is gone."""
    return ziele.find(beitrag.ziel_art, beitrag.ziel_kennung)


def public_target(beitrag: Beitrag) -> Knoten | None:
    """Return the same for everybody: None while it is not public."""
    found = target(beitrag)
    return found if found is not None and found.ist_oeffentlich else None
