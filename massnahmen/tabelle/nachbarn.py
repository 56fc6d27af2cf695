"""What a row says of other things with rows of their own: links to other measures, and places in plans."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from massnahmen import links
from massnahmen.models import Massnahme, Massnahmenplan, Verbindung
from massnahmen.tabelle.verzeichnis import Verzeichnis
from massnahmen.tabelle.worte import Falsch, Namen, line, lines_of, parts_of, same

VERBINDUNGEN, PLAETZE = "Verbindungen", "Maßnahmenpläne"
NOTIZ_LAENGE = 300
Art = Verbindung.Art


@dataclass(frozen=True)
class Link:
    """A link that a row names. `andere` is a measure, or the number of the row that makes it."""

    code: str
    andere: Any
    notiz: str


@dataclass(frozen=True)
class Platz:
    """A place in a plan that a row asks for: how many stand before it and one; none is the last, or as it is."""

    plan: Massnahmenplan
    rang: int | None
    nr: str


def show_links(massnahme: Massnahme, known: Verzeichnis) -> str:
    # Which side a link is stored at says nothing, so neither does the order of the lines.
    rows = sorted([*_forward(massnahme), *_backward(massnahme)], key=lambda row: (row[0], row[1].position, row[1].pk))
    return "\n".join(line(wort, known.massnahmen.word(andere), notiz) for wort, andere, notiz in rows)


def _forward(massnahme: Massnahme) -> Iterable[tuple[str, Massnahme, str]]:
    for row in massnahme.verbindungen_von.all():
        yield row.get_art_display(), row.nach, row.notiz


def _backward(massnahme: Massnahme) -> Iterable[tuple[str, Massnahme, str]]:
    for row in massnahme.verbindungen_nach.all():
        yield Verbindung.GEGENSEITE[row.art], row.von, row.notiz


def read_links(text: str, namen: Namen[Any]) -> list[Link]:
    """Return the links that a cell names. Raises Falsch."""
    codes = {same(wort): code for code, wort in reversed(links.choices())}
    return [_read_link(one, codes, namen) for one in lines_of(text)]


def _read_link(text: str, codes: Mapping[str, str], namen: Namen[Any]) -> Link:
    wort, andere, notiz = parts_of(text, 3)
    if not andere:
        # A list of numbers alone, as most tables have it: related, no more is said.
        wort, andere = Verbindung.GEGENSEITE[Art.VERWANDT], wort
    if same(wort) not in codes:
        raise Falsch(f"„{wort}“ ist keine Verbindung. Möglich sind: {', '.join(dict(links.choices()).values())}.")
    if len(notiz) > NOTIZ_LAENGE:
        raise Falsch(f"Die Notiz „{notiz[:40]}…“ ist zu lang. Bitte kürzen Sie sie auf {NOTIZ_LAENGE} Zeichen.")
    return Link(codes[same(wort)], namen.find(andere), notiz)


def new_links(diese: Massnahme | int, named: Iterable[Link]) -> list[Link]:
    """Return those that the measure, or the one a row makes, does not have, or has with another note. Raises Falsch."""
    there: dict[tuple[str, int | None], str] = {}
    if isinstance(diese, Massnahme):
        there = {(row.code, row.massnahme.pk): row.notiz for row in links.neighbours(diese, oeffentlich=False)}
    found: list[Link] = []
    for one in named:
        if one.andere == diese:
            raise Falsch("Eine Maßnahme kann nicht mit sich selbst verbunden sein. Bitte löschen Sie diese Zeile.")
        notiz = there.get((one.code, getattr(one.andere, "pk", None)))
        if any((one.code, one.andere) == (new.code, new.andere) for new in found):
            raise Falsch("Dieselbe Verbindung steht zweimal in der Zelle. Bitte löschen Sie eine der beiden Zeilen.")
        if notiz is None or (one.notiz and one.notiz != notiz):
            found.append(one)
    return found


def show_places(massnahme: Massnahme, known: Verzeichnis) -> str:
    rows = massnahme.plaetze.all()
    return "\n".join(line(known.plaene.word(row.plan), str(known.plaetze[row.pk]), row.nr) for row in rows)


def read_places(text: str, known: Verzeichnis) -> list[Platz]:
    """Return the places that a cell asks for. Raises Falsch."""
    return [_read_place(parts_of(one, 3), known) for one in lines_of(text)]


def _read_place(parts: list[str], known: Verzeichnis) -> Platz:
    plan, rang, nr = parts
    if rang and not (rang.isascii() and rang.isdecimal() and 0 < int(rang[:9]) < 100_000):
        raise Falsch(f"„{rang}“ ist kein Platz im Plan. Bitte schreiben Sie eine Zahl ab 1.")
    if len(nr) > 20:
        raise Falsch(f"Die Nummer „{nr}“ ist zu lang. Bitte kürzen Sie sie auf 20 Zeichen.")
    return Platz(known.plaene.find(plan), int(rang) if rang else None, nr)


def new_places(massnahme: Massnahme | None, named: Iterable[Platz], known: Verzeichnis) -> list[Platz]:
    """Return those that the measure does not have as they are named."""
    there = {}
    if massnahme is not None:
        there = {row.plan_id: (known.plaetze[row.pk], row.nr) for row in massnahme.plaetze.all()}
    return [one for one in named if not _stands(one, there.get(one.plan.pk))]


def _stands(one: Platz, there: tuple[int, str] | None) -> bool:
    return there is not None and one.rang in {None, there[0]} and one.nr in {"", there[1]}
