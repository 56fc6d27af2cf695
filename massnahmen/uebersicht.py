"""The whole implementation on one page: numbers, what is late and why, money, what was reported last."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Least

from massnahmen import ampel
from massnahmen.ampel import Ampel
from massnahmen.listen import with_ampel, with_newest_report
from massnahmen.models import FERTIG, Ampelstufe, Angabe, Massnahme, MassnahmeStatus, Sachstand
from massnahmen.wording import counts_of

LATE = (MassnahmeStatus.VERZOEGERT, MassnahmeStatus.ZURUECKGESTELLT)
NICHT_AUF_KURS = (Ampelstufe.IN_VERZUG, Ampelstufe.ACHTUNG)
LATE_SHOWN = 50
NEWEST_SHOWN = 8


@dataclass(frozen=True)
class Geld:
    """Euro of all measures whose cost is known as a number."""

    gesamt: Decimal
    gesichert: Decimal
    mit_zahl: int
    ohne_zahl: int
    verborgen: int = 0
    """So many are left out: what they cost is not public."""

    @property
    def offen(self) -> Decimal:
        return self.gesamt - self.gesichert


@dataclass(frozen=True)
class Uebersicht:
    gesamt: int
    fertig: int
    verzoegert: int
    staende: Sequence[dict[str, Any]]
    spaet: Sequence[Massnahme]
    geld: Geld
    neueste: Sequence[Sachstand]
    ampeln: Sequence[dict[str, Any]]
    """How many stand at each level, in the order of the levels."""
    achtung: Sequence[Massnahme]
    """What is behind or needs attention though its state does not say so, the worst first."""
    achtung_weitere: int


def overview(massnahmen: QuerySet[Massnahme]) -> Uebersicht:
    """Return what a council member needs to know of these measures, and everybody may."""
    counts = dict(massnahmen.order_by().values_list("status").annotate(anzahl=Count("pk")))
    judged = [(one, ampel.of(one)) for one in with_ampel(massnahmen)]
    wanting = [(one, light) for one, light in judged if light.stufe in NICHT_AUF_KURS and one.status not in LATE]
    wanting.sort(key=lambda pair: NICHT_AUF_KURS.index(pair[1].stufe))
    return Uebersicht(
        gesamt=sum(counts.values()),
        fertig=sum(counts.get(status, 0) for status in FERTIG),
        verzoegert=sum(counts.get(status, 0) for status in LATE),
        staende=counts_of(counts),
        spaet=_late([one for one, _ in judged]),
        geld=public_money(massnahmen),
        neueste=newest_reports(massnahmen),
        ampeln=_levels(light for _, light in judged),
        achtung=[one for one, _ in wanting[:LATE_SHOWN]],
        achtung_weitere=max(len(wanting) - LATE_SHOWN, 0),
    )


def _late(massnahmen: Iterable[Massnahme]) -> list[Massnahme]:
    found = [one for one in massnahmen if one.status in LATE]
    return sorted(found, key=lambda one: (one.status_seit, one.pk))[:LATE_SHOWN]


def _levels(lights: Iterable[Ampel]) -> list[dict[str, Any]]:
    counts = Counter(light.stufe for light in lights)
    found = [(Ampel(stufe, ()), counts[stufe]) for stufe in Ampelstufe if counts[stufe]]
    return [{"wort": light.wort, "art": light.art, "anzahl": anzahl} for light, anzahl in found]


def late(massnahmen: QuerySet[Massnahme]) -> list[Massnahme]:
    """Return what is delayed or put off, longest first, with its newest Sachstand."""
    rows = with_newest_report(massnahmen.filter(status__in=LATE)).order_by("status_seit", "pk")
    return list(rows[:LATE_SHOWN])


def money(massnahmen: QuerySet[Massnahme]) -> Geld:
    """Sum the cost; measures that were dropped no longer cost anything."""
    known = Q(kosten_gesamt__isnull=False)
    secured = Least(Coalesce(F("kosten_gesichert"), Decimal(0)), F("kosten_gesamt"))
    sums = (
        massnahmen.exclude(status=MassnahmeStatus.VERWORFEN)
        .order_by()
        .aggregate(
            gesamt=Sum("kosten_gesamt", default=Decimal(0)),
            gesichert=Sum(secured, filter=known, default=Decimal(0)),
            mit_zahl=Count("pk", filter=known),
            ohne_zahl=Count("pk", filter=~known),
        )
    )
    return Geld(**sums)


def public_money(massnahmen: QuerySet[Massnahme]) -> Geld:
    """Sum the cost that is public, and count the measures whose cost is not."""
    shown = Q(oeffentliche_angaben__contains=[Angabe.KOSTEN])
    hidden = massnahmen.exclude(status=MassnahmeStatus.VERWORFEN).exclude(shown).count()
    return replace(money(massnahmen.filter(shown)), verborgen=hidden)


def newest_reports(massnahmen: QuerySet[Massnahme]) -> list[Sachstand]:
    rows = Sachstand.objects.newest().filter(massnahme__in=massnahmen.order_by()).select_related("massnahme")
    return list(rows[:NEWEST_SHOWN])
