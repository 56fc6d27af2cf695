"""How measures stood on a day, beside how they stand today, cell by cell.

A Sachstand says what held on its Stichtag, whenever it was written; so the newest one up to the day counts. Where there
is none, the desk falls back on what the portal kept (`Textstand`), which also tells days, Stellen and sums of that day.
A milestone says itself when it was reached. Where nothing says how it was, nothing is guessed: it is not known.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from bildungskommune.akteure.models import Stelle
from bildungskommune.audit.models import Textstand
from bildungskommune.ui.templatetags.texte import euro
from massnahmen.models import Massnahme, MassnahmeStatus, Meilenstein, Sachstand
from massnahmen.models.massnahme import STATUS_ART
from massnahmen.wording import zeitraum

GLEICH, GEAENDERT, UNBEKANNT = "= unverändert", "→ geändert", "? nicht bekannt"
OHNE = "keine Angabe"
OEFFENTLICH = ("Stand", "Meilensteine")
NUR_PULT = ("Zeitraum", "Federführung", "Kosten")
Werte = Mapping[str, Any]


@dataclass(frozen=True)
class Zelle:
    """What a measure said of one thing then and says now; `damals` is None when nothing tells it."""

    spalte: str
    damals: str | None
    heute: str
    damals_art: str = ""
    heute_art: str = ""
    """How a state is shown, empty for what is none."""

    @property
    def wort(self) -> str:
        """Say in a sign and a word what became of it."""
        if self.damals is None:
            return UNBEKANNT
        return GLEICH if self.damals == self.heute else GEAENDERT

    @property
    def ist_geaendert(self) -> bool:
        return self.wort == GEAENDERT


@dataclass(frozen=True)
class Vergleich:
    """A measure then and now, in the order of the columns."""

    massnahme: Massnahme
    zellen: tuple[Zelle, ...]

    @property
    def ist_geaendert(self) -> bool:
        return any(zelle.ist_geaendert for zelle in self.zellen)


def columns(*, oeffentlich: bool) -> tuple[str, ...]:
    return OEFFENTLICH if oeffentlich else (*OEFFENTLICH, *NUR_PULT)


def compare(massnahmen: Sequence[Massnahme], tag: date, *, oeffentlich: bool) -> list[Vergleich]:
    """Return each with its cells on the day and today; the number of statements is constant.

    Everybody learns only what Sachstände and milestones say.
    """
    today = timezone.localdate()
    kept = {} if oeffentlich else _kept(massnahmen, tag)
    stellen = _names(kept)
    said = reported(massnahmen, tag)
    reached = [_reached(massnahmen, until) for until in (tag, today)]
    found = []
    for one in massnahmen:
        then = kept.get(one.pk)
        zellen = [_state(one, said.get(one.pk) or _state_of(then)), _stones(*(count[one.pk] for count in reached))]
        zellen += [] if oeffentlich else _kept_cells(one, then, stellen)
        found.append(Vergleich(one, tuple(zellen)))
    return found


def _state(massnahme: Massnahme, damals: MassnahmeStatus | None) -> Zelle:
    today = MassnahmeStatus(massnahme.status)
    if damals is None:
        return Zelle("Stand", None, today.label, "", STATUS_ART[today])
    return Zelle("Stand", damals.label, today.label, STATUS_ART[damals], STATUS_ART[today])


def _state_of(then: Werte | None) -> MassnahmeStatus | None:
    found = then.get("status") if then else None
    return MassnahmeStatus(found) if found in MassnahmeStatus.values else None


def _stones(damals: int, heute: int) -> Zelle:
    return Zelle("Meilensteine", f"{damals} erreicht", f"{heute} erreicht")


def _kept_cells(massnahme: Massnahme, then: Werte | None, stellen: Mapping[int, str]) -> list[Zelle]:
    """Return what only the desk knows: days, Stelle and cost as the portal kept them."""
    today = _words(massnahme, str(massnahme.federfuehrung or ""))
    if then is None:
        return [Zelle(name, None, wort) for name, wort in zip(NUR_PULT, today, strict=True)]
    before = Massnahme(beginn=_day(then.get("beginn")), ende=_day(then.get("ende")))
    if (cost := then.get("kosten_gesamt")) is not None:
        before.kosten_gesamt = Decimal(str(cost))
    damals = _words(before, stellen.get(then.get("federfuehrung_id") or 0, ""))
    return [Zelle(*cell) for cell in zip(NUR_PULT, damals, today, strict=True)]


def _words(massnahme: Massnahme, stelle: str) -> tuple[str, ...]:
    return tuple(wort or OHNE for wort in (zeitraum(massnahme), stelle, euro(massnahme.kosten_gesamt)))


def _day(said: str | None) -> date | None:
    return date.fromisoformat(said) if said else None


def _names(kept: Mapping[int, Werte]) -> Mapping[int, str]:
    keys = {key for then in kept.values() if (key := then.get("federfuehrung_id"))}
    return dict(Stelle.objects.filter(pk__in=keys).values_list("pk", "name"))


def reported(massnahmen: Sequence[Massnahme], tag: date) -> Mapping[int, MassnahmeStatus]:
    """Return the state that the newest Sachstand up to the day says, by the key of the measure; one statement."""
    rows = Sachstand.objects.filter(massnahme__in=massnahmen, stichtag__lte=tag).exclude(status="").newest_each()
    return {row.massnahme_id: MassnahmeStatus(row.status) for row in rows}


def _reached(massnahmen: Sequence[Massnahme], tag: date) -> Counter[int]:
    rows = Meilenstein.objects.filter(massnahme__in=massnahmen, erreicht_am__lte=tag)
    return Counter(rows.order_by().values_list("massnahme_id", flat=True))


def _kept(massnahmen: Sequence[Massnahme], tag: date) -> Mapping[int, Werte]:
    """Return what the portal kept of the end of that day."""
    until = timezone.make_aware(datetime.combine(tag + timedelta(days=1), time.min))
    rows = Textstand.objects.filter(
        objekt_art=Massnahme._meta.label_lower, objekt_id__in=[one.pk for one in massnahmen], created__lt=until
    )
    newest = rows.order_by("objekt_id", "-created", "-pk").distinct("objekt_id")
    return {int(pk): werte for pk, werte in newest.values_list("objekt_id", "werte") if werte}


def last_half_year(today: date) -> date:
    """Return the last 30 June or 31 December before a day: what a report usually looks back to."""
    return date(today.year, 6, 30) if today > date(today.year, 6, 30) else date(today.year - 1, 12, 31)
