"""The file itself: YAML read with the place of every value, and written in one fixed form."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import yaml

Pfad = tuple[str | int, ...]
WIDTH = 110


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
        super().__init__(f"{len(fehler)} Fehler in der Verfahrensakte.")


@dataclass
class Datei:
    """The content of the file and the line of each path in it."""

    inhalt: dict[str, Any]
    zeilen: dict[Pfad, int] = field(default_factory=dict)

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


class _Loader(yaml.SafeLoader):
    """Takes dates and times as the text they are."""


_Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str) -> Datei:
    """Read the text of a file; raises AkteUnlesbar when it is no YAML mapping or names a key twice."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise AkteUnlesbar([Fehler(1, "", "Die Datei enthält keine Verfahrensakte.")])
        found: list[Fehler] = []
        zeilen: dict[Pfad, int] = {}
        _places(node, (), zeilen, found)
        if found:
            raise AkteUnlesbar(found)
        inhalt: dict[str, Any] = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise AkteUnlesbar([Fehler(line, "", f"Das ist kein gültiges YAML ({error.problem}).")]) from error
    finally:
        loader.dispose()
    return Datei(inhalt, zeilen)


def _places(node: yaml.Node, pfad: Pfad, zeilen: dict[Pfad, int], found: list[Fehler]) -> None:
    zeilen[pfad] = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            _places(item, (*pfad, number), zeilen, found)
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            if key.value in seen:
                line = key.start_mark.line + 1
                found.append(Fehler(line, in_words((*pfad, key.value)), "Diese Angabe steht hier zum zweiten Mal."))
            seen.add(key.value)
            _places(value, (*pfad, key.value), zeilen, found)


class _Dumper(yaml.SafeDumper):
    """Writes long and broken texts as blocks that people can read."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    style = "|" if "\n" in value and not any(line.endswith(" ") for line in value.split("\n")) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Dumper.add_representer(str, _text)


def dump(inhalt: dict[str, Any]) -> str:
    """Return the content as the text of a file, always the same for the same content."""
    text: str = yaml.dump(inhalt, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH)
    return text
