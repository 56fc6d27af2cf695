"""How records are named from elsewhere in the file, and which row each name means."""

from typing import Any

from django.db import models

from bildungskommune.akte.modell import TRENNER, Satz, Teil, teil
from bildungskommune.akte.werte import to_data


class Namen:
    """The names of all rows, each kind loaded once and kept up while the file is read."""

    def __init__(self) -> None:
        self._rows: dict[str, dict[str, Any]] = {}
        self._names: dict[str, dict[Any, str]] = {}

    def row(self, target: str, ref: str) -> Any:
        """Return the primary key behind a name, None when there is none."""
        return self._load(target).get(ref)

    def name(self, target: str, pk: Any) -> str | None:
        """Return how a row is named, None when nothing refers to rows of this kind by name."""
        self._load(target)
        return self._names[target].get(pk)

    def add(self, part: Teil, row: models.Model) -> None:
        """Note a row that was just written."""
        if part.ref:
            name = own_name(part, row)
            self._load(part.name)[name] = row.pk
            self._names[part.name][row.pk] = name

    def _load(self, target: str) -> dict[str, Any]:
        if target not in self._rows:
            found = teil(target)
            rows = found.model_class._default_manager.values_list("pk", *found.ref)
            self._rows[target] = {joined(row[1:]): row[0] for row in rows}
            self._names[target] = {pk: name for name, pk in self._rows[target].items()}
        return self._rows[target]


def joined(values: Any) -> str:
    return TRENNER.join(str(to_data(one)) for one in values)


def own_name(part: Teil, row: models.Model) -> str:
    """Return the name of a row, made of what its `ref` looks up."""
    found: list[Any] = []
    for lookup in part.ref:
        value: Any = row
        for step in lookup.split("__"):
            value = getattr(value, step)
        found.append(value)
    return joined(found)


def name_in_file(part: Teil, satz: Satz, parent: str) -> str:
    """Return the name of a record as far as the file says it; `parent` is that of the record it stands in."""
    above = [parent] if any(lookup.startswith(f"{part.eltern}__") for lookup in part.ref) and part.eltern else []
    steps = [lookup.partition("__")[0] for lookup in part.ref]
    return TRENNER.join([*above, *(str(satz.get(step, "")) for step in steps if step != part.eltern)])


def label(part: Teil, row: models.Model) -> str:
    """Return how people are told of a row: its name, or what it says of itself."""
    return own_name(part, row) if part.ref else " ".join(str(row).split())[:80]
