"""Measures over time: a line from beginning to end with milestones as marks, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, F, Min, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from bildungskommune.grafik.bild import Bild, Flaeche
from bildungskommune.grafik.gantt import Balken, gantt
from bildungskommune.text import counted
from massnahmen.models import Massnahme, Meilenstein

JE_SEITE = 25
MARKEN = 20
"""So many milestones of a measure are drawn and named, the earliest first."""
FLAECHE = Flaeche(schmal=560, breit=656, schrift=14)
"""Narrower than a small tablet the chart is not shown: there the table is read."""
ARTEN = {"gut": "fertig", "laeuft": "laeuft", "warten": "laeuft", "offen": "offen", "neutral": "offen"}
"""How the state of a measure is drawn; its word stands at each line, too."""


@dataclass(frozen=True)
class Zeile:
    massnahme: Massnahme
    meilensteine: Sequence[Meilenstein]
    weitere: str
    """How many milestones are not named, in words."""

    @property
    def hat_zeit(self) -> bool:
        return bool(self.massnahme.beginn or self.massnahme.ende or self.meilensteine)


@dataclass(frozen=True)
class Zeitplan:
    bild: Bild | None
    zeilen: Sequence[Zeile]
    ohne: Sequence[Zeile]
    """Those of which no day is known."""


def ordered(massnahmen: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Return the measures by when they begin; those of which no day is known come last."""
    rows = Massnahme.objects.filter(pk__in=massnahmen.order_by().values("pk"))
    first = Coalesce("beginn", Min("meilensteine__datum"), "ende", output_field=DateField())
    return rows.annotate(erster_tag=first).order_by(F("erster_tag").asc(nulls_last=True), "position", "pk")


def draw(massnahmen: Sequence[Massnahme], today: date | None = None) -> Zeitplan:
    """Return the measures of one page with their chart; one more statement loads all milestones."""
    stones: dict[int, list[Meilenstein]] = {}
    for stone in Meilenstein.objects.filter(massnahme__in=massnahmen).order_by("datum", "pk"):
        stones.setdefault(stone.massnahme_id, []).append(stone)
    rows = [_row(massnahme, stones.get(massnahme.pk, [])) for massnahme in massnahmen]
    mit = [row for row in rows if row.hat_zeit]
    bild = None
    if mit:
        bild = gantt([_line(row) for row in mit], today or timezone.localdate(), FLAECHE, titel="Maßnahmen im Zeitplan")
    return Zeitplan(bild, mit, [row for row in rows if not row.hat_zeit])


def _row(massnahme: Massnahme, stones: Sequence[Meilenstein]) -> Zeile:
    rest = len(stones) - MARKEN
    weitere = f"und {counted(rest, 'weiterer', 'weitere')}" if rest > 0 else ""
    return Zeile(massnahme, stones[:MARKEN], weitere)


def _line(row: Zeile) -> Balken:
    massnahme = row.massnahme
    name = " ".join(filter(None, (massnahme.nr, massnahme.titel)))
    return Balken(
        wort=f"{massnahme.get_status_display()}: {name}",
        art=ARTEN[massnahme.status_art],
        beginn=massnahme.beginn,
        ende=massnahme.ende,
        marken=[(stone.datum, stone.erreicht_am is not None) for stone in row.meilensteine],
    )
