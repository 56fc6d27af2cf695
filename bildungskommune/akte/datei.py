"""The file itself: YAML read with the place of every value, and written in one fixed form."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import yaml

from bildungskommune.akte import bruch, ereignisse
from bildungskommune.akte.aufbau import ZEICHEN, Aufbau, KeinYaml, Pfad

WIDTH = 110
RARE_BREAKS = re.compile("[\x85\u2028\u2029]")
"""Breaks that YAML reads as others unless they are written as numbers."""


@dataclass(frozen=True)
class Fehler:
    """One thing that is wrong, with its place in the file."""

    zeile: int
    pfad: str
    satz: str

    def __str__(self) -> str:
        return f"Zeile {self.zeile}, {self.pfad}: {self.satz}" if self.pfad else f"Zeile {self.zeile}: {self.satz}"


class AkteUnlesbar(Exception):
    """The file cannot be taken as it is; `fehler` holds everything that was found."""

    def __init__(self, fehler: list[Fehler]) -> None:
        self.fehler = sorted(fehler, key=lambda one: one.zeile)
        super().__init__("\n".join([f"{len(fehler)} Fehler in der Verfahrensakte.", *map(str, self.fehler)]))


@dataclass
class Datei:
    """The content of a file; lines are looked up in its text only where somebody asks for one."""

    inhalt: dict[str, Any]
    text: bytes = b""
    quelle: ereignisse.Quelle = ereignisse.libyaml

    def fehler(self, pfad: Pfad, satz: str) -> Fehler:
        """Return a Fehler at the nearest known line of `pfad`."""
        return self.alle_fehler([(pfad, satz)])[0]

    def alle_fehler(self, found: Iterable[tuple[Pfad, str]]) -> list[Fehler]:
        """Return a Fehler for each path and sentence; the text is gone through once for all of them."""
        funde = list(found)
        known = ereignisse.lines(self.text, self.quelle, (pfad for pfad, _ in funde)) if funde and self.text else {}
        return [Fehler(_nearest(known, pfad), in_words(pfad), satz) for pfad, satz in funde]


def _nearest(known: dict[Pfad, int], pfad: Pfad) -> int:
    """Return the line of the innermost part of the path that has one."""
    while pfad and pfad not in known:
        pfad = pfad[:-1]
    return known.get(pfad, 1)


def in_words(pfad: Pfad) -> str:
    """Return a path as people read it: "reihen[1].workshops[2].titel", counted from one."""
    words = ""
    for part in pfad:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def parse(text: str | bytes, *, was: str = "Verfahrensakte") -> Datei:
    """Read the text of a file, which is called `was`; as bytes it is UTF-8, and a large one takes half the memory.

    Raises AkteUnlesbar when it is no YAML mapping, names a key twice or holds what the database cannot keep.
    """
    content = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    try:
        aufbau, quelle = _build(content)
    except KeinYaml as error:
        _refuse_strange(content)
        raise AkteUnlesbar([Fehler(error.zeile, "", error.satz)]) from error
    return Datei(_checked(aufbau, was), content, quelle)


def _build(content: bytes) -> tuple[Aufbau, ereignisse.Quelle]:
    try:
        return ereignisse.build(content, ereignisse.libyaml), ereignisse.libyaml
    except ereignisse.Unsicher as error:
        is_broken = isinstance(error, ereignisse.Abbruch)
    _refuse_strange(content)
    if is_broken:
        bruch.refuse(content)
    return ereignisse.build(content, ereignisse.pyyaml), ereignisse.pyyaml


def _refuse_strange(content: bytes) -> None:
    """Raise AkteUnlesbar at the first character that YAML does not know."""
    for number, line in enumerate(io.BytesIO(content), start=1):
        if yaml.reader.Reader.NON_PRINTABLE.search(line.decode(errors="surrogatepass")):
            raise AkteUnlesbar([Fehler(number, "", ZEICHEN)])


def _checked(aufbau: Aufbau, was: str) -> dict[str, Any]:
    if not isinstance(aufbau.inhalt, dict):
        raise AkteUnlesbar([Fehler(1, "", f"Die Datei enthält keine {was}.")])
    if aufbau.funde:
        raise AkteUnlesbar([Fehler(zeile, in_words(pfad), satz) for zeile, pfad, satz in aufbau.funde])
    return aufbau.inhalt


class _Dumper(yaml.SafeDumper):
    """Writes long and broken texts as blocks that people can read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = None
    if RARE_BREAKS.search(value):
        style = '"'
    elif "\n" in value and not any(line.endswith(" ") for line in value.split("\n")):
        style = "|"
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def dump(inhalt: dict[str, Any]) -> str:
    """Return the content as the text of a file, always the same for the same content."""
    text: str = yaml.dump(inhalt, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text
