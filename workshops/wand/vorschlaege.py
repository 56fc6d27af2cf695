"""Suggestions beside a card: five Themen it may belong to and three cards that are like it.

The worker computes them and stores them as rows; nothing is ever moved by them. What finds the likeness is a
`Vergleich` (`aehnlich`): who knows a better one names it in `VERGLEICH`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from workshops.models import Beitrag, Thema, Vorschlag, Vorschlagsstand, Workshop
from workshops.wand import cardwall
from workshops.wand.aehnlich import Vergleich, Zeichenfolgen

THEMEN, KARTEN = 5, 3
"""So many of each are suggested."""
HOECHSTENS = 2000
"""So many cards of a wall are compared, the newest first."""
VERGLEICH: Callable[[Mapping[int, Iterable[str]]], Vergleich] = Zeichenfolgen


@dataclass(frozen=True)
class Vorschlaege:
    themen: Sequence[Thema]
    karten: Sequence[Beitrag]
    """With `themen` at hand."""


def of_card(beitrag: Beitrag) -> Vorschlaege:
    """Return what is suggested for this card and still hangs on its wall."""
    rows = Vorschlag.objects.filter(beitrag=beitrag).select_related("thema")
    themen = [row.thema for row in rows if row.thema is not None and row.thema.workshop_id == beitrag.workshop_id]
    wall = cardwall.hanging(cardwall.wall_of(beitrag))
    like = wall.filter(pk__in=[row.aehnlich_id for row in rows if row.aehnlich_id]).prefetch_related("themen")
    order = {row.aehnlich_id: row.rang for row in rows}
    return Vorschlaege(themen, sorted(like, key=lambda karte: order[karte.pk]))


def compute(pk: int, *, now: datetime | None = None) -> int:
    """Store the suggestions of a wall anew, as far as nobody has decided about them; returns how many there are."""
    workshop = Workshop.objects.get(pk=pk)
    with transaction.atomic():
        stand, _ = Vorschlagsstand.objects.get_or_create(workshop=workshop)
        stand = Vorschlagsstand.objects.select_for_update().get(pk=stand.pk)
        stand.faellig, stand.gerechnet = None, now or timezone.now()
        stand.save(update_fields=["faellig", "gerechnet"])
        rows = _rows(workshop)
        Vorschlag.objects.filter(beitrag__in={row.beitrag_id for row in rows}, entschieden=None).delete()
        Vorschlag.objects.bulk_create(rows, batch_size=1000)
    return len(rows)


def _rows(workshop: Workshop) -> list[Vorschlag]:
    """Compare what has no Thema yet, and what was never compared, with the Themen and with all cards."""
    stock = list(cardwall.hanging(workshop).order_by("-pk")[:HOECHSTENS])
    loose = set(cardwall.cards(workshop, None).values_list("pk", flat=True))
    known = set(Vorschlag.objects.filter(beitrag__in=stock).values_list("beitrag", flat=True))
    themen, karten = _of_themen(workshop), VERGLEICH({karte.pk: [karte.text] for karte in stock})
    rows = []
    for karte in stock:
        if karte.pk in loose:
            near = themen.nearest(karte.text, THEMEN)
            rows += [Vorschlag(beitrag=karte, thema_id=key, rang=rang) for rang, (key, _) in enumerate(near, start=1)]
        if karte.pk in loose or karte.pk not in known:
            like = karten.nearest(karte.text, KARTEN, ohne=[karte.pk])
            rows += [
                Vorschlag(beitrag=karte, aehnlich_id=key, rang=rang) for rang, (key, _) in enumerate(like, start=1)
            ]
    return rows


def _of_themen(workshop: Workshop) -> Vergleich:
    """Return the Themen of the wall by their words and those of their cards; the title counts twice."""
    texts: dict[int, list[str]] = {
        thema.pk: [thema.titel, thema.titel, thema.beschreibung] for thema in cardwall.columns(workshop)
    }
    filed = cardwall.hanging(workshop).filter(zuordnungen__thema__in=list(texts))
    for pk, text in filed.values_list("zuordnungen__thema", "text"):
        texts[pk].append(text)
    return VERGLEICH(texts)
