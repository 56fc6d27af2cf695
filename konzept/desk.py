"""The working desk: Konzepte side by side, one with its Handlungsfelder, one Handlungsfeld with all its parts."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.tracing.faden import Station
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.stationen import of_today
from bildungskommune.verfahren.folgen import Folge, steps
from bildungskommune.werkbank.suchen import matching, words_of
from konzept.drafting import priority_of
from konzept.models import Ableitung, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel

QUELLEN = ("abschnitt__leitbild", "thema", "beitrag")
"""What an Ableitung leads to, with what its name is made of."""


def documents() -> QuerySet[Konzept]:
    """Return all Konzepte with the number of Handlungsfelder and of those derived from nothing."""
    without = Q(handlungsfelder__isnull=False, handlungsfelder__ableitungen__isnull=True)
    rows = Konzept.objects.select_related("leitbild").order_by("-created", "-pk")
    return rows.annotate(
        herkunft=F("leitbild__titel"),
        teile=Count("handlungsfelder", distinct=True),
        offen=Count("handlungsfelder", filter=without, distinct=True),
    )


def felder(konzept: Konzept) -> list[Handlungsfeld]:
    """Return the Handlungsfelder with the numbers of their parts: `abgeleitet`, `anzahl_ziele`, `anzahl_strategien`."""
    return list(
        plain_felder(konzept).annotate(
            abgeleitet=Count("ableitungen", distinct=True),
            anzahl_ziele=Count("ziele", distinct=True),
            anzahl_strategien=Count("strategien", distinct=True),
        )
    )


def plain_felder(konzept: Konzept) -> QuerySet[Handlungsfeld]:
    """Return the Handlungsfelder in their order."""
    return konzept.handlungsfelder.select_related("konzept").order_by("position", "pk")


def with_sources(konzept: Konzept) -> QuerySet[Handlungsfeld]:
    """Return the same with what each is derived from: a constant number of statements."""
    return plain_felder(konzept).prefetch_related(*(f"ableitungen__{quelle}" for quelle in QUELLEN))


def sources(feld: Handlungsfeld) -> QuerySet[Ableitung]:
    return feld.ableitungen.select_related(*QUELLEN)


@dataclass(frozen=True)
class ZielZeile:
    ziel: Ziel
    prioritaet: Priorisierung | None
    verlauf: Sequence[Priorisierung]


def ziele(feld: Handlungsfeld) -> list[ZielZeile]:
    """Return the Ziele with the priority that holds and the whole history."""
    rows = feld.ziele.select_related("handlungsfeld__konzept", "vorgaenger__handlungsfeld__konzept").prefetch_related(
        "priorisierungen"
    )
    return [ZielZeile(ziel, priority_of(ziel), list(ziel.priorisierungen.all())) for ziel in rows]


@dataclass(frozen=True)
class StrategieZeile:
    strategie: Strategie
    massnahmen: Sequence[Station]
    folgen: Sequence[Folge]


def strategien(feld: Handlungsfeld, user: Nutzer) -> list[StrategieZeile]:
    """Return the Strategien with what carries them out, also what is not public yet, and what can be made of them."""
    before = feld.strategien.select_related("handlungsfeld__konzept", "vorgaenger__handlungsfeld__konzept")
    rows = list(before.prefetch_related("ziele", "auch_in"))
    net = netz(rows, "wohin", oeffentlich=False)
    folgen = steps(user, rows)
    return [StrategieZeile(row, [of_today(step) for step in net.schritte(row)], folgen[row.pk]) for row in rows]


def gaeste(feld: Handlungsfeld) -> QuerySet[Strategie]:
    """Return the Strategien of other Handlungsfelder that belong to this one, too."""
    return feld.gaeste.select_related("handlungsfeld__konzept")


def found_drafts(words: str, limit: int = 10) -> list[Handlungsfeld]:
    """Return unpublished Handlungsfelder in which every word occurs."""
    if not words_of(words):
        return []
    found = matching(words, "titel", "zielbild", "ausgangslage")
    drafts = Handlungsfeld.objects.filter(found, veroeffentlicht=False).select_related("konzept")
    return list(drafts[:limit])
