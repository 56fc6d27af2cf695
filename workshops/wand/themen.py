"""The Themen of a wall: named, ordered, merged.

Every function locks the row of the workshop, so two people at one wall never tear an order apart.
"""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F, Q

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import By, record
from bildungskommune.werkbank import aendern, reihenfolge
from workshops.models import Punktstand, Thema, Workshop
from workshops.wand import auszaehlung
from workshops.wand.cardwall import ForeignThema, columns, last_position


class MergeRefused(Exception):
    """A Thema cannot be merged into itself or into one of its parts."""

    def __init__(self) -> None:
        super().__init__("Ein Thema kann nicht mit sich selbst oder einem seiner Unterthemen zusammengeführt werden.")


class TitleTaken(Exception):
    """A Thema of this wall has the same title; the message says where it stands."""

    def __init__(self, known: Thema) -> None:
        where = f"gehört zu „{known.uebergeordnet}“" if known.uebergeordnet else "steht an dieser Wand"
        super().__init__(
            f"Ein Thema mit diesem Titel gibt es schon, es {where}. "
            "Bitte wählen Sie einen anderen Titel, oder bearbeiten Sie das vorhandene Thema."
        )


def create(
    workshop: Workshop, titel: str, *, beschreibung: str = "", uebergeordnet: Thema | None = None, by: Nutzer
) -> Thema:
    """Add a column to the wall; raises TitleTaken, so that the words of a known Thema are never written over."""
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        if known := _known(workshop, titel):
            raise TitleTaken(known)
        thema = Thema(
            reihe=workshop.reihe,
            workshop=workshop,
            titel=titel.strip(),
            beschreibung=beschreibung,
            uebergeordnet=uebergeordnet,
        )
        given = workshop.reihe.themen.values_list("kennung", flat=True)
        aendern.create(thema, by=by, under=workshop, row=workshop.themen.all(), taken=lambda: given)
    return thema


def find_or_create(workshop: Workshop, titel: str, *, by: Nutzer) -> Thema:
    """Return the Thema with this title for a card to go to; a Thema of this wall is taken again as it is."""
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        return _known(workshop, titel) or create(workshop, titel, by=by)


def _known(workshop: Workshop, titel: str) -> Thema | None:
    return Thema.objects.filter(workshop=workshop, titel__iexact=titel.strip()).select_related("uebergeordnet").first()


def change(thema: Thema, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited; a former title is kept. Raises Outdated."""
    with transaction.atomic():
        if "titel" in fields:
            former = Thema.objects.get(pk=thema.pk)
            thema.fruehere_titel = [*former.fruehere_titel, former.titel]
            fields = [*fields, "fruehere_titel"]
        aendern.change(thema, fields, version=version, by=by)
        if "titel" in fields:
            record(by, "thema.umbenannt", thema, frueher=thema.fruehere_titel[-1])


def siblings(thema: Thema) -> list[Thema]:
    """Return the other Themen of the same wall, or of the Reihe for a Thema without workshop."""
    return list(Thema.objects.filter(reihe=thema.reihe_id, workshop=thema.workshop_id).exclude(pk=thema.pk))


def shift(thema: Thema, richtung: str, *, by: By) -> None:
    """Move a column one place: "hoch" is to the left, "runter" to the right. What is no column stays."""
    assert thema.workshop is not None
    with transaction.atomic():
        Workshop.objects.locked(thema.workshop.pk)
        row = columns(thema.workshop)
        if row.filter(pk=thema.pk).exists():
            reihenfolge.move_by_one(thema, row, richtung, by=by)


def merge(thema: Thema, into: Thema, *, by: Nutzer) -> int:
    """Move all cards and dots of `thema` to `into`; returns how many cards moved.

    The merged Thema stays as a part of the other, so that its address and whatever was derived from it stay too.
    Raises MergeRefused, ForeignThema.
    """
    if thema.workshop_id != into.workshop_id or thema.reihe_id != into.reihe_id:
        raise ForeignThema
    if into.pk in {thema.pk, *parts_of(thema.pk)}:
        raise MergeRefused
    with transaction.atomic():
        if thema.workshop is not None:
            Workshop.objects.locked(thema.workshop.pk)
        moved = _move_cards(thema, into)
        _move_dots(thema, into)
        auszaehlung.move(thema, into)
        _move_decisions(thema, into)
        thema.uebergeordnet, thema.zusammengefuehrt = into, True
        thema.save(update_fields=["uebergeordnet", "zusammengefuehrt"])
        record(by, "thema.zusammengefuehrt", thema, mit=into.titel, karten=moved)
    return moved


def parts_of(pk: int) -> set[int]:
    """Return the keys of all Themen inside this one."""
    found: set[int] = set()
    level = {pk}
    while level:
        level = set(Thema.objects.filter(uebergeordnet__in=level).values_list("pk", flat=True)) - found
        found |= level
    return found


def _move_cards(thema: Thema, into: Thema) -> int:
    already = set(into.zuordnungen.values_list("beitrag_id", flat=True))
    thema.zuordnungen.filter(beitrag__in=already).delete()
    last = last_position(into.zuordnungen.all())
    return thema.zuordnungen.update(thema=into, position=F("position") + last)


def _move_decisions(thema: Thema, into: Thema) -> None:
    for abfrage in thema.entscheidungen.all():
        abfrage.entschiedene_themen.add(into)
        abfrage.entschiedene_themen.remove(thema)


def _move_dots(thema: Thema, into: Thema) -> None:
    """Add the dots up where the question gave dots to both."""
    for stand in thema.punktstaende.all():
        same = Q(abfrage=stand.abfrage_id, thema=into, quelle=stand.quelle)
        if Punktstand.objects.filter(same).update(punkte=F("punkte") + stand.punkte):
            stand.delete()
        else:
            stand.thema = into
            stand.save(update_fields=["thema"])
