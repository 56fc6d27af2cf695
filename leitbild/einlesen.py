"""A text from a word processor becomes Abschnitte: what each heading would do. `uebernahme` does it.

What was written by this portal is known again by its bookmarks, and of it only what differs is written.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.db import models

from bildungskommune import text
from bildungskommune.fassungen.docx import bookmark
from bildungskommune.textdatei import Datei, Note, Teil, joined
from leitbild.ausfuhr import at_home, heading
from leitbild.models import Abschnitt, Art, Fussnote, Leitbild

AUSLASSEN, VORSPANN, UEBERNEHMEN = "", "vorspann", "uebernehmen"
OHNE_TITEL = "Ohne Überschrift"
FREIE_BEZEICHNUNG = "Abschnitt"
_SATZ = r"^(?:{}|Leitsatz|Leitlinie)\s+([0-9IVXLC]{{1,6}})\s*[:.–-]?\s+(?=\S)"
_ZIEL = re.compile(r"^Leitziel\s+([0-9IVXLC]{1,6})\s*[:.–-]?\s+(?=\S)")
_NAMEN = (
    Art.VORWORT, Art.PRAEAMBEL, Art.BILDUNGSVERSTAENDNIS, Art.VISION, Art.GLOSSAR, Art.CHRONOLOGIE, Art.ANHANG,
    Art.HERAUSFORDERUNG,
)  # fmt: skip


class Was(StrEnum):
    NEU = "neu"
    GEAENDERT = "wird geändert"
    GLEICH = "unverändert"
    AUS = "ausgelassen"


@dataclass(frozen=True)
class Zeile:
    """One part of the file and what it would do."""

    nr: int
    """Its place in the file."""
    teil: Teil
    vorschlag: str
    """What is proposed: an Art, the Vorspann, to take over what changed, or to leave it out."""
    abschnitt: Abschnitt | None = None
    werte: Mapping[str, str] = field(default_factory=dict)
    """What would be written, by field."""
    noten: tuple[Note, ...] = ()
    """Footnotes that are new or say something else."""
    fehler: Sequence[str] = ()
    """Why it cannot be taken."""

    @property
    def was(self) -> Was:
        if self.abschnitt is not None:
            return Was.GEAENDERT if self.werte or self.noten else Was.GLEICH
        if self.vorschlag == VORSPANN and not self.werte:
            return Was.GLEICH
        return Was.NEU

    @property
    def geaendert(self) -> list[str]:
        """The names of what would change, for people."""
        model = Leitbild if self.vorschlag == VORSPANN else Abschnitt
        names = [str(_column(model, name).verbose_name) for name in self.werte]
        return [*names, *(f"Fußnote {note.nr}" for note in self.noten)]

    @property
    def woerter(self) -> int:
        return len(text.plain(self.teil.text).split())


@dataclass(frozen=True)
class Plan:
    """What a file would do to a Leitbild; nothing is stored."""

    leitbild: Leitbild
    datei: Datei
    wanted: frozenset[int]
    """Places of supposed headings that are to be headings."""

    @cached_property
    def abschnitte(self) -> list[Abschnitt]:
        return list(self.leitbild.abschnitte.prefetch_related("fussnoten"))

    @cached_property
    def zeilen(self) -> list[Zeile]:
        known = {bookmark(one.anker): one for one in self.abschnitte}
        teile = joined(self.datei.teile, self.wanted)
        under = ""
        found = []
        for nr, teil in teile.items():
            own = next((known.pop(mark) for mark in teil.marken if mark in known), None)
            read = replace(teil, text=self._links(teil.text))
            found.append(self._known(nr, read, own) if own else self._new(nr, read, under))
            if teil.ebene == 1:
                under = teil.titel
        return found

    @cached_property
    def _links(self) -> Callable[[str], str]:
        return at_home(self.leitbild)

    @property
    def bekannt(self) -> bool:
        """Whether the file was written from this Leitbild."""
        return self._is_ours

    @property
    def fehlend(self) -> list[Abschnitt]:
        """The Abschnitte that a file from this portal does not hold any more."""
        there = {zeile.abschnitt.pk for zeile in self.zeilen if zeile.abschnitt}
        return [one for one in self.abschnitte if one.pk not in there] if there else []

    @property
    def kopf(self) -> Mapping[str, str]:
        """Title and subtitle, where the file has others."""
        read = {"titel": self.datei.titel, "untertitel": self.datei.untertitel} if self.datei.titel else {}
        return {
            name: words
            for name, words in read.items()
            if _same(words) != _same(getattr(self.leitbild, name)) and len(words) <= _most(Leitbild, name)
        }

    @property
    def stand(self) -> str:
        """Return a fingerprint of all that the plan was made of, to see whether somebody has changed it since."""
        versions = [f"{one.pk}.{one.version}.{one.position}" for one in self.abschnitte]
        versions += [f"{note.pk}.{note.version}" for one in self.abschnitte for note in one.fussnoten.all()]
        return hashlib.sha256(f"{self.leitbild.version} {versions}".encode()).hexdigest()[:32]

    def _new(self, nr: int, teil: Teil, under: str) -> Zeile:
        if not teil.titel and (zeile := self._introduction(nr, teil)):
            return zeile
        art, teil = guessed(replace(teil, titel=teil.titel or OHNE_TITEL), self.leitbild.wort_leitsatz, under)
        werte = {
            "nr": teil.nummer,
            "titel": teil.titel,
            "untertitel": teil.untertitel,
            "text": teil.text,
            "stimme_von": teil.unterschrift,
        }
        fehler = _too_long(werte, teil.noten)
        return Zeile(nr, teil, AUSLASSEN if fehler else art, werte=werte, noten=teil.noten, fehler=fehler)

    def _introduction(self, nr: int, teil: Teil) -> Zeile | None:
        """Return the text before the first heading as Vorspann, None where it is too long for one."""
        if len(teil.text) > _most(Leitbild, "vorspann") or teil.noten:
            return None
        werte = {} if self._says_the_same(self.leitbild.vorspann, teil.text) else {"vorspann": teil.text}
        free = not self.leitbild.vorspann or self._is_ours
        return Zeile(nr, teil, VORSPANN if free or not werte else AUSLASSEN, werte=werte)

    @cached_property
    def _is_ours(self) -> bool:
        """Whether a part carries the bookmark of an Abschnitt."""
        marks = {bookmark(one.anker) for one in self.abschnitte}
        return any(mark in marks for teil in self.datei.teile for mark in teil.marken)

    def _known(self, nr: int, teil: Teil, own: Abschnitt) -> Zeile:
        number, titel = _named(teil, own)
        read = {
            "nr": number,
            "titel": titel,
            "untertitel": teil.untertitel,
            "text": self._merged(own.text, teil.text),
            "stimme_von": teil.unterschrift,
        }
        werte = {name: value for name, value in read.items() if _same(value) != _same(getattr(own, name))}
        if read["text"] != own.text and "text" not in werte:
            werte["text"] = read["text"]
        there = {note.nr: _same(note.text) for note in own.fussnoten.all()}
        noten = tuple(note for note in teil.noten if there.get(note.nr) != _same(note.text))
        fehler = _too_long(werte, noten)
        return Zeile(nr, teil, AUSLASSEN if fehler else UEBERNEHMEN, own, werte, noten, fehler)

    def _says_the_same(self, before: str, after: str) -> bool:
        return _shown(self._links(before)) == _shown(self._links(after))

    def _merged(self, before: str, after: str) -> str:
        """Return the new text; a paragraph that looks as before stays as it was written."""
        if self._says_the_same(before, after):
            return before
        written = {_shown(self._links(block)): block for block in text.blocks(before)}
        return "\n\n".join(written.get(_shown(block), block) for block in text.blocks(after))


def _shown(markdown: str) -> str:
    return _same(text.render(markdown))


def _same(words: str) -> str:
    return " ".join(words.split())


def _named(teil: Teil, own: Abschnitt) -> tuple[str, str]:
    """Return number and title of a heading of which the former ones are known."""
    words = _same(teil.worte)
    if words == _same(heading(own)):
        return own.nr, own.titel
    if own.nr and words.startswith(f"{own.nr} "):
        return own.nr, words.removeprefix(f"{own.nr} ")
    return (teil.nummer, teil.titel) if own.nr or words != _same(own.titel) else ("", own.titel)


def guessed(teil: Teil, wort: str, under: str) -> tuple[str, Teil]:
    """Return the Art that a heading speaks of, and the part with the number that stood in its words."""
    for art, pattern in ((Art.LEITSATZ, re.compile(_SATZ.format(re.escape(wort)))), (Art.LEITZIEL, _ZIEL)):
        if found := pattern.match(teil.titel):
            return art, replace(teil, nummer=found[1], titel=teil.titel[found.end() :])
    named = next((art for art in _NAMEN if teil.titel.casefold().startswith(str(art.label).casefold())), None)
    if named is not None:
        return named, teil
    return (Art.LEITSATZ if under.casefold() in {"leitsätze", "leitlinien"} and teil.ebene > 1 else Art.FREI), teil


def _too_long(werte: Mapping[str, str], noten: Sequence[Note]) -> list[str]:
    """Say what is longer than its place."""
    found = []
    for name, value in werte.items():
        if len(value) > (most := _most(Abschnitt, name)):
            found.append(f"{_column(Abschnitt, name).verbose_name}: {len(value)} Zeichen, höchstens {most}.")
    nr, words = _most(Fussnote, "nr"), _most(Fussnote, "text")
    long = (note for note in noten if len(note.nr) > nr or len(note.text) > words)
    found += [f"Fußnote {note.nr[:nr]} ist zu lang." for note in long]
    if len({note.nr for note in noten}) < len(noten):
        found.append("Zwei Fußnoten haben dieselbe Nummer.")
    return found


def _most(model: type[models.Model], name: str) -> int:
    """Return how long a text of this field may be."""
    return _column(model, name).max_length or 0


def _column(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    column = model._meta.get_field(name)
    assert isinstance(column, models.Field)
    return column
