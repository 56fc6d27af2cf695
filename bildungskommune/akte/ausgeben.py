"""Write a whole process into a Verfahrensakte: what went in comes out equal."""

from typing import Any

from django.db import models

from bildungskommune.akte.modell import FORMAT, TRENNER, VERSION, Satz, Teil, kapitel, teil
from bildungskommune.akte.werte import default, is_moving, may_be_left_out, to_data

Rows = list[models.Model]


class Ausgabe:
    """One run of writing. Loads each kind of record with one query."""

    def __init__(self, *, mit_personen: bool = True) -> None:
        self.mit_personen = mit_personen
        self._names: dict[str, dict[Any, str]] = {}

    def akte(self, kopf: Satz) -> Satz:
        """Return the content of the file; empty lists are left out."""
        inhalt: Satz = {"format": FORMAT, "version": VERSION, **kopf}
        for chapter in kapitel():
            for top in chapter.teile:
                if records := self._records(top, self._load(top)):
                    inhalt[top.name] = records
        return inhalt

    def _load(self, part: Teil) -> Rows:
        order = ("position", "pk") if part.geordnet else part.ordnung
        return list(part.model_class._default_manager.order_by(*order))

    def _records(self, part: Teil, rows: Rows) -> list[Any]:
        if part.persoenlich and not self.mit_personen:
            return []
        if part.nur:
            return [self._name(part.verweise[part.nur], getattr(row, f"{part.nur}_id")) for row in rows]
        children = {child.name: self._by_parent(child) for child in part.teile}
        listen = {name: self._linked(part, name) for name in part.listen}
        return [self._record(part, row, children, listen) for row in rows]

    def _by_parent(self, child: Teil) -> dict[Any, Rows]:
        found: dict[Any, Rows] = {}
        for row in self._load(child):
            found.setdefault(getattr(row, f"{child.eltern}_id"), []).append(row)
        return found

    def _linked(self, part: Teil, name: str) -> dict[Any, list[str]]:
        through = getattr(part.model_class, name).through
        near = part.model_class._meta.get_field(name).m2m_field_name()  # type: ignore[union-attr]  # a ManyToManyField
        far = part.model_class._meta.get_field(name).m2m_reverse_field_name()  # type: ignore[union-attr]  # a ManyToManyField
        found: dict[Any, list[str]] = {}
        for own, other in through.objects.order_by("pk").values_list(f"{near}_id", f"{far}_id"):
            found.setdefault(own, []).append(self._name(part.listen[name], other))
        return {own: sorted(names) for own, names in found.items()}

    def _record(
        self,
        part: Teil,
        row: models.Model,
        children: dict[str, dict[Any, Rows]],
        listen: dict[str, dict[Any, list[str]]],
    ) -> Satz:
        record = self._fields(part, row)
        for name, target in part.verweise.items():
            if (pk := getattr(row, f"{name}_id")) is not None:
                record[name] = self._name(target, pk)
        for name, linked in listen.items():
            if names := linked.get(row.pk):
                record[name] = names
        for child in part.teile:
            if records := self._records(child, children[child.name].get(row.pk, [])):
                record[child.name] = records
        return record

    def _fields(self, part: Teil, row: models.Model) -> Satz:
        record: Satz = {}
        for name in part.felder:
            feld, value = part.feld(name), getattr(row, name)
            if name in part.persoenliche_felder and not self.mit_personen:
                continue
            if name in part.ersatz and getattr(row, part.ersatz[name][0]):
                continue
            if not is_moving(feld) and may_be_left_out(feld) and value == default(feld):
                continue
            record[name] = to_data(value)
        return record

    def _name(self, target: str, pk: Any) -> str:
        """Return how a record is named from elsewhere."""
        if target not in self._names:
            found = teil(target)
            rows = found.model_class._default_manager.values_list("pk", *found.ref)
            self._names[target] = {row[0]: TRENNER.join(str(to_data(part)) for part in row[1:]) for row in rows}
        return self._names[target][pk]
