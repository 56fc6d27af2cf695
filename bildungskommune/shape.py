"""The shape of plain data: which keys it has, and of what kind their values are.

{"titel": str, "rang": int | None, "karten": [{"code": str}], "weitere": Each(int)}
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import UnionType
from typing import Any, Union

Shape = Union[type, UnionType, Mapping[str, "Shape"], list["Shape"], "Each", "Maybe"]


@dataclass(frozen=True)
class Each:
    """An object whose keys are data, and whose values all have this shape."""

    shape: Shape


@dataclass(frozen=True)
class Maybe:
    """What has this shape, or is None because nobody knows it."""

    shape: Shape


def misfit(value: Any, shape: Shape) -> str | None:
    """Return the first place that does not fit, such as ".karten[3].code", None when all fit.

    What the shape does not name may be there, too.
    """
    if isinstance(shape, type | UnionType):
        return None if isinstance(value, shape) else ""
    if isinstance(shape, Maybe):
        return None if value is None else misfit(value, shape.shape)
    if not isinstance(value, list if isinstance(shape, list) else dict):
        return ""
    for place, part, wanted in _parts(value, shape):
        if (found := misfit(part, wanted)) is not None:
            return f"{place}{found}"
    return None


class _Missing:
    """Stands for what is not there, and fits nothing."""


_MISSING = _Missing()


def _parts(value: Any, shape: Any) -> Iterator[tuple[str, Any, Shape]]:
    if isinstance(shape, list):
        return ((f"[{place}]", part, shape[0]) for place, part in enumerate(value))
    if isinstance(shape, Each):
        return ((f".{key}", part, shape.shape) for key, part in value.items())
    return ((f".{key}", value.get(key, _MISSING), wanted) for key, wanted in shape.items())
