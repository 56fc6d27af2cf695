"""Write a whole process into a Verfahrensakte: what went in comes out equal."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from bildungskommune.akte import absatznummern
from bildungskommune.akte.kurzform import Kurzform
from bildungskommune.akte.modell import FORMAT, TRENNER, VERSION, Satz, Teil, kapitel, m2m, teil
from bildungskommune.akte.werte import always_written, default, may_be_left_out, to_data

Rows = list[models.Model]
OHNE_PERSONEN = "alles, was eine Person nennt, und Fassungen, in denen Namen stehen können"


class Ausgabe:
    """One run of writing. Loads each kind of record with one query."""

    def __init__(self, *, mit_personen: bool = True, auszug: Mapping[str, models.Q] | None = None) -> None:
        """`auszug` names the lists at the top that are written, and narrows down the rows of these and others."""
        self.mit_personen = mit_personen
        self._auszug = auszug
        self._kopf: Satz = {}
        self._names: dict[str, dict[Any, str]] = {}
        self._kurzform = Kurzform()

    def akte(self, kopf: Satz) -> Satz:
        """Return the content of the file; empty lists are left out, and the head says what is in no file."""
        self._kopf = kopf
        inhalt: Satz = {"format": FORMAT, "version": VERSION, **kopf}
        if not self.mit_personen:
            inhalt["ohne_personen"] = True
        inhalt["enthaelt_nicht"] = self._missing()
        for chapter in kapitel():
            for top in chapter.teile:
                if self._auszug is not None and top.name not in self._auszug:
                    continue
                if records := self._records(top, self._load(top)):
                    inhalt[top.name] = records
        return inhalt

    def _missing(self) -> list[str]:
        missing = [satz for chapter in kapitel() for satz in chapter.ohne]
        return missing if self.mit_personen else [OHNE_PERSONEN, *missing]

    def _load(self, part: Teil) -> Rows:
        order = ("position", "pk") if part.geordnet else part.ordnung
        wanted = (self._auszug or {}).get(part.name, models.Q())
        return list(part.model_class._default_manager.filter(wanted).order_by(*order))

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
        through, near, far = m2m(part, name)
        found: dict[Any, list[str]] = {}
        for own, other in through.objects.order_by("pk").values_list(near, far):
            found.setdefault(own, []).append(self._name(part.listen[name], other))
        return {own: sorted(names) for own, names in found.items()}

    def _record(
        self,
        part: Teil,
        row: models.Model,
        children: dict[str, dict[Any, Rows]],
        listen: dict[str, dict[Any, list[str]]],
    ) -> Satz:
        record = self._fields(part, row) | absatznummern.written(row) | self._references(part, row)
        for name, linked in listen.items():
            if names := linked.get(row.pk):
                record[name] = names
        for child in part.teile:
            rows = children[child.name].get(row.pk, [])
            if records := self._records(child, rows):
                short = self._short(child, rows, records) if child.kurz else {}
                record |= short or {child.name: records}
        return record

    def _short(self, part: Teil, rows: Rows, records: list[Any]) -> Satz:
        """Return the list as plain references where they say it all, else nothing."""
        return self._kurzform.short(part, records, [getattr(row, f"{part.schluessel[0]}_id") for row in rows])

    def _references(self, part: Teil, row: models.Model) -> Satz:
        record: Satz = {}
        for name, target in part.verweise.items():
            if (pk := getattr(row, f"{name}_id")) is not None:
                record[name] = self._name(target, pk)
        for name, wahl in part.je_nach.items():
            if kind := wahl.teil(getattr(row, wahl.nach)):
                record[name] = self._name(kind, getattr(row, wahl.feld))
        return record

    def _fields(self, part: Teil, row: models.Model) -> Satz:
        record: Satz = {}
        said = self._said_by_head(part, row)
        for name in part.felder:
            feld, value = part.feld(name), getattr(row, name)
            if name in said or (name in part.persoenliche_felder and not self.mit_personen):
                continue
            if not always_written(part, name) and may_be_left_out(feld) and value == default(feld):
                continue
            record[name] = to_data(value, feld)
        return record

    def _said_by_head(self, part: Teil, row: models.Model) -> set[str]:
        """Return the fields that the head of this very file says for the row."""
        return {
            name
            for feld, (flag, kopf) in part.ersatz.items()
            if getattr(row, flag) and self._kopf.get(kopf) == to_data(getattr(row, feld))
            for name in (feld, flag)
        }

    def _name(self, target: str, pk: Any) -> str:
        """Return how a record is named from elsewhere."""
        if target not in self._names:
            found = teil(target)
            rows = found.model_class._default_manager.values_list("pk", *found.ref)
            self._names[target] = {row[0]: TRENNER.join(str(to_data(part)) for part in row[1:]) for row in rows}
        return self._names[target][pk]
