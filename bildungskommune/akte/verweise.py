"""Follow the references of a file: at once, or when the chapter is read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models

from bildungskommune.akte.aufbau import Pfad
from bildungskommune.akte.modell import Kapitel, Satz, Teil
from bildungskommune.akte.namen import Namen


@dataclass(frozen=True)
class Offen:
    """A reference that could not be followed yet."""

    row: models.Model
    part: Teil
    name: str
    ref: str
    pfad: Pfad


class Verweise:
    """The references of one run. `fehler` gathers those that lead nowhere, with their path."""

    def __init__(self, namen: Namen) -> None:
        self.namen = namen
        self.chapter = Kapitel(0, ())
        self.fehler: list[tuple[Pfad, str]] = []
        self.verloren = 0
        """How many records cannot be, because what they have to name is refused."""
        self._broken: set[tuple[str, str]] = set()
        self._offen: list[Offen] = []
        self._stufen: list[Offen] = []

    def broken(self, part: Teil, name: str) -> None:
        """Note a record that is refused itself: who names it is not to blame."""
        self._broken.add((part.name, name))

    def refer(self, part: Teil, row: models.Model, satz: Satz, pfad: Pfad) -> set[str]:
        """Set the references of a row; returns the names of those that changed."""
        changed: set[str] = set()
        for name, target in part.verweise.items():
            ref = satz.get(name)
            place = (*pfad, name)
            pk = self.resolve(target, ref, place, Offen(row, part, name, ref or "", place))
            if target == part.name and ref:
                self._stufen.append(Offen(row, part, name, ref, place))
            if (pk is not None or ref is None) and getattr(row, f"{name}_id") != pk:
                changed.add(name)
                setattr(row, f"{name}_id", pk)
        for name, wahl in part.je_nach.items():
            target = wahl.teil(str(satz.get(wahl.nach))) or ""
            pk = self.resolve(target, satz.get(name), (*pfad, name), None)
            if pk is not None and getattr(row, wahl.feld) != pk:
                changed.add(name)
                setattr(row, wahl.feld, pk)
        return changed

    def resolve(self, target: str, ref: str | None, pfad: Pfad, later: Offen | None) -> Any:
        """Return the primary key behind a reference; None when there is none, or none yet."""
        if ref is None:
            return None
        pk = self.namen.row(target, ref) if target else None
        if pk is not None:
            return pk
        needed = later is not None and not later.part.feld(later.name).null
        if later is not None and not needed and target in {part.name for part in self._rest()}:
            self._offen.append(later)
        elif (target, ref) not in self._broken:
            self.fehler.append((pfad, f"„{ref}“ gibt es unter {target or 'dieser Stufe'} nicht."))
        elif needed:
            self.verloren += 1
        return None

    def follow_open(self) -> Iterable[Offen]:
        """Set the references that waited; yields those whose row has changed and is to be checked and saved."""
        waiting, self._offen = self._offen, []
        for later in waiting:
            pk = self.resolve(later.part.verweise[later.name], later.ref, later.pfad, None)
            if pk is not None and later.row.pk and getattr(later.row, f"{later.name}_id") != pk:
                setattr(later.row, f"{later.name}_id", pk)
                yield later

    def refuse_circles(self) -> None:
        """Nothing stands above itself, however long the way."""
        waiting, self._stufen = self._stufen, []
        above: dict[tuple[str, str], dict[Any, Any]] = {}
        for step in waiting:
            rows = step.part.model_class._default_manager
            ways = above.setdefault((step.part.name, step.name), dict(rows.values_list("pk", f"{step.name}_id")))
            if _leads_back(ways, step.row.pk):
                self.fehler.append((step.pfad, f"„{step.ref}“ führt im Kreis zu diesem Eintrag zurück."))

    def _rest(self) -> Iterable[Teil]:
        """The kinds of record that may still come in this chapter: references to them wait until it is read."""
        return (found for top in self.chapter.teile for found in top.walk())


def _leads_back(ways: dict[Any, Any], start: Any) -> bool:
    """Whether the way up from `start` comes back to it."""
    seen: set[Any] = set()
    now = ways.get(start)
    while now is not None and now != start and now not in seen:
        seen.add(now)
        now = ways.get(now)
    return now == start and start is not None
