"""The surroundings of a Knoten as a drawing: boxes in columns with lines between them, and the same as lists.

All lengths are in pixels: the drawing keeps its size, where it is too wide the list stands alone.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bildungskommune.grafik.beschriftung import cut, width_of
from bildungskommune.tracing import registry
from bildungskommune.tracing.faden import Key, Schritt, bring
from bildungskommune.tracing.stationen import shorten
from bildungskommune.tracing.umgebung import Umgebung
from bildungskommune.ui.zeiten import datum

JE_SPALTE = 12
BREITE, HOEHE = 164, 84
"""Of a box."""
QUER, HOCH = 36, 12
"""Between two boxes."""
RAND = 20
"""To the left of the first column: lines between two boxes of it run there."""
KOPF, FUSS = 36, 30
SCHRIFT, ZEILE, EINZUG = 13, 18, 10
ZEILEN = 3
"""So many lines of a title fit under what it is."""
WORT_ZEICHEN = 60


@dataclass(frozen=True)
class Kopf:
    """What a column is called, and its name in the address."""

    name: str
    wort: str


@dataclass(frozen=True)
class Kasten:
    """A Knoten in the drawing and in the list."""

    schritt: Schritt
    x: float
    y: float
    ober: str
    zeilen: Sequence[tuple[float, str]]
    """Each line with the place of its baseline."""
    url: str
    verbindung: str
    """In words what its lines show: "führt zu: Thema „Wege“", and of a Stand what it speaks of."""
    klasse: str = ""

    @property
    def text_x(self) -> float:
        return self.x + EINZUG

    @property
    def ober_y(self) -> float:
        return self.y + ZEILE + 2

    @property
    def titel(self) -> str:
        return shorten(f"{self.schritt.art}: {_words(self.schritt)}")

    @property
    def zeigt_stand(self) -> bool:
        """Whether its state is said beside the title; a Stand says it in its title."""
        return bool(self.schritt.stand) and not _is_stand(self.schritt)


@dataclass(frozen=True)
class Spalte:
    kopf: Kopf
    x: float
    gesamt: int
    kaesten: Sequence[Kasten]
    fuss_y: float

    @property
    def flaeche_y(self) -> float:
        """Where the place begins that is hit to see the rest."""
        return self.fuss_y - ZEILE + 1

    @property
    def weitere(self) -> int:
        """How many find no place here and stand in the list of the column."""
        return self.gesamt - len(self.kaesten)


@dataclass(frozen=True)
class Netzbild:
    spalten: Sequence[Spalte]
    hoehe: float
    pfade: Sequence[str] = field(default=())
    """The lines, as SVG writes them."""
    breite: float = 0
    kasten_breite: float = BREITE
    kasten_hoehe: float = HOEHE
    kopf_y: float = KOPF - ZEILE


def draw(umgebung: Umgebung, koepfe: Sequence[Kopf], adresse: Callable[[Schritt], str]) -> Netzbild:
    """Return the drawing, no column with more than JE_SPALTE boxes; `adresse` says where a box leads."""
    shown = [list(spalte[:JE_SPALTE]) for spalte in umgebung.spalten]
    bring(step for spalte in shown for step in spalte)
    worte = _in_words({step.key: step for spalte in shown for step in spalte}, umgebung.kanten)
    tallest = max(_height(len(spalte)) for spalte in shown)
    spalten = []
    for nr, (kopf, steps, alle) in enumerate(zip(koepfe, shown, umgebung.spalten, strict=True)):
        x, top = RAND + nr * (BREITE + QUER), KOPF + (tallest - _height(len(steps))) / 2
        kaesten = [
            _box(step, x, top + row * (HOEHE + HOCH), adresse(step), worte.get(step.key, ""))
            for row, step in enumerate(steps)
        ]
        spalten.append(Spalte(kopf, x, len(alle), kaesten, top + _height(len(steps)) + ZEILE))
    places = {kasten.schritt.key: kasten for spalte in spalten for kasten in spalte.kaesten}
    pfade = list(_lines(places, umgebung.kanten))
    breite = RAND + len(koepfe) * (BREITE + QUER) - QUER + 1
    return Netzbild(spalten, KOPF + tallest + FUSS, pfade, breite)


def _height(boxes: int) -> float:
    return boxes * (HOEHE + HOCH) - HOCH if boxes else 0


def _box(step: Schritt, x: float, y: float, url: str, verbindung: str) -> Kasten:
    lines = wrap(_words(step), BREITE - 2 * EINZUG)
    zeilen = [(y + (nr + 2) * ZEILE + 2, text) for nr, text in enumerate(lines)]
    return Kasten(step, x, y, step.art, zeilen, url, verbindung, step.stand_art)


def _is_stand(step: Schritt) -> bool:
    """Whether the Knoten says how the one before it stands."""
    return any(kante.stand and kante.end("wohin") is step.modell for kante in registry.kanten())


def _words(step: Schritt) -> str:
    """Return its title, of a Stand with its day."""
    return f"{step.titel}, {datum(step.datum)}" if _is_stand(step) and step.datum else step.titel


def wrap(text: str, breite: float) -> list[str]:
    """Return the words in at most ZEILEN lines of this width; what does not fit ends in an ellipsis."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if width_of(longer, SCHRIFT) <= breite:
            lines[-1] = longer
        elif len(lines) == ZEILEN or not lines[-1]:
            lines[-1] = cut(longer, breite, SCHRIFT)
            if len(lines) == ZEILEN:
                return lines
            lines.append("")
        else:
            lines.append(cut(word, breite, SCHRIFT))
    return [line for line in lines if line]


def _in_words(seen: Mapping[Key, Schritt], kanten: Mapping[Key, Sequence[Key]]) -> dict[Key, str]:
    """Say of each Knoten that is shown to which others it leads, and of a Stand of what it speaks."""
    found: dict[Key, str] = {}
    for source, targets in kanten.items():
        if source not in seen:
            continue
        there = [seen[target] for target in targets if target in seen]
        found |= {step.key: f"zu {_name(seen[source])}" for step in there if _is_stand(step)}
        if names := [_name(step) for step in there if not _is_stand(step)]:
            found[source] = f"führt zu: {', '.join(names)}"
    return found


def _name(step: Schritt) -> str:
    """Return "Leitsatz 2", or "Thema „Wege“" for what has no number."""
    if " " in step.art:
        return step.art
    titel = step.titel if len(step.titel) <= WORT_ZEICHEN else step.titel[:WORT_ZEICHEN].rsplit(" ", 1)[0] + " …"
    return f"{step.art} {titel if titel.startswith('„') else f'„{titel}“'}"


def _lines(places: Mapping[Key, Kasten], kanten: Mapping[Key, Sequence[Key]]) -> Iterator[str]:
    for source, targets in kanten.items():
        for target in targets:
            if source in places and target in places:
                yield _line(places[source], places[target])


def _line(a: Kasten, b: Kasten) -> str:
    """Return the curve from the right of a box to the left of a later one, within a column along its left side."""
    ya, yb = a.y + HOEHE / 2, b.y + HOEHE / 2
    if a.x == b.x:
        aside = a.x - QUER / 2
        return f"M{a.x:.1f} {ya:.1f}C{aside:.1f} {ya:.1f} {aside:.1f} {yb:.1f} {b.x:.1f} {yb:.1f}"
    start = a.x + BREITE
    middle = start + (b.x - start) / 2
    return f"M{start:.1f} {ya:.1f}C{middle:.1f} {ya:.1f} {middle:.1f} {yb:.1f} {b.x:.1f} {yb:.1f}"
