"""Paragraphs and tables as any word processor has them."""

from dataclasses import dataclass, field
from typing import TypeAlias

from bildungskommune.textdatei.markdown import Stueck, words
from bildungskommune.textdatei.modell import Note


@dataclass(frozen=True)
class Rolle:
    """What a paragraph is for: its `art`, and the level of a heading, from 1."""

    art: str = "text"
    """text, titel, ueberschrift, untertitel, unterschrift, fussnote."""
    ebene: int = 0


@dataclass(frozen=True)
class Liste:
    """The place of a paragraph in a list; paragraphs of one `name` belong together."""

    tiefe: int
    nummer: int | None
    """None for a bullet."""
    name: str = ""


@dataclass
class Absatz:
    stuecke: list[Stueck] = field(default_factory=list)
    rolle: Rolle = field(default_factory=Rolle)
    liste: Liste | None = None
    nummer: str = ""
    """Counted by the word processor, for a heading."""
    marken: list[str] = field(default_factory=list)
    noten: list[Note] = field(default_factory=list)
    rechts: bool = False
    auffaellig: bool = False
    """Larger than the text around it, or bold by its style."""

    @property
    def worte(self) -> str:
        return words(self.stuecke)


@dataclass
class Tabelle:
    zeilen: list[list[list[Stueck]]]
    rechts: frozenset[int] = frozenset()
    """The columns that stand at the right."""
    noten: list[Note] = field(default_factory=list)


Baustein: TypeAlias = Absatz | Tabelle
