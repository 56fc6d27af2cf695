"""Read YAML in one pass over its events, without a tree of nodes: what it means, and every mistake with its place.

The events come from libyaml, and from PyYAML where the two might take a text differently: PyYAML decides.
"""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from bildungskommune.akte.aufbau import Aufbau, KeinYaml, Pfad

Quelle = Callable[[bytes], Iterator[Any]]
UNEINS = (b"\t", "\ufeff".encode(), b"|#", b">#", b"-#", b"+#")
"""libyaml takes a tab between name and value, a mark anywhere, a comment at once after "|"; PyYAML does not."""
TAGS = re.compile(r"(!|tag:yaml\.org,2002:)[\w/:.-]*")
"""Tags that both take alike."""

_BEGINS = frozenset({yaml.MappingStartEvent, yaml.SequenceStartEvent})
_ENDS = frozenset({yaml.MappingEndEvent, yaml.SequenceEndEvent})


class Unsicher(Exception):
    """The two sources may differ here, so PyYAML has to say what it is."""


class Abbruch(Unsicher):
    """libyaml takes this text for no YAML."""


def libyaml(text: bytes) -> Iterator[Any]:
    """Give the events of a text fast. Raises Unsicher where PyYAML might see something else or has its own word."""
    if any(sign in text for sign in UNEINS):
        raise Unsicher
    doubts = _Zweifel()
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            doubts.look_at(event)
            yield event
    except yaml.YAMLError as error:
        raise Abbruch from error


class _Zweifel:
    """Looks at the events of libyaml. Raises Unsicher at one that PyYAML may not give."""

    def __init__(self) -> None:
        self._in_flow: list[Any] = [False]
        self._line = 0

    def look_at(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            if not event.style:
                self._look_at_plain(event)
            _look_at_tag(event.tag)
        elif kind in _BEGINS:
            self._in_flow.append(event.flow_style)
            _look_at_tag(event.tag)
        elif kind in _ENDS:
            self._in_flow.pop()
        self._line = event.end_mark.line

    def _look_at_plain(self, event: Any) -> None:
        """A question mark between brackets is none for PyYAML; nothing where a value belongs is, but elsewhere."""
        if event.value:
            if self._in_flow[-1] and "?" in event.value:
                raise Unsicher
        elif event.start_mark.line != self._line or not event.implicit[0]:
            raise Unsicher


def _look_at_tag(tag: str | None) -> None:
    if tag is not None and not TAGS.fullmatch(tag):
        raise Unsicher


def pyyaml(text: bytes) -> Iterator[Any]:
    """Give the events of a text as PyYAML sees them, slowly, taking a bit of it at a time. Raises KeinYaml."""
    try:
        yield from yaml.parse(io.BytesIO(text), Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        raise KeinYaml(error.problem_mark.line + 1 if error.problem_mark else 1, error.problem) from error


def build(text: bytes, quelle: Quelle) -> Aufbau:
    """Return what the events of a text make. Raises KeinYaml, and of libyaml Unsicher."""
    aufbau = Aufbau()
    for event in quelle(text):
        aufbau.take(event)
    return aufbau


Baum = dict[Any, Any]
"""Paths that begin alike, put together: {part: what follows it}."""


def lines(text: bytes, quelle: Quelle, wanted: Iterable[Pfad]) -> dict[Pfad, int]:
    """Return the lines, counted from one, of these paths and of all they lie in, as far as they are in the text."""
    baum: Baum = {}
    count = 1
    for pfad in wanted:
        here = baum
        for part in pfad:
            count += part not in here
            here = here.setdefault(part, {})
    suche = _Suche(baum)
    for event in quelle(text):
        suche.take(event)
        if len(suche.found) == count:
            break
    return suche.found


@dataclass(slots=True)
class _Ebene:
    """A list or mapping on the way to what is looked for, and where in it one is."""

    baum: Baum
    is_mapping: bool
    at: Any = None


class _Suche:
    """Follows the events as far down as the wanted paths lead."""

    def __init__(self, baum: Baum) -> None:
        self.found: dict[Pfad, int] = {}
        self._baum = baum
        self._levels: list[_Ebene] = []
        self._skipped = 0
        """How many lists and mappings are open that nobody wants."""

    def take(self, event: Any) -> None:
        begins = isinstance(event, yaml.CollectionStartEvent)
        if isinstance(event, yaml.CollectionEndEvent):
            if self._skipped:
                self._skipped -= 1
            else:
                self._levels.pop()
            self._is_read()
        elif begins and self._skipped:
            self._skipped += 1
        elif isinstance(event, yaml.NodeEvent) and not self._skipped and not self._is_name(event):
            self._value(event, begins=begins)

    def _is_name(self, event: Any) -> bool:
        """Step to the next place; whether the event is but the name of a value."""
        here = self._levels[-1] if self._levels else None
        if here is None:
            return False
        if not here.is_mapping:
            here.at = 0 if here.at is None else here.at + 1
        elif here.at is None:
            here.at = getattr(event, "value", "")
            return True
        return False

    def _value(self, event: Any, *, begins: bool) -> None:
        baum = self._levels[-1].baum.get(self._levels[-1].at) if self._levels else self._baum
        if baum is not None:
            self.found[tuple(level.at for level in self._levels)] = event.start_mark.line + 1
        if begins and baum is not None:
            self._levels.append(_Ebene(baum, isinstance(event, yaml.MappingStartEvent)))
        elif begins:
            self._skipped = 1
        else:
            self._is_read()

    def _is_read(self) -> None:
        if not self._skipped and self._levels and self._levels[-1].is_mapping:
            self._levels[-1].at = None
