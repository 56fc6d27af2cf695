"""Read YAML quickly: an ordinary file in one pass over the events of libyaml, without a tree of nodes.

Anything out of the ordinary is left to the careful reader in `datei`, which knows the sentence and the place for it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import yaml

Pfad = tuple[str | int, ...]
Resolvers = Mapping[str | None, Sequence[tuple[str, re.Pattern[str]]]]

BOM: Final = "\ufeff".encode()
_NULL: Final = "tag:yaml.org,2002:null"
_CONSTRUCTOR = yaml.constructor.SafeConstructor()
_MAKERS: dict[str, Callable[[yaml.ScalarNode], Any]] = {
    "tag:yaml.org,2002:int": _CONSTRUCTOR.construct_yaml_int,
    "tag:yaml.org,2002:float": _CONSTRUCTOR.construct_yaml_float,
    "tag:yaml.org,2002:bool": _CONSTRUCTOR.construct_yaml_bool,
}


class Unusual(Exception):
    """This text needs the careful reader."""


class _Builder:
    """Puts values together as the events come; refuses with Unusual whatever is not plainly right."""

    def __init__(self, resolvers: Resolvers, no_text: re.Pattern[str], depth: int, repeated: int) -> None:
        self.resolvers, self.no_text = resolvers, no_text
        self.depth, self.repeated = depth, repeated
        self.open: list[dict[str, Any] | list[Any]] = []
        self.keys: list[str | None] = []
        self.anchors: dict[str, Any] = {}
        self.root: Any = None
        self.documents = 0
        self.key_line = 0

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._begin(event, {})
        elif kind is yaml.SequenceStartEvent:
            self._begin(event, [])
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            self.open.pop()
            self.keys.pop()
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self.documents += 1

    def _expects_key(self) -> bool:
        return self._is_in_mapping() and self.keys[-1] is None

    def _is_in_mapping(self) -> bool:
        return bool(self.open) and type(self.open[-1]) is dict

    def _begin(self, event: Any, made: dict[str, Any] | list[Any]) -> None:
        if event.tag is not None or self._expects_key():
            raise Unusual
        self._put(made)
        self.open.append(made)
        self.keys.append(None)

    def _scalar(self, event: Any) -> None:
        value = event.value
        if event.tag is not None or self.no_text.search(value):
            raise Unusual
        if self._expects_key():
            if event.anchor or value in self.open[-1] or len(self.open) >= self.depth:
                raise Unusual
            self.keys[-1] = value
            self.key_line = event.end_mark.line
            return
        if not value and event.implicit[0] and event.start_mark.line != self.key_line and self._is_in_mapping():
            raise Unusual  # a name after "?" without a value: the two readers put the value on different lines
        made = self._resolved(value) if event.implicit[0] else value
        if event.anchor:
            self.anchors[event.anchor] = (made, len(value))
        self._put(made)

    def _alias(self, event: Any) -> None:
        if event.anchor not in self.anchors or self._expects_key():
            raise Unusual
        made, length = self.anchors[event.anchor]
        self.repeated -= 1 + length
        if self.repeated < 0:
            raise Unusual
        self._put(made)

    def _put(self, made: Any) -> None:
        if len(self.open) >= self.depth or self.documents != 1:
            raise Unusual
        if not self.open:
            self.root = made
            return
        parent = self.open[-1]
        if isinstance(parent, list):
            parent.append(made)
        else:
            key = self.keys[-1]
            assert key is not None  # a value comes after its name
            parent[key] = made
            self.keys[-1] = None

    def _resolved(self, value: str) -> Any:
        """Return what a value without quotes means."""
        for tag, pattern in self.resolvers.get(value[0] if value else "", ()):
            if pattern.match(value):
                return None if tag == _NULL else self._made(tag, value)
        return value

    def _made(self, tag: str, value: str) -> Any:
        if tag not in _MAKERS:
            raise Unusual
        try:
            return _MAKERS[tag](yaml.ScalarNode(tag, value))
        except (KeyError, ValueError, IndexError) as error:
            raise Unusual from error


def read(text: bytes, *, resolvers: Resolvers, no_text: re.Pattern[str], depth: int, repeated: int) -> dict[str, Any]:
    """Return the content of a file. Raises Unusual when the careful reader has to say what it is."""
    if b"\t" in text or BOM in text:
        raise Unusual  # libyaml takes a tab between name and value, and a mark anywhere; PyYAML does not
    builder = _Builder(resolvers, no_text, depth, repeated)
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            builder.take(event)
    except yaml.YAMLError as error:
        raise Unusual from error
    if builder.documents != 1 or not isinstance(builder.root, dict):
        raise Unusual
    return builder.root


@dataclass
class _Level:
    """Where one is in a list or a mapping."""

    is_mapping: bool
    at: str | int | None


def lines(text: bytes) -> dict[Pfad, int]:
    """Return the line of each value in a text that `read` takes, counted from one."""
    found: dict[Pfad, int] = {}
    levels: list[_Level] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.CollectionEndEvent):
            levels.pop()
            _leave(levels)
        elif isinstance(event, yaml.NodeEvent) and not _names(levels, event):
            found[tuple(level.at for level in levels if level.at is not None)] = _line(event)
            if isinstance(event, yaml.CollectionStartEvent):
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                levels.append(_Level(is_mapping, None if is_mapping else -1))
            else:
                _leave(levels)
    return found


def _line(event: yaml.NodeEvent) -> int:
    mark = event.start_mark
    assert mark is not None  # libyaml marks every event
    return mark.line + 1


def _names(levels: list[_Level], event: Any) -> bool:
    """Step to the next place; whether the event is but the name of a value."""
    if not levels:
        return False
    here = levels[-1]
    if here.is_mapping and here.at is None:
        here.at = event.value
        return True
    if isinstance(here.at, int):
        here.at += 1
    return False


def _leave(levels: list[_Level]) -> None:
    if levels and levels[-1].is_mapping:
        levels[-1].at = None
