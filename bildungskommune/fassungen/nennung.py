"""Who is named in a snapshot: it holds a reference and a seal, the name itself stands in a table and can go.

{"person": "p3", "siegel": "9f2c…"}: `p3` is the `Namensstelle`, the seal a SHA-256 over its salt and its name. While
the name is there the seal shows that nobody swapped it; once both are gone it tells nothing.
"""

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from bildungskommune.fassungen.namensstelle import Namensstelle, quelle
from bildungskommune.shape import Shape

NAME: Shape = {"person": str, "siegel": str}
FEHLT = "Name fehlt"
"""What is shown where the table lacks a row; the nightly check tells of it."""
Data = dict[str, Any]
_PARTS = {"person", "siegel"}


@dataclass(frozen=True)
class Name:
    """The name of a person, as a stage collects it: where it stands, and what it was taken from."""

    name: str
    wo: str
    von: models.Model


def named(name: str, wo: str, von: models.Model) -> Name | None:
    """Return the name as a stage collects it, None for nobody."""
    return Name(name, wo, von) if name else None


def seal(salz: str, name: str) -> str:
    return hashlib.sha256(f"{salz}\n{name}".encode()).hexdigest()


def taken_out(content: Data) -> tuple[Data, list[Namensstelle]]:
    """Return what was collected with a reference in place of each name, and the rows that hold the names."""
    rows: list[Namensstelle] = []

    def without(value: Any) -> Any:
        if isinstance(value, Name):
            rows.append(_row(value, f"p{len(rows) + 1}"))
            return {"person": rows[-1].kennung, "siegel": seal(rows[-1].salz, rows[-1].name)}
        if isinstance(value, Mapping):
            return {key: without(part) for key, part in value.items()}
        return [without(part) for part in value] if isinstance(value, list | tuple) else value

    return without(content), rows


def _row(found: Name, kennung: str) -> Namensstelle:
    return Namensstelle(
        kennung=kennung,
        wo=found.wo,
        name=found.name,
        salz=secrets.token_hex(16),
        quelle=quelle(found.von),
    )


class AlteNamen:
    """Makes references of the names that stood in old snapshots, in their order: the frozen bytes still hold them."""

    def __init__(self) -> None:
        self.count = 0

    def add(self, name: str, wo: str, quelle: str = "") -> Data | None:
        """Return the reference with the name beside it, None for nobody."""
        if not name:
            return None
        self.count += 1
        return {"person": f"p{self.count}", "siegel": "", "name": name, "wo": wo, "quelle": quelle}


def references(value: Any) -> Iterator[Data]:
    """Yield each reference of a snapshot in the newest form."""
    if isinstance(value, dict):
        if value.keys() >= _PARTS:
            yield value
            return
        value = value.values()
    elif not isinstance(value, list):
        return
    for part in value:
        yield from references(part)


def written_in(value: Any, stellen: Mapping[str, Namensstelle]) -> Any:
    """Return a snapshot with the names in their places, and with words where a name was taken out."""
    if isinstance(value, list):
        return [written_in(part, stellen) for part in value]
    if not isinstance(value, dict):
        return value
    if value.keys() >= _PARTS:
        return _words(value, stellen.get(value["person"]))
    return {key: written_in(part, stellen) for key, part in value.items()}


def _words(reference: Data, row: Namensstelle | None) -> str:
    if row is not None and row.entfernt_am is not None:
        return row.worte
    # What is frozen in plain words is what was said, whatever a row says.
    return str(reference.get("name") or (row.worte if row is not None else FEHLT))


def befund(reference: Data, row: Namensstelle | None) -> str:
    """Say what is wrong with the name of a reference, empty when nothing is."""
    if row is None:
        return "" if "name" in reference else f"Der Name {reference['person']} fehlt."
    if row.entfernt_am is not None:
        return ""
    is_frozen = row.name == reference.get("name") or seal(row.salz, row.name) == reference["siegel"]
    return "" if is_frozen else f"Der Name {reference['person']} ist nicht der eingefrorene."
