"""The file itself: YAML read with the place of every value, and written in one fixed form."""

import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml
from yaml.composer import ComposerError

from bildungskommune.akte import schnell

Pfad = tuple[str | int, ...]
WIDTH = 110
MAX_DEPTH = 40
MAX_REPEATED = 1_000_000
"""How many characters and values may come from repeating with *."""
TEXT = "tag:yaml.org,2002:str"
PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map"))
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What no text in the database can hold."""
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
    """The content of the file; the line of each path in it is looked up when it is first asked for."""

    inhalt: dict[str, Any]
    text: bytes = b""

    @cached_property
    def zeilen(self) -> dict[Pfad, int]:
        return schnell.lines(self.text)

    def fehler(self, pfad: Pfad, satz: str) -> Fehler:
        """Return a Fehler at the nearest known line of `pfad`."""
        known = pfad
        while known and known not in self.zeilen:
            known = known[:-1]
        return Fehler(self.zeilen.get(known, 1), in_words(pfad), satz)


def in_words(pfad: Pfad) -> str:
    """Return a path as people read it: "reihen[1].workshops[2].titel", counted from one."""
    words = ""
    for part in pfad:
        words += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if words else part
    return words


def _refusal(problem: str, event: yaml.Event) -> ComposerError:
    return ComposerError(None, None, problem, event.start_mark)  # type: ignore[arg-type]  # two kinds of mark in the stubs


class _Loader(yaml.SafeLoader):
    """Takes dates and times as the text they are, and nothing that makes a small file a large one."""

    depth = 0
    repeated = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """Return the next node; refuse depths that no Akte has, and references to anything but a text."""
        event = self.peek_event()  # type: ignore[no-untyped-call]  # PyYAML's own
        if isinstance(event, yaml.AliasEvent):
            self._count(event)
        if self.depth >= MAX_DEPTH:
            raise _refusal("zu tief verschachtelt", event)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def _count(self, event: yaml.AliasEvent) -> None:
        """Refuse to repeat anything but a text, and texts that together grow large."""
        meant = self.anchors.get(event.anchor)
        if isinstance(meant, yaml.CollectionNode):
            raise _refusal("nur ein Text darf mit * wiederholt werden", event)
        if isinstance(meant, yaml.ScalarNode):
            self.repeated += 1 + len(meant.value)
        if self.repeated > MAX_REPEATED:
            raise _refusal("mit * wird zu viel wiederholt", event)


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str | bytes, *, was: str = "Verfahrensakte") -> Datei:
    """Read the text of a file, which is called `was`; as bytes it is UTF-8, and a large one takes half the memory.

    Raises AkteUnlesbar when it is no YAML mapping, names a key twice or holds what the database cannot keep.
    """
    with suppress(schnell.Unusual, UnicodeEncodeError):
        content = text if isinstance(text, bytes) else text.encode()
        inhalt = schnell.read(
            content, resolvers=_Loader.yaml_implicit_resolvers, no_text=NO_TEXT, depth=MAX_DEPTH, repeated=MAX_REPEATED
        )
        return Datei(inhalt, content)
    return _parse_with_care(text if isinstance(text, str) else text.decode(), was)


def _parse_with_care(text: str, was: str) -> Datei:
    """Read the text node by node, so that everything that is wrong is found with its place."""
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise AkteUnlesbar([Fehler(line, "", "Hier steht ein Zeichen, das in Texten nicht vorkommt.")]) from error
    try:
        return _read(loader, was)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AkteUnlesbar([Fehler(line, "", f"Das ist kein gültiges YAML ({error.problem}).")]) from error
    finally:
        loader.dispose()


def _read(loader: _Loader, was: str) -> Datei:
    node = loader.get_single_node()
    if not isinstance(node, yaml.MappingNode):
        raise AkteUnlesbar([Fehler(1, "", f"Die Datei enthält keine {was}.")])
    places = _Places(loader)
    places.note(node, ())
    if places.fehler:
        raise AkteUnlesbar(places.fehler)
    datei = Datei(loader.construct_document(node))
    datei.zeilen = places.zeilen
    return datei


class _Places:
    """Notes the line of every value, and what is wrong with it."""

    def __init__(self, loader: _Loader) -> None:
        self.loader = loader
        self.zeilen: dict[Pfad, int] = {}
        self.fehler: list[Fehler] = []

    def note(self, node: yaml.Node, pfad: Pfad) -> None:
        self.zeilen[pfad] = node.start_mark.line + 1
        if isinstance(node, yaml.SequenceNode):
            for number, item in enumerate(node.value):
                self.note(item, (*pfad, number))
        elif isinstance(node, yaml.MappingNode):
            self._mapping(node, pfad)
        elif satz := self._wrong(node):
            self._report(node, pfad, satz)

    def _mapping(self, node: yaml.MappingNode, pfad: Pfad) -> None:
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report(key, pfad, "Hier wird der Name einer Angabe erwartet.")
                continue
            key.tag = TEXT
            if key.value in seen:
                self._report(key, (*pfad, key.value), "Diese Angabe steht hier zum zweiten Mal.")
            seen.add(key.value)
            self.note(value, (*pfad, key.value))

    def _wrong(self, node: yaml.Node) -> str:
        """Return what is wrong with a single value, empty when nothing is."""
        if node.tag not in PLAIN_TAGS:
            return f"Die Kennzeichnung „{node.tag}“ ist nicht erlaubt."
        if NO_TEXT.search(node.value):
            return "Hier steht ein Zeichen, das in Texten nicht vorkommt."
        try:
            self.loader.construct_object(node)
        except (KeyError, ValueError):
            return f"„{node.value[:40]}“ ist kein Wert dieser Art."
        return ""

    def _report(self, node: yaml.Node, pfad: Pfad, satz: str) -> None:
        self.fehler.append(Fehler(node.start_mark.line + 1, in_words(pfad), satz))


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
