"""Rules of writing: a name for ever, an order without gaps, nothing deleted that others stand on."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.text import slugify

from bildungskommune.audit.log import record
from leitbild.models import Abschnitt, Leitbild

By = AbstractBaseUser | AnonymousUser | None
KENNUNG_LAENGE = 60
MAX_EBENE = 4
HOCH, RUNTER = "hoch", "runter"
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})


class StillNeeded(Exception):
    """Something later stands on the thing, so it cannot be deleted."""

    def __init__(self, thing: models.Model, needed_by: Iterable[models.Model]) -> None:
        counts = Counter(needer._meta.model for needer in needed_by)
        self.hanging = [f"{count} {_word(model, count)}" for model, count in counts.items()]
        super().__init__(
            f"„{thing}“ kann nicht gelöscht werden, denn daran hängt noch: {', '.join(self.hanging)}. "
            "Bitte lösen Sie zuerst diese Verbindungen."
        )


def _word(model: type[models.Model], count: int) -> str:
    return str(model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural)


@dataclass(frozen=True)
class Zeile:
    """One Abschnitt at its place in the tree; `ebene` counts from 1."""

    abschnitt: Abschnitt
    ebene: int


def tree(abschnitte: Iterable[Abschnitt]) -> list[Zeile]:
    """Return the Abschnitte as they are read: each followed by those that stand under it."""
    under: dict[int | None, list[Abschnitt]] = {}
    for abschnitt in abschnitte:
        under.setdefault(abschnitt.uebergeordnet_id, []).append(abschnitt)
    return list(_descend(under, None, 1))


def _descend(under: dict[int | None, list[Abschnitt]], parent: int | None, ebene: int) -> Iterable[Zeile]:
    for abschnitt in under.get(parent, ()):
        yield Zeile(abschnitt, ebene)
        yield from _descend(under, abschnitt.pk, ebene + 1)


def possible_parents(abschnitt: Abschnitt) -> set[int]:
    """Return the keys of the Abschnitte it may stand under: not itself, nothing below it, no fifth level."""
    rows = list(Abschnitt.objects.filter(leitbild_id=abschnitt.leitbild_id))
    zeilen = tree(rows)
    below = _below(zeilen, abschnitt.pk)
    height = max((zeile.ebene for zeile in below), default=0) - (below[0].ebene - 1 if below else 0)
    own = {zeile.abschnitt.pk for zeile in below}
    return {
        zeile.abschnitt.pk
        for zeile in zeilen
        if zeile.abschnitt.pk not in own and zeile.ebene + max(height, 1) <= MAX_EBENE
    }


def _below(zeilen: list[Zeile], pk: int | None) -> list[Zeile]:
    """Return the line of `pk` and all lines that stand under it."""
    start = next((n for n, zeile in enumerate(zeilen) if zeile.abschnitt.pk == pk), None)
    if pk is None or start is None:
        return []
    end = start + 1
    while end < len(zeilen) and zeilen[end].ebene > zeilen[start].ebene:
        end += 1
    return zeilen[start:end]


def siblings(abschnitt: Abschnitt) -> models.QuerySet[Abschnitt]:
    """Return those among which the Abschnitt has its position, itself included."""
    return Abschnitt.objects.filter(leitbild_id=abschnitt.leitbild_id, uebergeordnet_id=abschnitt.uebergeordnet_id)


def next_kennung(titel: str, taken: Collection[str], ersatz: str = "abschnitt") -> str:
    """Return the first free Kennung made from the title: "kein-weg-ist-zu-weit", then "…-2"."""
    stem = slugify(titel.translate(_UMLAUTE))[:KENNUNG_LAENGE].strip("-") or ersatz
    kennung, number = stem, 1
    while kennung in taken:
        number += 1
        kennung = f"{stem}-{number}"
    return kennung


def lock(parent: models.Model) -> None:
    """Let only one at a time number the parts of `parent`; two writers would take the same Kennung."""
    type(parent)._default_manager.select_for_update().only("pk").get(pk=parent.pk)


def last_position(row: models.QuerySet[models.Model]) -> int:
    return int(row.aggregate(last=models.Max("position"))["last"] or 0)


def add_abschnitt(abschnitt: Abschnitt, *, by: By) -> None:
    """Save a new Abschnitt at the end of its siblings under a Kennung that stays its name."""
    with transaction.atomic():
        lock(abschnitt.leitbild)
        taken = set(Abschnitt.objects.filter(leitbild_id=abschnitt.leitbild_id).values_list("kennung", flat=True))
        abschnitt.kennung = next_kennung(abschnitt.titel, taken)
        abschnitt.position = last_position(siblings(abschnitt)) + 1
        abschnitt.save()
        record(by, "abschnitt.angelegt", abschnitt)


def change_abschnitt(abschnitt: Abschnitt, *, by: By) -> None:
    """Save what was edited; under another Abschnitt it goes to the end. The Kennung stays."""
    with transaction.atomic():
        lock(abschnitt.leitbild)
        before = Abschnitt.objects.values_list("uebergeordnet_id", flat=True).get(pk=abschnitt.pk)
        if before != abschnitt.uebergeordnet_id:
            abschnitt.position = last_position(siblings(abschnitt)) + 1
        abschnitt.save()
        record(by, "abschnitt.geaendert", abschnitt)


def add_leitbild(leitbild: Leitbild, *, by: By) -> None:
    """Save a new Leitbild under a Kennung of its own; two with one title are ordinary."""
    with transaction.atomic():
        taken = set(Leitbild.objects.values_list("kennung", flat=True))
        leitbild.kennung = next_kennung(leitbild.titel, taken, "leitbild")
        save(leitbild, by=by)


def save(thing: models.Model, *, by: By) -> None:
    """Save a thing that has neither name nor order to keep, and note who did."""
    ereignis = "angelegt" if thing.pk is None else "geaendert"
    with transaction.atomic():
        thing.save()
        record(by, f"{thing._meta.model_name}.{ereignis}", thing)


def move_to(thing: models.Model, row: models.QuerySet[models.Model], position: int, *, by: By) -> None:
    """Put `thing` at `position`, counted from 1, in `row`, and number the row without gaps."""
    with transaction.atomic():
        things = list(row.select_for_update().order_by("position", "pk"))
        things.remove(thing)
        things.insert(max(position, 1) - 1, thing)
        _number(things)
        record(by, f"{thing._meta.model_name}.verschoben", thing, position=position)


def move_by_one(thing: models.Model, row: models.QuerySet[models.Model], richtung: str, *, by: By) -> None:
    """Move `thing` one place up ("hoch") or down ("runter"); at the end nothing happens."""
    keys = list(row.order_by("position", "pk").values_list("pk", flat=True))
    place = keys.index(thing.pk) + 1
    target = place - 1 if richtung == HOCH else place + 1
    if 1 <= target <= len(keys):
        move_to(thing, row, target, by=by)


def rearrange(thing: models.Model, row: models.QuerySet[models.Model], wish: Mapping[str, str], *, by: By) -> None:
    """Move as a form asks: `richtung` hoch or runter, else to `position`; what makes no sense moves nothing."""
    richtung, position = wish.get("richtung", ""), wish.get("position", "")
    if richtung in {HOCH, RUNTER}:
        move_by_one(thing, row, richtung, by=by)
    elif position.isdecimal() and len(position) <= 4:
        move_to(thing, row, int(position), by=by)


def _number(things: list[models.Model]) -> None:
    for position, thing in enumerate(things, start=1):
        type(thing)._default_manager.filter(pk=thing.pk).exclude(position=position).update(position=position)


def delete(thing: models.Model, *, by: By) -> None:
    """Delete `thing` with its own parts; raises StillNeeded when something later stands on it."""
    try:
        with transaction.atomic():
            record(by, f"{thing._meta.model_name}.geloescht", thing)
            thing.delete()
    except ProtectedError as error:
        raise StillNeeded(thing, error.protected_objects) from error
