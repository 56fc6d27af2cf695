"""What came out of each working group: its text, its cards and their Themen, its sketches."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from workshops.models import Arbeitsgruppe, Beitrag, Thema, Workshop


def collect(workshop: Workshop, beitraege: Sequence[Beitrag]) -> list[dict[str, Any]]:
    """Return the groups in their order, of their cards those that are public."""
    themen = list(workshop.themen.order_by("position", "pk"))
    gruppen = workshop.gruppen.order_by("position", "pk").prefetch_related("skizzen")
    return [_gruppe(gruppe, [row for row in beitraege if row.gruppe_id == gruppe.pk], themen) for gruppe in gruppen]


def _gruppe(gruppe: Arbeitsgruppe, cards: Sequence[Beitrag], themen: Sequence[Thema]) -> dict[str, Any]:
    filed = Counter(row.thema_id for card in cards for row in card.zuordnungen.all())
    return {
        "titel": gruppe.titel,
        "raum": gruppe.raum,
        "ergebnis": gruppe.ergebnis,
        "beitraege": len(cards),
        "karten": [card.code for card in cards],
        "themen": [{"titel": thema.titel, "karten": filed[thema.pk]} for thema in themen if filed[thema.pk]],
        "skizzen": [skizze.titel for skizze in sorted(gruppe.skizzen.all(), key=lambda one: (one.position, one.pk))],
    }
