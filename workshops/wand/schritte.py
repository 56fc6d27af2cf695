"""The last steps of each person at a wall, and how one of them is taken back.

A step keeps how its cards hung and how the Themen stood before and after. What somebody else did to one of them since
is never overwritten: the whole step is refused then, with a sentence that names the card or the Thema.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from workshops.models import Beitrag, Kartenherkunft, Thema, Wandschritt, Wandzug, Workshop, Zuordnung
from workshops.models.wand import SATZ_LAENGE, SCHRITTE_FRIST
from workshops.wand import faellig, quote, themenstand
from workshops.wand.themenstand import StepRefused

BEHALTEN = 20
"""So many steps of a person at one wall can be taken back."""


@dataclass
class Tun:
    """What a step is doing: in words, and which cards it hangs up anew."""

    satz: str = ""
    neu: list[int] = field(default_factory=list)


class Hang(TypedDict):
    """How a card hangs: its place under each Thema, and without one; its group and phase, and what it went into."""

    themen: dict[str, int]
    position: int
    gruppe: int | None
    phase: str
    wurde: list[int]


def of_person(workshop: Workshop, by: Nutzer, *, now: datetime | None = None) -> Sequence[Wandschritt]:
    """Return the steps of this person that can be taken back, the newest first."""
    since = (now or timezone.now()) - SCHRITTE_FRIST
    own = workshop.wandschritte.filter(konto=by.pk, zurueckgenommen=None, created__gt=since)
    return list(own.order_by("-pk")[:BEHALTEN])


@contextmanager
def noted(workshop: Workshop, karten: Iterable[int], *, by: Nutzer) -> Iterator[Tun]:
    """Lock the wall, and keep what is done to these cards and to its Themen as one step of this person.

    The block says its `satz`. What changed neither a card nor a Thema is no step.
    """
    assert isinstance(by, Konto), "only who has an account works at a wall"
    pks = list(dict.fromkeys(karten))
    with transaction.atomic():
        Workshop.objects.locked(workshop.pk)
        tun, before, columns_before = Tun(), _hang(pks), themenstand.read(workshop)
        yield tun
        after, columns = _hang([*pks, *tun.neu]), themenstand.read(workshop)
        changed = [pk for pk in after if before.get(pk) != after[pk]]
        moved = [pk for pk in {**columns_before, **columns} if columns_before.get(pk) != columns.get(pk)]
        if not changed and not moved:
            return
        schritt = Wandschritt.objects.create(workshop=workshop, konto=by, satz=tun.satz[:SATZ_LAENGE])
        Wandzug.objects.bulk_create(
            Wandzug(schritt=schritt, beitrag_id=pk, vorher=before.get(pk, {}), nachher=after[pk]) for pk in changed
        )
        themenstand.keep(schritt, columns_before, columns, moved)
        _forget_older(workshop, by)


def undo(schritt: Wandschritt, *, by: Nutzer, now: datetime | None = None) -> int:
    """Hang the cards of this step as they hung before it, and write its Themen back. Raises StepRefused.

    Returns how many cards it was.
    """
    with transaction.atomic():
        Workshop.objects.locked(schritt.workshop_id)
        if schritt not in of_person(schritt.workshop, by, now=now):
            raise StepRefused("Diesen Schritt können Sie nicht mehr zurücknehmen. Bitte ändern Sie die Wand von Hand.")
        zuege, columns = list(schritt.zuege.select_related("beitrag")), list(schritt.themenzuege.order_by("pk"))
        _check_untouched(schritt, zuege)
        themenstand.check_untouched(schritt, columns)
        themenstand.bring_back(columns, by=by)
        _check_columns(schritt.workshop, zuege)
        themenstand.write_back(columns, by=by)
        _take_down([zug.beitrag for zug in zuege if not zug.vorher], by=by)
        for zug in zuege:
            if zug.vorher:
                _hang_back(zug)
                record(by, "karte.zurueckgelegt", zug.beitrag)
        themenstand.take_down(columns, by=by)
        faellig.due(schritt.workshop)
        schritt.zurueckgenommen = now or timezone.now()
        schritt.save(update_fields=["zurueckgenommen"])
    return len([zug for zug in zuege if zug.vorher])


def _hang(pks: Sequence[int]) -> dict[int, Hang]:
    found = {
        pk: Hang(themen={}, position=position, gruppe=gruppe, phase=phase, wurde=[])
        for pk, position, gruppe, phase in Beitrag.objects.filter(pk__in=pks).values_list(
            "pk", "position", "gruppe", "phase"
        )
    }
    for pk, thema, position in Zuordnung.objects.filter(beitrag__in=pks).values_list("beitrag", "thema", "position"):
        found[pk]["themen"][str(thema)] = position
    for pk, ziel in Kartenherkunft.objects.filter(quelle__in=pks).order_by("ziel").values_list("quelle", "ziel"):
        found[pk]["wurde"].append(ziel)
    return found


def _forget_older(workshop: Workshop, by: Nutzer) -> None:
    own = Wandschritt.objects.filter(workshop=workshop, konto=by.pk).order_by("-pk")
    Wandschritt.objects.filter(pk__in=list(own.values_list("pk", flat=True)[BEHALTEN:])).delete()


def _check_untouched(schritt: Wandschritt, zuege: Sequence[Wandzug]) -> None:
    """Raise StepRefused when one of the cards hangs otherwise by now, or was taken in hand since."""
    cards = [zug.beitrag_id for zug in zuege]
    later = Wandzug.objects.filter(
        beitrag__in=cards, schritt__gt=schritt.pk, schritt__zurueckgenommen=None
    ).select_related("schritt")
    since = {zug.beitrag_id: zug.schritt for zug in later.order_by("pk")}
    today = _hang(cards)
    for zug in zuege:
        last = since.get(zug.beitrag_id)
        if last is not None and last.konto_id == schritt.konto_id:
            raise StepRefused(
                f"Die Karte {zug.beitrag.code} haben Sie danach noch einmal bewegt. "
                f"Bitte nehmen Sie zuerst diesen Schritt zurück: {last.satz}."
            )
        if last is not None or _place(today[zug.beitrag_id]) != _place(zug.nachher):
            raise StepRefused(
                f"Die Karte {zug.beitrag.code} hat inzwischen jemand anderes bewegt. Sie bleibt, wo sie liegt. "
                "Bitte verschieben Sie die übrigen Karten einzeln."
            )


def _place(hang: Hang) -> tuple[set[str], int | None, str, list[int]]:
    """Return where a card hangs, whatever the numbers that order its column."""
    return set(hang["themen"]), hang["gruppe"], hang["phase"], hang.get("wurde", [])


def _check_columns(workshop: Workshop, zuege: Sequence[Wandzug]) -> None:
    befores = [zug.vorher for zug in zuege if zug.vorher]
    themen = {int(pk) for before in befores for pk in before["themen"]}
    gruppen = {before["gruppe"] for before in befores} - {None}
    there = Thema.objects.filter(pk__in=themen).count() + workshop.gruppen.filter(pk__in=gruppen).count()
    if there != len(themen) + len(gruppen):
        raise StepRefused(
            "Das Thema oder die Gruppe von vorher gibt es nicht mehr. Bitte verschieben Sie die Karten einzeln."
        )


def _take_down(karten: Sequence[Beitrag], *, by: Nutzer) -> None:
    """Delete cards that the step hung up: nobody said these words, and their sources are there."""
    for karte in karten:
        if karte.verbleib:
            raise StepRefused(f"Die Karte {karte.code} ist schon beantwortet. Sie bleibt an der Wand.")
        record(by, "karte.aufgeloest", karte)
        try:
            karte.delete()
        except ProtectedError as error:
            raise StepRefused(f"Auf der Karte {karte.code} baut schon etwas auf. Sie bleibt an der Wand.") from error


def _hang_back(zug: Wandzug) -> None:
    """Write what the step changed, and leave everything else of the card as it is."""
    before, after = zug.vorher["themen"], zug.nachher["themen"]
    rows = Zuordnung.objects.filter(beitrag=zug.beitrag_id)
    rows.filter(thema__in=[pk for pk in after if pk not in before]).delete()
    for thema, position in before.items():
        if after.get(thema) != position:
            rows.update_or_create(thema_id=int(thema), beitrag_id=zug.beitrag_id, defaults={"position": position})
    changed = {name: zug.vorher[name] for name in ("position", "phase") if zug.vorher[name] != zug.nachher[name]}
    if zug.vorher["gruppe"] != zug.nachher["gruppe"]:
        changed["gruppe_id"] = zug.vorher["gruppe"]
    if not before:
        quote.reopen([zug.beitrag_id])
    if changed:
        Beitrag.objects.filter(pk=zug.beitrag_id).update(**changed)
