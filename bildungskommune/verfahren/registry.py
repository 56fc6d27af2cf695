"""What each stage contributes to the pages about the whole process: its state, what one can do, what is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bildungskommune.accounts.rollen import Nutzer


@dataclass(frozen=True)
class Stufe:
    """One of the five stages on the red line, as it stands today."""

    nr: int
    name: str
    url: str
    zahl: str
    """What the stage bar says: "212 Beiträge"."""
    gross: int
    unter: str
    """What stands under the large number: "Beiträge aus 4 Workshops"."""
    satz: str
    fertig: str
    """fertig, laeuft or offen."""
    stand_wort: str
    stand_art: str
    datum: date | None = None


@dataclass(frozen=True)
class Gelegenheit:
    """Something the public can do just now."""

    ueber: str
    titel: str
    satz: str
    url: str
    knopf: str
    bis: datetime | None = None


@dataclass(frozen=True)
class Aufgabe:
    """Something that waits for somebody in the office, computed from the data."""

    anzahl: int
    titel: str
    satz: str
    url: str
    frist: str = ""
    dringend: bool = False


@dataclass(frozen=True)
class Treffer:
    art: str
    titel: str
    url: str
    auszug: str = ""


@dataclass
class Register:
    """Functions of the stages, called in the order of registration."""

    stufen: list[Callable[[], Iterable[Stufe]]]
    gelegenheiten: list[Callable[[datetime], Iterable[Gelegenheit]]]
    aufgaben: list[Callable[[Nutzer, datetime], Iterable[Aufgabe]]]
    suchen: list[Callable[[str, Nutzer], Iterable[Treffer]]]


REGISTER = Register([], [], [], [])


def register(
    *,
    stufen: Callable[[], Iterable[Stufe]] | None = None,
    gelegenheiten: Callable[[datetime], Iterable[Gelegenheit]] | None = None,
    aufgaben: Callable[[Nutzer, datetime], Iterable[Aufgabe]] | None = None,
    suchen: Callable[[str, Nutzer], Iterable[Treffer]] | None = None,
) -> None:
    """Add what a stage has to say. Called once from `<app>/verfahren.py`."""
    if stufen is not None:
        REGISTER.stufen.append(stufen)
    if gelegenheiten is not None:
        REGISTER.gelegenheiten.append(gelegenheiten)
    if aufgaben is not None:
        REGISTER.aufgaben.append(aufgaben)
    if suchen is not None:
        REGISTER.suchen.append(suchen)


def stufen() -> list[Stufe]:
    """Return all stages in their order."""
    return sorted((stufe for given in REGISTER.stufen for stufe in given()), key=lambda stufe: stufe.nr)


def gelegenheiten(now: datetime) -> list[Gelegenheit]:
    return [chance for given in REGISTER.gelegenheiten for chance in given(now)]


def aufgaben(user: Nutzer, now: datetime) -> list[Aufgabe]:
    """Return what waits, urgent things first."""
    found = [task for given in REGISTER.aufgaben for task in given(user, now) if task.anzahl]
    return sorted(found, key=lambda task: not task.dringend)


def suchen(words: str, user: Nutzer) -> list[Treffer]:
    return [hit for given in REGISTER.suchen for hit in given(words, user)]
