"""The card wall: lay a card, move it, take it to another Thema.

Every function locks the row of the workshop, so two people at one wall never tear an order apart.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, F, Max, OuterRef, QuerySet
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.codes import save_with_code
from bildungskommune.lifecycle import move
from bildungskommune.werkbank import aendern
from workshops.models import Arbeitsgruppe, Beitrag, Phase, Thema, Workshop, Zuordnung
from workshops.wand import faellig, quote

CORRECTABLE = timedelta(minutes=15)
"""So long the one who copied a card from the paper may mend a slip; the database adds one minute for its own clock."""
LAID = "karte.gelegt"
GAP = 1024
"""So far apart cards are hung, that one may be moved between two others without touching them."""


class ForeignThema(Exception):
    """The Thema belongs to another Reihe or to another workshop."""

    def __init__(self) -> None:
        super().__init__("Dieses Thema gehört zu einem anderen Workshop. Bitte wählen Sie ein Thema dieser Wand.")


class WordsStand(Exception):
    """The words of this card can no longer be corrected, or not by this person."""

    def __init__(self) -> None:
        super().__init__(
            "Der Wortlaut dieser Karte steht fest. Berichtigen kann ihn nur, wer sie abgeschrieben hat, "
            "in den ersten 15 Minuten und solange sie weder öffentlich noch beantwortet ist."
        )


@dataclass(frozen=True)
class NeueKarte:
    text: str
    vorzeichen: str = ""
    phase: str = Phase.OHNE
    gruppe: Arbeitsgruppe | None = None
    thema: Thema | None = None


def columns(workshop: Workshop) -> QuerySet[Thema]:
    """Return the Themen of this wall in their order; what was merged away into another is left out."""
    return (
        Thema.objects.filter(workshop=workshop)
        .annotate(karten=Count("beitraege"))
        .exclude(uebergeordnet__isnull=False, zusammengefuehrt=True, karten=0)
        .order_by("position", "pk")
    )


def hanging(workshop: Workshop) -> QuerySet[Beitrag]:
    """Return the cards that stand on this wall; what went into another card does not."""
    return workshop.beitraege.standing().exclude(status=Beitrag.Status.ZURUECKGEWIESEN)


def cards(workshop: Workshop, thema: Thema | None) -> QuerySet[Beitrag]:
    """Return the cards of one column in their order; None is the column without Thema."""
    if thema is None:
        return hanging(workshop).filter(zuordnungen__isnull=True).order_by("position", "pk")
    return hanging(workshop).filter(zuordnungen__thema=thema).order_by("zuordnungen__position", "pk")


def elsewhere(workshop: Workshop) -> QuerySet[Beitrag]:
    """Return the cards of this workshop that lie only under Themen outside of its wall."""
    filed = Zuordnung.objects.filter(beitrag=OuterRef("pk"))
    outside = hanging(workshop).filter(Exists(filed), ~Exists(filed.filter(thema__workshop=workshop)))
    return outside.prefetch_related("themen").order_by("position", "pk")


def printed(workshop: Workshop) -> QuerySet[Beitrag]:
    """Return the cards Thema by Thema, those without one last; a card in two Themen comes twice."""
    in_order = (F("zuordnungen__thema__position").asc(nulls_last=True), F("zuordnungen__thema").asc(nulls_last=True))
    cards = hanging(workshop).annotate(titel=F("zuordnungen__thema__titel")).select_related("gruppe")
    return cards.order_by(*in_order, "zuordnungen__position", "position", "pk")


def lay(workshop: Workshop, karte: NeueKarte, *, by: Nutzer) -> Beitrag:
    """Hang up a card as the last of its column. Its words were said in the hall, so it counts as checked."""
    _check(workshop, karte.thema)
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        beitrag = save_with_code(
            Beitrag(
                reihe=workshop.reihe,
                workshop=workshop,
                gruppe=karte.gruppe,
                text=karte.text,
                phase=karte.phase,
                vorzeichen=karte.vorzeichen,
                quelle=Beitrag.Quelle.KARTE,
                status=Beitrag.Status.GEPRUEFT,
                position=last_position(workshop.beitraege.all()) + GAP,
            )
        )
        if karte.thema is not None:
            _hang_all([beitrag.pk], karte.thema)
        faellig.due(workshop)
        record(by, LAID, beitrag)
    return beitrag


def correctable(workshop: Workshop, *, by: Nutzer, now: datetime | None = None) -> QuerySet[Beitrag]:
    """Return the cards whose words this person may still correct.

    These are the cards that the same account laid in the last 15 minutes, neither public nor answered.
    """
    since = (now or timezone.now()) - CORRECTABLE
    fresh = workshop.beitraege.filter(
        quelle=Beitrag.Quelle.KARTE, status=Beitrag.Status.GEPRUEFT, verbleib="", eingereicht_am__gt=since
    )
    laid = Eintrag.objects.filter(
        ereignis=LAID,
        objekt_art=Beitrag._meta.label_lower,
        objekt_id__in=[str(pk) for pk in fresh.values_list("pk", flat=True)],
        konto__isnull=False,
        konto=by.pk,
    )
    return fresh.filter(pk__in=[int(pk) for pk in laid.values_list("objekt_id", flat=True)])


def correct(beitrag: Beitrag, text: str, *, by: Nutzer, now: datetime | None = None) -> None:
    """Mend a slip in the words of a card just copied; raises WordsStand.

    The audit trail notes that it was done and by whom, not the words.
    """
    with transaction.atomic():
        allowed = correctable(wall_of(beitrag), by=by, now=now).select_for_update(of=("self",))
        fresh = allowed.filter(pk=beitrag.pk).first()
        if fresh is None:
            raise WordsStand
        if fresh.text != text:
            fresh.text = beitrag.text = text
            aendern.change(fresh, ["text"], by=by, event="karte.berichtigt")


def put(beitrag: Beitrag, to: Thema | None, *, von: Thema | None, by: Nutzer) -> None:
    """Move a card from the column `von` to the end of the column `to`; other Themen of the card stay."""
    put_all(wall_of(beitrag), [(beitrag, von)], to, by=by)


def put_all(
    workshop: Workshop, karten: Sequence[tuple[Beitrag, Thema | None]], to: Thema | None, *, by: Nutzer
) -> None:
    """Move these cards, each with the column it leaves, to the end of the column `to`, in their order.

    Other Themen of a card stay. Raises ForeignThema.
    """
    _check(workshop, to)
    leaving = {beitrag.pk: beitrag for beitrag, von in karten if von != to}
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        for left in {von for _, von in karten if von is not None and von != to}:
            left.zuordnungen.filter(beitrag__in=[beitrag for beitrag, von in karten if von == left]).delete()
        if to is None:
            # A card under "Ohne Thema" has none; taking it there takes it out of all.
            Zuordnung.objects.filter(beitrag__in=leaving).delete()
            quote.reopen(leaving)
            _write(_at_the_end(list(leaving), last_position(workshop.beitraege.all())), None)
        else:
            _hang_all(list(leaving), to)
            quote.decide([beitrag for beitrag, von in karten if von is None], to)
        faellig.due(workshop)
        for beitrag in leaving.values():
            record(by, "karte.verschoben", beitrag, thema=str(to or "ohne Thema"))


def place(
    workshop: Workshop, karten: Sequence[int], thema: Thema | None, platz: int, *, shown: Collection[int]
) -> None:
    """Bring these cards of a column, in their order, to a place counted from 1 among those that the person sees.

    Only they are written while there is room between their new neighbours.
    """
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        order = list(cards(workshop, thema).values_list("pk", flat=True))
        moved = [pk for pk in karten if pk in set(order)]
        others = [pk for pk in order if pk not in set(moved)]
        seen = [pk for pk in others if pk in shown]
        if not moved:
            return
        before = platz - 1 < len(seen)
        here = others.index(seen[max(platz - 1, 0)]) if before else len(others)
        _hang_between([*others[:here], *moved, *others[here:]], here, thema, so_many=len(moved))


def shift(
    beitrag: Beitrag, step: int, *, in_thema: Thema | None, by: Nutzer, shown: Collection[int] | None = None
) -> int:
    """Move a card up (-1) or down (1) past its neighbour in the column; returns its place, counted from 1.

    `shown` are the cards that the person sees, when the wall is narrowed to a group or a phase. One row is written,
    and all of the column only when there is no number left between the new neighbours.
    """
    workshop = wall_of(beitrag)
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        order = list(cards(workshop, in_thema).values_list("pk", flat=True))
        seen = [pk for pk in order if shown is None or pk in shown]
        if beitrag.pk not in seen:
            return 0
        there = min(max(seen.index(beitrag.pk) + step, 0), len(seen) - 1)
        target = order.index(seen[there])
        if seen[there] != beitrag.pk:
            order.insert(target, order.pop(order.index(beitrag.pk)))
            _hang_between(order, target, in_thema)
        record(by, "karte.verschoben", beitrag, platz=there + 1)
    return there + 1


def neighbour(workshop: Workshop, thema: Thema | None, step: int) -> Thema | None:
    """Return the column to the left (-1) or right (1); the wall begins without Thema and ends with its last Thema."""
    row: list[Thema | None] = [None, *columns(workshop)]
    here = row.index(thema) if thema in row else 0
    return row[min(max(here + step, 0), len(row) - 1)]


def publish_checked(workshop: Workshop, *, by: Nutzer) -> int:
    """Publish every card of the workshop that was checked; returns how many."""
    with transaction.atomic():
        checked = list(workshop.beitraege.filter(status=Beitrag.Status.GEPRUEFT))
        for beitrag in checked:
            move(beitrag, Beitrag.Status.VEROEFFENTLICHT, by=by)
    return len(checked)


def wall_of(beitrag: Beitrag) -> Workshop:
    """Return the workshop on whose wall the card hangs."""
    assert beitrag.workshop is not None, "only cards of a workshop hang on a wall"
    return beitrag.workshop


def _check(workshop: Workshop, thema: Thema | None) -> None:
    if thema is not None and thema.workshop_id != workshop.pk:
        raise ForeignThema


def last_position(rows: QuerySet[Beitrag] | QuerySet[Thema] | QuerySet[Zuordnung]) -> int:
    """Return the place of the last of these rows, 0 when there is none."""
    return int(rows.aggregate(last=Max("position"))["last"] or 0)


def _hang_all(karten: list[int], thema: Thema) -> None:
    """Hang these cards up as the last of a column; one that hangs there already stays in its place."""
    there = set(thema.zuordnungen.filter(beitrag__in=karten).values_list("beitrag", flat=True))
    places = _at_the_end([pk for pk in karten if pk not in there], last_position(thema.zuordnungen.all()))
    Zuordnung.objects.bulk_create(
        Zuordnung(thema=thema, beitrag_id=pk, position=position) for pk, position in places.items()
    )


def _hang_between(order: list[int], here: int, thema: Thema | None, *, so_many: int = 1) -> None:
    """Write the places of the cards that now stand from `here` on; the others keep theirs while there is room."""
    end = here + so_many
    near = _places([*order[max(here - 1, 0) : here], *order[end : end + 1]], thema)
    before = near[order[here - 1]] if here else 0
    after = near[order[end]] if end < len(order) else before + (so_many + 1) * GAP
    step = (after - before) // (so_many + 1)
    if step > 0:
        _write({pk: before + number * step for number, pk in enumerate(order[here:end], start=1)}, thema)
    else:
        _write(_at_the_end(order, 0), thema)


def _at_the_end(order: list[int], last: int) -> dict[int, int]:
    return {pk: last + number * GAP for number, pk in enumerate(order, start=1)}


def _places(pks: list[int], thema: Thema | None) -> dict[int, int]:
    if thema is None:
        return dict(Beitrag.objects.filter(pk__in=pks).values_list("pk", "position"))
    return dict(thema.zuordnungen.filter(beitrag__in=pks).values_list("beitrag_id", "position"))


def _write(places: dict[int, int], thema: Thema | None) -> None:
    if thema is None:
        beitraege = list(Beitrag.objects.filter(pk__in=places).only("pk", "position"))
        for beitrag in beitraege:
            beitrag.position = places[beitrag.pk]
        Beitrag.objects.bulk_update(beitraege, ["position"])
        return
    rows = list(Zuordnung.objects.filter(thema=thema, beitrag__in=places))
    for row in rows:
        row.position = places[row.beitrag_id]
    Zuordnung.objects.bulk_update(rows, ["position"])
