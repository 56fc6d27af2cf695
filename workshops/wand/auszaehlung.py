"""Count the ballots of a question when it ends: the dots by Thema, and whom the first Themen stand for.

The ranking says what got most dots. It does not say how many found one of theirs among the first: three Themen of one
camp may stand in front while half of the hall gave its dots to others. The ballots know, the totals do not, so that is
counted while there are ballots. Dots on paper lie on no ballot and count in the ranking alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, Sum
from django.utils import timezone

from workshops.models import Auszaehlung, Punktabfrage, Punktstand, Stimme, Thema, Workshop
from workshops.wand import rangfolge
from workshops.wand.rangfolge import Rang

ERSTE = 5
"""So many of the first Themen are looked at."""

HOECHSTENS = 20
"""Questions shown on the page of a workshop; there are one or two."""


@dataclass(frozen=True)
class Vertretung:
    """How many ballots have a dot on one of the first `erste` Themen."""

    erste: int
    zettel: int
    von: int

    @property
    def prozent(self) -> int:
        """Share of the ballots in whole percent, rounded."""
        return (200 * self.zettel + self.von) // (2 * self.von) if self.von else 0

    @property
    def ohne(self) -> int:
        """How many have none of theirs among them."""
        return self.von - self.zettel


def count(abfrage: Punktabfrage, now: datetime | None = None) -> None:
    """Write the totals of the ballots and what they say together; without ballots everything stays as it is."""
    if not abfrage.stimmzettel.exists():
        return
    given = Stimme.objects.filter(zettel__abfrage=abfrage)
    totals = given.order_by().values_list("thema").annotate(summe=Sum("punkte"))
    digital = abfrage.staende.filter(quelle=Punktstand.Quelle.DIGITAL)
    digital.delete()
    Punktstand.objects.bulk_create(
        [
            Punktstand(abfrage=abfrage, thema_id=pk, punkte=summe, quelle=Punktstand.Quelle.DIGITAL)
            for pk, summe in totals
        ]
    )
    _note(abfrage, now or timezone.now())


def recount(abfrage: Punktabfrage) -> None:
    """Say anew whom the first Themen stand for, after paper has changed the ranking, while there are ballots."""
    known = Auszaehlung.objects.filter(abfrage=abfrage).first()
    if known is not None and abfrage.stimmzettel.exists():
        _note(abfrage, known.am)


def _note(abfrage: Punktabfrage, am: datetime) -> None:
    chosen: dict[int, set[int]] = {}
    for zettel, thema in Stimme.objects.filter(zettel__abfrage=abfrage).values_list("zettel", "thema"):
        chosen.setdefault(zettel, set()).add(thema)
    firsts = list(_firsts(rangfolge.of_abfrage(abfrage)))
    vertretung = [
        {
            "themen": [rang.thema.kennung for rang in first],
            "zettel": sum(1 for themen in chosen.values() if themen & {rang.thema.pk for rang in first}),
        }
        for first in firsts
    ]
    Auszaehlung.objects.update_or_create(
        abfrage=abfrage, defaults={"zettel": len(chosen), "vertretung": vertretung, "am": am}
    )


def _firsts(raenge: Sequence[Rang]) -> Iterable[Sequence[Rang]]:
    """Return the first one, two, three … Themen; where equals would be parted, all of them or none."""
    for number in range(1, min(ERSTE, len(raenge)) + 1):
        if number == len(raenge) or raenge[number].punkte < raenge[number - 1].punkte:
            yield raenge[:number]


def take_back(abfrage: Punktabfrage) -> None:
    """Hide the totals of the ballots again while they can be changed."""
    if abfrage.stimmzettel.exists():
        abfrage.staende.filter(quelle=Punktstand.Quelle.DIGITAL).delete()
        Auszaehlung.objects.filter(abfrage=abfrage).delete()


def is_gone(abfrage: Punktabfrage) -> bool:
    """Whether the ballots of a counted question are deleted, so that they can be neither changed nor counted anew."""
    return Auszaehlung.objects.filter(abfrage=abfrage).exists() and not abfrage.stimmzettel.exists()


def read(auszaehlung: Auszaehlung, raenge: Sequence[Rang]) -> list[Vertretung]:
    """Return whom the first Themen of this ranking stand for; what was counted for another ranking is left out."""
    names = [rang.thema.kennung for rang in raenge]
    return [
        Vertretung(len(row["themen"]), row["zettel"], auszaehlung.zettel)
        for row in auszaehlung.vertretung
        if set(names[: len(row["themen"])]) == set(row["themen"]) and auszaehlung.zettel
    ]


def of_abfragen(
    ranked: Sequence[tuple[Punktabfrage, list[Rang]]],
) -> list[tuple[Punktabfrage, list[Rang], int, list[Vertretung]]]:
    """Return to each question with its ranking how many ballots there were and whom the first Themen stand for."""
    known = {one.abfrage_id: one for one in Auszaehlung.objects.filter(abfrage__in=[abfrage for abfrage, _ in ranked])}
    return [
        (abfrage, raenge, one.zettel if one else 0, read(one, raenge) if one else [])
        for abfrage, raenge in ranked
        for one in [known.get(abfrage.pk)]
    ]


def of_workshop(workshop: Workshop) -> list[tuple[Punktabfrage, list[Rang], int, list[Vertretung]]]:
    """Return the ended questions of a workshop that say more than their dots, the first one first.

    They were voted on with phones, or something was decided after them.
    """
    counted = workshop.abfragen.filter(Q(auszaehlung__isnull=False) | ~Q(entscheidung=""), beendet=True)
    shown = counted.order_by("pk").prefetch_related("entschiedene_themen__reihe")[:HOECHSTENS]
    return of_abfragen(rangfolge.of_abfragen(list(shown)))


def move(thema: Thema, into: Thema) -> None:
    """Let the dots on ballots follow a Thema that is merged into another."""
    for stimme in Stimme.objects.filter(thema=thema):
        if Stimme.objects.filter(zettel=stimme.zettel_id, thema=into).update(punkte=F("punkte") + stimme.punkte):
            stimme.delete()
        else:
            stimme.thema = into
            stimme.save(update_fields=["thema"])
