"""Who sits in which Arbeitsgruppe: wishes are met as far as there are seats, and where there are too few it is drawn.

The order of the draw hangs on the number that the workshop was given when it was laid down, before anybody registered,
and on the number of the registration, so that it comes out the same each time. Where people come from counts nothing.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from workshops.models import Anmeldung, Arbeitsgruppe, Workshop
from workshops.models.enums import EXPECTED, GruppenGrund

Choice = Callable[[Anmeldung], int | None]


class Changed(Exception):
    """Wishes, seats or people are not those of the preview any more."""

    def __init__(self) -> None:
        super().__init__("Inzwischen hat sich etwas geändert. Bitte sehen Sie die Zuteilung noch einmal an.")


@dataclass(frozen=True)
class Zuteilung:
    """One person and the group it comes out with; without a group no seat was left in any."""

    anmeldung: Anmeldung
    gruppe: Arbeitsgruppe | None
    grund: str

    @property
    def wort(self) -> str:
        return GruppenGrund(self.grund).label if self.grund else ""


@dataclass
class Vorschlag:
    """What the assignment would be now, in the order of the names."""

    gruppen: Sequence[Arbeitsgruppe]
    zeilen: list[Zuteilung] = field(default_factory=list)

    @property
    def pruefsumme(self) -> str:
        """Tell this assignment from any other."""
        said = [f"{row.anmeldung.pk}:{row.gruppe.pk if row.gruppe else ''}:{row.grund}" for row in self.zeilen]
        return hashlib.sha256("|".join(said).encode()).hexdigest()

    @property
    def tafel(self) -> list[tuple[Arbeitsgruppe, int, int]]:
        """Return each group with how many wished for it first and how many it gets."""
        return [
            (
                gruppe,
                sum(row.anmeldung.ag_wunsch_1_id == gruppe.pk for row in self.zeilen),
                sum(row.gruppe == gruppe for row in self.zeilen),
            )
            for gruppe in self.gruppen
        ]

    @property
    def ohne_ersten_wunsch(self) -> list[Zuteilung]:
        """Return those who do not come out with their first wish, and those without a wish."""
        return [row for row in self.zeilen if row.grund != GruppenGrund.ERSTER]


def propose(workshop: Workshop) -> Vorschlag:
    """Return the assignment of now for all who have a sure seat; what was assigned by hand stays."""
    people = workshop.anmeldungen.filter(status__in=EXPECTED).select_related("ag_wunsch_1", "ag_wunsch_2", "gruppe")
    rows = list(people.order_by("name", "pk"))
    gruppen = list(workshop.gruppen.all())
    found = _assign(rows, gruppen, workshop.gruppen_los)
    return Vorschlag(gruppen, [Zuteilung(row, *found[row.pk]) for row in rows])


def _assign(
    rows: Sequence[Anmeldung], gruppen: Sequence[Arbeitsgruppe], los: int
) -> dict[int, tuple[Arbeitsgruppe | None, str]]:
    """Give first wishes, then second ones, then what is left, each in the drawn order.

    Everybody has one first wish, so no other way meets more first wishes than filling each group in turn.
    """
    by_hand = {row.pk: row.gruppe for row in rows if row.gruppe and row.gruppe_grund == GruppenGrund.HAND}
    found: dict[int, tuple[Arbeitsgruppe | None, str]] = {
        pk: (gruppe, str(GruppenGrund.HAND)) for pk, gruppe in by_hand.items()
    }
    left = {gruppe.pk: _seats(gruppe, len(rows)) for gruppe in gruppen}
    for gruppe in by_hand.values():
        left[gruppe.pk] -= 1
    known = {gruppe.pk: gruppe for gruppe in gruppen}
    drawn = sorted((row for row in rows if row.pk not in found), key=lambda row: _lot(los, row))

    def give(choice: Choice, grund: str) -> None:
        for row in drawn:
            wanted = choice(row) if row.pk not in found else None
            if wanted is not None and left.get(wanted, 0) > 0:
                left[wanted] -= 1
                found[row.pk] = (known[wanted], grund)

    give(lambda row: row.ag_wunsch_1_id, str(GruppenGrund.ERSTER))
    give(lambda row: row.ag_wunsch_2_id, str(GruppenGrund.ZWEITER))
    give(lambda row: max(left, key=lambda pk: left[pk], default=None), str(GruppenGrund.FREI))
    return found | {row.pk: (None, "") for row in drawn if row.pk not in found}


def _seats(gruppe: Arbeitsgruppe, people: int) -> int:
    """Return how many fit; a group without a limit takes everybody."""
    return people if gruppe.kapazitaet is None else gruppe.kapazitaet


def _lot(los: int, anmeldung: Anmeldung) -> str:
    return hashlib.sha256(f"{los}-{anmeldung.pk}".encode()).hexdigest()


def assign(workshop: Workshop, *, seen: str, by: Nutzer) -> Vorschlag:
    """Store the assignment that was looked at, whose checksum is `seen`. Raises Changed when it would be another."""
    with transaction.atomic():
        workshop = Workshop.objects.locked(workshop.pk)
        proposed = propose(workshop)
        if proposed.pruefsumme != seen:
            raise Changed
        for row in proposed.zeilen:
            row.anmeldung.gruppe, row.anmeldung.gruppe_grund = row.gruppe, row.grund
        Anmeldung.objects.bulk_update([row.anmeldung for row in proposed.zeilen], ["gruppe", "gruppe_grund"], 500)
        record(by, "gruppen.zugeteilt", workshop, los=workshop.gruppen_los, personen=len(proposed.zeilen))
    return proposed


def reason(anmeldung: Anmeldung) -> str:
    """Say in a sentence why the person is in this group."""
    wishes = [f"„{wish}“" for wish in (anmeldung.ag_wunsch_1, anmeldung.ag_wunsch_2) if wish]
    sentences: dict[str, str] = {
        GruppenGrund.ERSTER: "Das war Ihr erster Wunsch.",
        GruppenGrund.ZWEITER: "Das war Ihr zweiter Wunsch.",
        GruppenGrund.FREI: "Sie hatten keine Gruppe gewünscht. Hier war noch Platz.",
        GruppenGrund.HAND: "Die Stabsstelle hat Sie dieser Gruppe zugeteilt.",
    }
    if anmeldung.gruppe_grund == GruppenGrund.ZWEITER and anmeldung.ag_wunsch_1:
        return f"Das war Ihr zweiter Wunsch: {wishes[0]} war voll, und es wurde gelost."
    if anmeldung.gruppe_grund == GruppenGrund.FREI and wishes:
        verb = "war" if len(wishes) == 1 else "waren"
        return f"{' und '.join(wishes)} {verb} voll, und es wurde gelost. Hier war noch Platz."
    return sentences.get(anmeldung.gruppe_grund, "")
