"""Put the values of a YAML file together as its events come, and note what is wrong with them."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar, Final

import yaml

Pfad = tuple[str | int, ...]
Fund = tuple[int, Pfad, str]
"""A mistake: its line, counted from one, its path and a sentence."""

MAX_DEPTH = 40
MAX_REPEATED = 1_000_000
"""How many characters and values may come from repeating with *."""
NO_TEXT = re.compile("[\x00\ud800-\udfff]")
"""What no text in the database can hold."""
ZEICHEN = "Hier steht ein Zeichen, das in Texten nicht vorkommt."

TAG = "tag:yaml.org,2002:"
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
_MAKERS: dict[str, Callable[[yaml.ScalarNode], Any]] = {
    f"{TAG}str": lambda node: node.value,
    f"{TAG}null": lambda node: None,
    f"{TAG}int": _CONSTRUCTOR.construct_yaml_int,
    f"{TAG}float": _CONSTRUCTOR.construct_yaml_float,
    f"{TAG}bool": _CONSTRUCTOR.construct_yaml_bool,
}
_RESOLVERS = {
    # A day and a time are the text they are, and "<<" is a name like any other.
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":merge"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class KeinYaml(Exception):
    """Nobody can read the text further than `zeile`, counted from one; `satz` says why."""

    def __init__(self, zeile: int, problem: str | None) -> None:
        self.zeile, self.satz = zeile, f"Das ist kein gültiges YAML ({problem})."
        super().__init__(self.satz)


def _refusal(event: Any, problem: str) -> KeinYaml:
    return KeinYaml(event.start_mark.line + 1, problem)


class _Marke:
    """Something that is no value of a file."""


NAMENLOS: Final = _Marke()
"""Stands for the name of a value whose name is none: nothing below it is looked at."""
LISTE: Final = _Marke()
"""Stands for a list or a mapping behind an anchor, which cannot be repeated."""


@dataclass(slots=True)
class _Offen:
    """A list or mapping that is being read; `name` is that of the value which comes next or is being read."""

    made: Any
    is_mapping: bool
    is_name: bool
    """Whether all of it stands where a name belongs."""
    name: Any = None


class Aufbau:
    """What the events of a file make: `inhalt`, and in `funde` what is wrong with it."""

    def __init__(self) -> None:
        self.inhalt: Any = None
        self.funde: list[Fund] = []
        self._open: list[_Offen] = []
        self._anchors: dict[str, tuple[Any, str]] = {}
        self._names: dict[str, str] = {}
        self._repeated = 0
        self._has_document = False

    def take(self, event: Any) -> None:
        """Take the next event. Raises KeinYaml where a file must not be read any further."""
        if (taker := self._takers.get(type(event))) is not None:
            taker(self, event)

    def _document(self, event: Any) -> None:
        if self._has_document:
            raise _refusal(event, "but found another document")
        self._has_document = True

    def _mapping(self, event: Any) -> None:
        self._begin(event, {}, f"{TAG}map")

    def _sequence(self, event: Any) -> None:
        self._begin(event, [], f"{TAG}seq")

    def _end(self, event: Any) -> None:
        if not self._open.pop().is_name and self._open:
            self._open[-1].name = None

    def _expects_name(self) -> bool:
        return bool(self._open) and self._open[-1].is_mapping and self._open[-1].name is None

    def _begin(self, event: Any, made: Any, tag: str) -> None:
        self._enter(event)
        if event.anchor:
            self._anchors[event.anchor] = (LISTE, "")
        is_name = self._expects_name()
        if is_name:
            self._report(event, "Hier wird der Name einer Angabe erwartet.")
            self._open[-1].name = NAMENLOS
        else:
            if event.tag not in {None, "!", tag}:
                self._report(event, f"Die Kennzeichnung „{event.tag}“ ist nicht erlaubt.")
            self._put(made)
        self._open.append(_Offen(made, type(made) is dict, is_name))

    def _scalar(self, event: Any) -> None:
        self._enter(event)
        is_name = self._expects_name()
        made = event.value if is_name else self._meant(event)
        if event.anchor:
            self._anchors[event.anchor] = (made, event.value)
        if is_name:
            self._name(event, event.value)
        else:
            self._single(made)

    def _alias(self, event: Any) -> None:
        made, words = self._anchors.get(event.anchor, (None, ""))
        if made is LISTE:
            raise _refusal(event, "nur ein Text darf mit * wiederholt werden")
        self._repeated += 1 + len(words)
        if self._repeated > MAX_REPEATED:
            raise _refusal(event, "mit * wird zu viel wiederholt")
        self._enter(event)
        if event.anchor not in self._anchors:
            raise _refusal(event, f"found undefined alias {event.anchor!r}")
        if self._expects_name():
            self._name(event, words)
        else:
            self._single(made)

    def _enter(self, event: Any) -> None:
        """Refuse depths that no Akte has, and an anchor that is there already."""
        if len(self._open) >= MAX_DEPTH:
            raise _refusal(event, "zu tief verschachtelt")
        if event.anchor and event.anchor in self._anchors and type(event) is not yaml.AliasEvent:
            raise _refusal(event, "second occurrence")

    def _name(self, event: Any, value: str) -> None:
        """Note the name of the value that comes next."""
        here = self._open[-1]
        if NO_TEXT.search(value):
            self._report(event, ZEICHEN)
        here.name = self._names.setdefault(value, value)
        if value in here.made:
            self._report(event, "Diese Angabe steht hier zum zweiten Mal.")

    def _single(self, made: Any) -> None:
        self._put(made)
        if self._open:
            self._open[-1].name = None

    def _put(self, made: Any) -> None:
        if not self._open:
            self.inhalt = made
        elif self._open[-1].is_mapping:
            self._open[-1].made[self._open[-1].name] = made
        else:
            self._open[-1].made.append(made)

    def _meant(self, event: Any) -> Any:
        """Return the value of an event, None with a report when it has none."""
        value = event.value
        tag = event.tag
        if tag is None or tag == "!":
            tag = _resolved(value) if event.implicit[0] else f"{TAG}str"
        if tag not in _MAKERS:
            self._report(event, f"Die Kennzeichnung „{tag}“ ist nicht erlaubt.")
        elif NO_TEXT.search(value):
            self._report(event, ZEICHEN)
        else:
            try:
                return _MAKERS[tag](yaml.ScalarNode(tag, value))
            except (KeyError, ValueError, IndexError):
                self._report(event, f"„{value[:40]}“ ist kein Wert dieser Art.")
        return None

    def _report(self, event: Any, satz: str) -> None:
        """Note a mistake at the value that is about to be read, or at the name that has just been read."""
        pfad: list[Any] = []
        for depth, level in enumerate(self._open, start=1):
            if level.is_mapping and level.name is not None:
                pfad.append(level.name)
            elif not level.is_mapping:
                pfad.append(len(level.made) - (depth < len(self._open)))  # what is open stands in its list already
        if NAMENLOS not in pfad:
            self.funde.append((event.start_mark.line + 1, tuple(pfad), satz))

    _takers: ClassVar[dict[type, Callable[[Any, Any], None]]] = {
        yaml.DocumentStartEvent: _document,
        yaml.ScalarEvent: _scalar,
        yaml.AliasEvent: _alias,
        yaml.MappingStartEvent: _mapping,
        yaml.MappingEndEvent: _end,
        yaml.SequenceStartEvent: _sequence,
        yaml.SequenceEndEvent: _end,
    }


def _resolved(value: str) -> str:
    """Return the tag of a value without quotes."""
    for tag, pattern in _RESOLVERS.get(value[0] if value else "", ()):
        if pattern.match(value):
            return str(tag)
    return f"{TAG}str"
