"""Say quickly why a large text is no YAML: PyYAML reads only the innermost entry before the place where it breaks.

libyaml is fast, but PyYAML has the word that people know. It gets the entry in which libyaml gave up, below names that
stand as far to the right as the real ones.
"""

import io
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import yaml

from bildungskommune.akte.aufbau import KeinYaml


@dataclass(slots=True)
class _Ebene:
    """A list or mapping that was open when the text broke."""

    is_mapping: bool
    in_flow: bool
    column: int
    name: Any = None
    """Where the name of its last value begins."""
    has_name: bool = False
    """Whether that value is still to come or not yet read to its end."""


class _Rest:
    """A text without its beginning, for which something else stands."""

    def __init__(self, head: bytes, text: bytes, begin: int) -> None:
        self._head = head
        self._text = io.BytesIO(text)
        self._text.seek(begin)

    def read(self, size: int = -1) -> bytes:
        head, self._head = self._head, b""
        return head or self._text.read(size)


def refuse(text: bytes) -> None:
    """Raise KeinYaml with the word of PyYAML; returns when PyYAML sees no break there, or has to see the whole text."""
    if text.startswith(b"%") or b"\n%" in text or _has_rare_breaks(text):
        return  # what tags mean is said at the top; lines are counted by their usual end
    levels = _open_at_the_break(text)
    while levels and (levels[-1].in_flow or not levels[-1].is_mapping or levels[-1].name is None):
        levels.pop()
    if not levels or any(level.in_flow for level in levels):
        return
    mark = levels[-1].name
    head = "".join(f"{' ' * level.column}{'k:' if level.is_mapping else '-'}\n" for level in levels[:-1])
    line, begin = _line(text, mark.line)
    if line[: mark.column].strip(" -"):
        return
    first = " " * mark.column + line[mark.column :]
    try:
        for _ in yaml.parse(_Rest((head + first).encode(), text, begin), Loader=yaml.SafeLoader):
            pass
    except yaml.MarkedYAMLError as error:
        if error.problem_mark is not None:
            zeile = error.problem_mark.line + 1 - (len(levels) - 1) + mark.line
            raise KeinYaml(zeile, error.problem) from error


def _has_rare_breaks(text: bytes) -> bool:
    return text.count(b"\r") != text.count(b"\r\n") or any(one.encode() in text for one in "\x85\u2028\u2029")


def _line(text: bytes, number: int) -> tuple[str, int]:
    """Return a line, counted from 0, with its end, and where the next one begins."""
    begin = 0
    for _ in range(number):
        begin = text.index(b"\n", begin) + 1
    end = text.find(b"\n", begin) + 1 or len(text)
    return text[begin:end].decode(), end


def _open_at_the_break(text: bytes) -> list[_Ebene]:
    levels: list[_Ebene] = []
    with suppress(yaml.YAMLError):
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.CollectionEndEvent):
                levels.pop()
                _step(levels)
            elif isinstance(event, yaml.CollectionStartEvent):
                _note_name(levels, event)
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                mark = event.start_mark
                assert mark is not None  # libyaml marks every event
                levels.append(_Ebene(is_mapping, bool(event.flow_style), mark.column))
            elif isinstance(event, yaml.NodeEvent):
                _note_name(levels, event)
                _step(levels)
    return levels


def _note_name(levels: list[_Ebene], event: yaml.NodeEvent) -> None:
    if levels and levels[-1].is_mapping and not levels[-1].has_name:
        levels[-1].name = event.start_mark


def _step(levels: list[_Ebene]) -> None:
    """Go on from a name to its value, and from a value to the next name."""
    if levels and levels[-1].is_mapping:
        levels[-1].has_name = not levels[-1].has_name
