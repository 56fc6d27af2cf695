"""What each stage contributes to the pages about the whole process: its state, what one can do, what is due."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.tracing.registry import Knoten

F = TypeVar("F")


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


@dataclass(frozen=True)
class Beispiel:
    """One whole thread for the start page: a card from the wall and what followed from it, step by step."""

    text: str
    code: str
    hinweis: str
    """What stands beside the code: "Phase Phantasie"."""
    lob: bool
    datum: date
    ort: str
    """Where it was written: "in der Arbeitsgruppe Ehrenamt". May be empty."""
    url: str
    kette: tuple[Knoten, ...]


@dataclass(frozen=True)
class Ereignis:
    """Something that happened in the process on a day, for its public chronology."""

    datum: date
    art: str
    titel: str
    url: str = ""
    satz: str = ""


@dataclass(frozen=True)
class Termin:
    """The next event with its seats, for the desk."""

    titel: str
    beginn: datetime
    belegt: int
    plaetze: int
    warteliste: int
    url: str

    @property
    def prozent(self) -> int:
        """How full it is, 0 to 100."""
        return min(100, round(100 * self.belegt / self.plaetze)) if self.plaetze else 0


@dataclass
class Register:
    """Functions of the stages, called in the order of registration."""

    stufen: list[Callable[[], Iterable[Stufe]]]
    gelegenheiten: list[Callable[[datetime], Iterable[Gelegenheit]]]
    aufgaben: list[Callable[[Nutzer, datetime], Iterable[Aufgabe]]]
    suchen: list[Callable[[str, Nutzer], Iterable[Treffer]]]
    beispiele: list[Callable[[int], Iterable[Beispiel]]]
    ereignisse: list[Callable[[], Iterable[Ereignis]]]
    termine: list[Callable[[Nutzer, datetime], Iterable[Termin]]]


REGISTER = Register([], [], [], [], [], [], [])


def register(
    *,
    stufen: Callable[[], Iterable[Stufe]] | None = None,
    gelegenheiten: Callable[[datetime], Iterable[Gelegenheit]] | None = None,
    aufgaben: Callable[[Nutzer, datetime], Iterable[Aufgabe]] | None = None,
    suchen: Callable[[str, Nutzer], Iterable[Treffer]] | None = None,
    beispiele: Callable[[int], Iterable[Beispiel]] | None = None,
    ereignisse: Callable[[], Iterable[Ereignis]] | None = None,
    termine: Callable[[Nutzer, datetime], Iterable[Termin]] | None = None,
) -> None:
    """Add what a stage has to say. Called once from `<app>/verfahren.py`."""
    _add(REGISTER.stufen, stufen)
    _add(REGISTER.gelegenheiten, gelegenheiten)
    _add(REGISTER.aufgaben, aufgaben)
    _add(REGISTER.suchen, suchen)
    _add(REGISTER.beispiele, beispiele)
    _add(REGISTER.ereignisse, ereignisse)
    _add(REGISTER.termine, termine)


def _add(known: list[F], given: F | None) -> None:
    if given is not None and given not in known:
        known.append(given)


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


def beispiele(hoechstens: int) -> list[Beispiel]:
    """Return whole threads from a card to what it became, the most telling first."""
    return [example for given in REGISTER.beispiele for example in given(hoechstens)][:hoechstens]


def ereignisse() -> list[Ereignis]:
    """Return what happened in the process, newest first."""
    found = [event for given in REGISTER.ereignisse for event in given()]
    return sorted(found, key=lambda event: event.datum, reverse=True)


def termine(user: Nutzer, now: datetime) -> list[Termin]:
    """Return the events to come, next first."""
    found = [event for given in REGISTER.termine for event in given(user, now)]
    return sorted(found, key=lambda event: event.beginn)
