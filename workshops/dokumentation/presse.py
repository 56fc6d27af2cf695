"""A draft for the press from what a published documentation says; what nobody has said yet is marked as missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bildungskommune import addresses
from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.seiten.models import Kommune
from bildungskommune.text import plain
from bildungskommune.ui.templatetags.texte import plural
from bildungskommune.ui.zeiten import datum, zahl
from workshops.dokumentation.snapshot import KEY
from workshops.models import Workshop

GENANNT = 3
"""So many Themen are named, those with the best rank."""
ZITAT = (
    "[BITTE ERGÄNZEN: ein Zitat, zum Beispiel der Landrätin oder des Landrats, mit Namen und Funktion. "
    "Vor dem Versand freigeben lassen.]"
)


@dataclass(frozen=True)
class Absatz:
    text: str
    offen: bool = False
    """Whether somebody has still to fill it in."""


@dataclass(frozen=True)
class Mitteilung:
    titel: str
    absaetze: Sequence[Absatz]
    kontakt: Sequence[str]

    def as_text(self) -> str:
        """Return it as a file for any program."""
        parts = ["Pressemitteilung", self.titel, *(one.text for one in self.absaetze), "\n".join(self.kontakt)]
        return "\n\n".join(parts) + "\n"


def published(workshop: Workshop) -> Fassung | None:
    """Return the documentation that is public now, if there is one."""
    return Fassung.objects.of(KEY, workshop.pk).public().order_by("-nummer").first()


def draft(fassung: Fassung, heute: date) -> Mitteilung:
    """Return the draft from the frozen facts. Raises Unreadable."""
    inhalt, kommune = lesen.inhalt(fassung), Kommune.objects.current()
    workshop, zahlen = inhalt["workshop"], inhalt["zahlen"]
    beitraege = _counted(zahlen["beitraege"], "Beitrag,Beiträge")
    texts = [
        Absatz(f"{kommune.ort or '[BITTE ERGÄNZEN: Ort]'}, {datum(heute)}.", offen=not kommune.ort),
        Absatz(_lead(workshop, zahlen)),
        *([Absatz(themen)] if (themen := _themen(inhalt)) else []),
        *([Absatz(plain(inhalt["einleitung"]))] if inhalt["einleitung"] else []),
        Absatz(ZITAT, offen=True),
        Absatz(
            "Alle öffentlichen Beiträge stehen in der Dokumentation: "
            + addresses.page("dokumentation", fassung.dokument, fassung.nummer)
        ),
    ]
    return Mitteilung(f"{beitraege}: Was bei „{workshop['titel']}“ herauskam", texts, _contact(kommune))


def _counted(number: int, words: str) -> str:
    return f"{zahl(number)} {plural(number, words)}"


def _lead(workshop: Snapshot, zahlen: Snapshot) -> str:
    """Say who met when and where, and how much was said."""
    day, people, houses = datum(workshop["beginn"]), zahlen["teilnehmende"], zahlen["institutionen"]
    met = f"„{workshop['titel']}“ fand am {day} statt."
    if people:
        of = f" aus {_counted(houses, 'Einrichtung,Einrichtungen')}" if houses else ""
        have = plural(people, "hat,haben")
        met = f"{_counted(people, 'Person,Personen')}{of} {have} am {day} an „{workshop['titel']}“ teilgenommen."
    said = f"{_counted(zahlen['beitraege'], 'Beitrag ist,Beiträge sind')} dabei entstanden."
    where = f"Veranstaltungsort war: {workshop['ort']}. " if workshop["ort"] else ""
    return f"{met} {said} {where}Der Termin gehört zur Reihe „{workshop['reihe']}“."


def _themen(inhalt: Snapshot) -> str:
    """Name the Themen with the best rank; without dots those with most cards."""
    last = len(inhalt["themen"]) + 1
    ranked = sorted(inhalt["themen"], key=lambda one: (one["rang"] or last, -len(one["beitraege"])))[:GENANNT]
    if not ranked:
        return ""
    named = [f"„{one['titel']}“{f' ({_dots(one)})' if one['punkte'] else ''}" for one in ranked]
    words = f"{', '.join(named[:-1])} und {named[-1]}" if len(named) > 1 else named[0]
    if not ranked[0]["punkte"]:
        return f"Die meisten Beiträge gab es zu {words}."
    return f"Am wichtigsten {'war' if len(named) == 1 else 'waren'} den Beteiligten {words}."


def _dots(thema: Snapshot) -> str:
    return _counted(thema["punkte"], "Punkt,Punkte")


def _contact(kommune: Kommune) -> list[str]:
    lines = ["Kontakt", kommune.stelle, ", ".join(part for part in (kommune.name, kommune.amt) if part)]
    lines += [f"Telefon {kommune.telefon}"] if kommune.telefon else []
    return [*lines, *([kommune.email] if kommune.email else [])]
