"""Where measures stood on a day, beside where they stand today.

A Sachstand says what held on its Stichtag, whenever it was written; so the newest one up to the day counts. Where there
is none, the desk falls back on the states that the portal kept (`Textstand`). Where neither says anything, nothing is
guessed: the state of that day is not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from bildungskommune.audit.models import Textstand
from massnahmen.models import Massnahme, MassnahmeStatus, Sachstand
from massnahmen.models.massnahme import STATUS_ART

GLEICH, GEAENDERT, UNBEKANNT = "= unverändert", "→ geändert", "? nicht bekannt"


@dataclass(frozen=True)
class Vergleich:
    """A measure then and now. `damals` is None when nothing says where it stood."""

    massnahme: Massnahme
    damals: MassnahmeStatus | None

    @property
    def wort(self) -> str:
        """Say in a sign and a word what became of it."""
        if self.damals is None:
            return UNBEKANNT
        return GLEICH if self.damals == self.massnahme.status else GEAENDERT

    @property
    def ist_geaendert(self) -> bool:
        return self.wort == GEAENDERT

    @property
    def damals_wort(self) -> str:
        return str(self.damals.label) if self.damals is not None else ""

    @property
    def damals_art(self) -> str:
        """How the state of that day is shown."""
        return STATUS_ART[self.damals] if self.damals is not None else "neutral"


def compare(massnahmen: Sequence[Massnahme], tag: date, *, oeffentlich: bool) -> list[Vergleich]:
    """Return each with its state on the day; two statements. Everybody learns only what a Sachstand says."""
    known = {} if oeffentlich else _kept(massnahmen, tag)
    known = {**known, **_reported(massnahmen, tag)}
    return [Vergleich(one, known.get(one.pk)) for one in massnahmen]


def _reported(massnahmen: Sequence[Massnahme], tag: date) -> Mapping[int, MassnahmeStatus]:
    rows = Sachstand.objects.filter(massnahme__in=massnahmen, stichtag__lte=tag).exclude(status="").newest_each()
    return {row.massnahme_id: MassnahmeStatus(row.status) for row in rows}


def _kept(massnahmen: Sequence[Massnahme], tag: date) -> Mapping[int, MassnahmeStatus]:
    """Return what the portal kept of the end of that day."""
    until = timezone.make_aware(datetime.combine(tag + timedelta(days=1), time.min))
    rows = Textstand.objects.filter(
        objekt_art=Massnahme._meta.label_lower, objekt_id__in=[one.pk for one in massnahmen], created__lt=until
    )
    newest = rows.order_by("objekt_id", "-created", "-pk").distinct("objekt_id")
    pairs = newest.values_list("objekt_id", "werte__status")
    return {int(pk): MassnahmeStatus(status) for pk, status in pairs if status in MassnahmeStatus.values}


def last_half_year(today: date) -> date:
    """Return the last 30 June or 31 December before a day: what a report usually looks back to."""
    return date(today.year, 6, 30) if today > date(today.year, 6, 30) else date(today.year - 1, 12, 31)
