"""Rules of writing a Leitbild: the tree of its Abschnitte, their names and their order."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import models, transaction

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import lock, next_position
from leitbild.models import Abschnitt, Leitbild

MAX_EBENE = 4
PASST = "leichte_sprache_passt"
"""What the form says when a text in Leichte Sprache fits what it retells, though that was changed."""


@dataclass(frozen=True)
class Ast:
    """One Abschnitt at its place in the tree; `ebene` counts from 1."""

    abschnitt: Abschnitt
    ebene: int


def tree(abschnitte: Iterable[Abschnitt]) -> list[Ast]:
    """Return the Abschnitte as they are read: each followed by those that stand under it."""
    under: dict[int | None, list[Abschnitt]] = {}
    for abschnitt in abschnitte:
        under.setdefault(abschnitt.uebergeordnet_id, []).append(abschnitt)
    return list(_descend(under, None, 1))


def _descend(under: dict[int | None, list[Abschnitt]], parent: int | None, ebene: int) -> Iterable[Ast]:
    for abschnitt in under.get(parent, ()):
        yield Ast(abschnitt, ebene)
        yield from _descend(under, abschnitt.pk, ebene + 1)


def possible_parents(abschnitt: Abschnitt) -> set[int]:
    """Return the keys of the Abschnitte it may stand under: not itself, nothing below it, no fifth level."""
    rows = list(Abschnitt.objects.filter(leitbild_id=abschnitt.leitbild_id))
    aeste = tree(rows)
    below = _below(aeste, abschnitt.pk)
    height = max((ast.ebene for ast in below), default=0) - (below[0].ebene - 1 if below else 0)
    own = {ast.abschnitt.pk for ast in below}
    return {
        ast.abschnitt.pk for ast in aeste if ast.abschnitt.pk not in own and ast.ebene + max(height, 1) <= MAX_EBENE
    }


def _below(aeste: list[Ast], pk: int | None) -> list[Ast]:
    """Return the line of `pk` and all lines that stand under it."""
    start = next((n for n, ast in enumerate(aeste) if ast.abschnitt.pk == pk), None)
    if pk is None or start is None:
        return []
    end = start + 1
    while end < len(aeste) and aeste[end].ebene > aeste[start].ebene:
        end += 1
    return aeste[start:end]


def siblings(abschnitt: Abschnitt) -> models.QuerySet[Abschnitt]:
    """Return those among which the Abschnitt has its position, itself included."""
    return Abschnitt.objects.filter(leitbild_id=abschnitt.leitbild_id, uebergeordnet_id=abschnitt.uebergeordnet_id)


def add_leitbild(leitbild: Leitbild, *, by: By) -> None:
    """Save a new Leitbild under a Kennung of its own; two with one title are ordinary."""
    aendern.create(leitbild, by=by, taken=lambda: Leitbild.objects.values_list("kennung", flat=True))


def _retold(abschnitt: Abschnitt, fields: Collection[str]) -> list[str]:
    """Note to which words a text in Leichte Sprache belongs, when it was written or said to fit; returns the fields."""
    written = [name for name in fields if name != PASST]
    if PASST in fields or "leichte_sprache" in fields:
        abschnitt.leichte_sprache_zu = abschnitt.wortlaut
        written.append("leichte_sprache_zu")
    return written


def add_abschnitt(abschnitt: Abschnitt, *, by: By) -> None:
    """Save a new Abschnitt at the end of its siblings under a Kennung that stays its name."""
    abschnitt.leichte_sprache_zu = abschnitt.wortlaut if abschnitt.leichte_sprache else ""
    given = Abschnitt.objects.filter(leitbild_id=abschnitt.leitbild_id)
    aendern.create(
        abschnitt,
        by=by,
        under=abschnitt.leitbild,
        row=siblings(abschnitt),
        taken=lambda: given.values_list("kennung", flat=True),
    )


def change_abschnitt(abschnitt: Abschnitt, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited; under another Abschnitt it goes to the end. The Kennung stays. Raises Outdated."""
    fields = _retold(abschnitt, fields)
    with transaction.atomic():
        if "uebergeordnet" in fields:
            lock(abschnitt.leitbild)
            abschnitt.position = next_position(siblings(abschnitt))
            fields = [*fields, "position"]
        aendern.change(abschnitt, fields, version=version, by=by)
