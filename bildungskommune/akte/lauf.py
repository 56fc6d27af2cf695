"""One run of reading: each record finds its row, or becomes one; what is wrong is noted with its place."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from bildungskommune.akte import absatznummern
from bildungskommune.akte.aufbau import Pfad
from bildungskommune.akte.datei import Datei, Fehler
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.herkunft import Zuordnung
from bildungskommune.akte.kurzform import Kurzform
from bildungskommune.akte.modell import Satz, Teil, kapitel
from bildungskommune.akte.namen import Namen, label, name_in_file, own_name
from bildungskommune.akte.satzliste import Satzliste, below
from bildungskommune.akte.schreiben import Schreiber, Vorrat, ordered, wrong_by_itself
from bildungskommune.akte.verweise import Offen, Verweise
from bildungskommune.akte.werte import default, from_data, is_moving, to_data
from bildungskommune.lifecycle import MitStatus, MoveRefused, ReasonMissing, move

GANG = ("status", "status_seit", "status_grund")
Key = tuple[Any, int]
STEHT_FEST = "Das ist schon anders gespeichert und lässt sich nicht mehr ändern."
ZWEIMAL = "Dieser Eintrag steht zweimal in der Liste."


class Lauf:
    """One run of reading."""

    def __init__(self, datei: Datei, schreiber: Schreiber) -> None:
        """`schreiber` writes the rows, and may end the run at the first mistake with Aufgegeben."""
        self.datei = datei
        self._schreiber = schreiber
        self._vorrat = Vorrat()
        self.ergebnis = Ergebnis()
        self._funde: list[tuple[Pfad, str]] = []
        self.mit_personen = not datei.inhalt.get("ohne_personen", False)
        self._namen = Namen()
        self._kurzform = Kurzform()
        self._verweise = Verweise(self._namen)
        self._fremd: dict[models.Model, str] = {}

    @property
    def fehler(self) -> list[Fehler]:
        """What is wrong with the file, each with its place."""
        return self.datei.alle_fehler(self._funde)

    def run(self) -> None:
        self._zuordnung = Zuordnung(self.datei.inhalt)
        for chapter in kapitel():
            self._verweise.chapter = chapter
            level = [Satzliste(top, self.datei.inhalt.get(top.name, []), None, (top.name,)) for top in chapter.teile]
            level = [liste for liste in level if liste.records]
            while level:
                self._load(level)
                level = [deeper for liste in level for deeper in self._read(liste)]
                self._schreiber.flush()
            for later in self._verweise.follow_open():
                self._set(later)
            self._schreiber.flush()
            self._verweise.refuse_circles()
            self._hear_of_references()
        self._zuordnung.save()

    def _load(self, level: list[Satzliste]) -> None:
        """Load all rows below those that are there already, each kind at once."""
        parents: dict[str, list[models.Model]] = {}
        parts = {liste.part.name: liste.part for liste in level}
        for liste in level:
            if liste.parent is not None and not liste.parent_is_new:
                parents.setdefault(liste.part.name, []).append(liste.parent)
        for name, above in parents.items():
            self._vorrat.load(parts[name], above)

    def _set(self, later: Offen) -> None:
        """Write a reference that waited."""
        if later.row in self._fremd:
            self._report(later.pfad, self._fremd[later.row])
        refused = self._schreiber.refer(later.row, later.name)
        if refused is not None and self._check(later.row, later.pfad[:-1]):
            raise refused

    def _read(self, liste: Satzliste) -> list[Satzliste]:
        liste = liste.at_length(self._kurzform, self._namen)
        part = liste.part
        existing = {} if liste.parent_is_new else self._existing(liste)
        records: list[Satz] = [{part.nur: one} if part.nur else one for one in liste.records]
        keys = numbered(self._key(part, satz, index) for index, satz in enumerate(records))
        places = _positions(keys, existing) if part.geordnet else {}
        deeper: list[Satzliste] = []
        for index in _in_order(liste):
            pfad = liste.place(index)
            if keys[index][1] and not part.mehrfach:
                self._report(pfad, ZWEIMAL)
                continue
            deeper += self._one(liste, records[index], existing.pop(keys[index], None), places.get(index), pfad)
        if liste.parent is not None:
            before = self.ergebnis.changes
            self._remove(part, existing)
            self._refuse_change(liste.fremd, before, liste.pfad)
        return deeper

    def _one(
        self, liste: Satzliste, satz: Satz, row: models.Model | None, place: int | None, pfad: Pfad
    ) -> list[Satzliste]:
        is_new = row is None
        fremd, before = self._stranger(liste, row), self.ergebnis.changes
        saved = self._write(liste, satz, row, None if fremd and liste.parent is None else place, pfad)
        if saved is None:
            return []
        if fremd:
            self._refuse_change(fremd, before, pfad)
            self._fremd[saved] = fremd
        elif is_new and liste.parent is None:
            self._zuordnung.brought(liste.part, saved)
        name = own_name(liste.part, saved) if liste.part.ref else ""
        return list(below(Satzliste(liste.part, [], saved, pfad, is_new, name, fremd), satz))

    def _stranger(self, liste: Satzliste, row: models.Model | None) -> str:
        """Return why this row may not change, empty when it may."""
        if liste.parent is not None or row is None:
            return liste.fremd
        return self._zuordnung.stranger(liste.part, row)

    def _refuse_change(self, fremd: str, before: int, pfad: Pfad) -> None:
        """Report what was done to a row of another process; with an error nothing of it stays."""
        if fremd and self.ergebnis.changes > before:
            self._report(pfad, fremd)

    def _existing(self, liste: Satzliste) -> dict[Key, models.Model]:
        above = liste.parent
        rows = ordered(liste.part) if above is None else self._vorrat.below(liste.part, above)
        keys = numbered(self._row_key(liste.part, row, index) for index, row in enumerate(rows))
        return dict(zip(keys, rows, strict=True))

    def _key(self, part: Teil, satz: Satz, index: int) -> Any:
        if not part.schluessel:
            return index
        return tuple(
            satz.get(name) if name in part.verweise else to_data(self._parsed(part, name, satz))
            for name in part.schluessel
        )

    def _row_key(self, part: Teil, row: models.Model, index: int) -> Any:
        if not part.schluessel:
            return index
        return tuple(
            self._namen.name(part.verweise[name], getattr(row, f"{name}_id"))
            if name in part.verweise
            else to_data(getattr(row, name))
            for name in part.schluessel
        )

    def _parsed(self, part: Teil, name: str, satz: Satz) -> Any:
        """Return the value of a field; ValidationErrors surface later, when the row is checked."""
        feld = part.feld(name)
        if name not in satz:
            if name in part.ersatz:
                return from_data(feld, self.datei.inhalt.get(part.ersatz[name][1]))
            return default(feld)
        try:
            return from_data(feld, satz[name])
        except ValidationError:
            return satz[name]

    def _write(
        self, liste: Satzliste, satz: Satz, row: models.Model | None, place: int | None, pfad: Pfad
    ) -> models.Model | None:
        part, is_new = liste.part, row is None
        found = self._found()
        row = part.model_class(**{name: make() for name, make in part.erzeugt.items()}) if row is None else row
        if is_new and liste.parent is not None:
            setattr(row, part.eltern, liste.parent)
        values = self._values(part, satz, pfad)
        if place is not None:
            values["position"] = place
        step = None if is_new else _step(row, values)
        changed = self._assign(part, row, values, pfad, is_new=is_new)
        changed |= self._refer(part, row, satz, pfad, is_new=is_new)
        changed |= self._keep_numbers(row, satz, pfad)
        if self._found() == found and is_new and part.vorbereitung is not None:
            part.vorbereitung(row)
        if self._found() == found and (changed or is_new):
            self._save(part, row, values, pfad, is_new=is_new)
        if self._found() == found:
            self._move(row, step, pfad)
        if self._found() > found:
            self._verweise.broken(part, name_in_file(part, satz, liste.parent_name))
            return None
        self._namen.add(part, row)
        changed |= self._link(part, row, satz, pfad, is_new=is_new)
        if is_new and part.danach is not None:
            part.danach(row)
        self._note(part, row, is_new=is_new, changed=changed or step is not None)
        return row

    def _found(self) -> int:
        """How many errors there are by now, with what cannot be written for an error elsewhere."""
        return len(self._funde) + len(self._verweise.fehler) + self._verweise.verloren

    def _values(self, part: Teil, satz: Satz, pfad: Pfad) -> dict[str, Any]:
        """Return what the fields of a row become; what the file leaves as it is stands not among them."""
        values: dict[str, Any] = {}
        for name in part.felder:
            if name not in satz and self._stays(part, name):
                continue
            try:
                values[name] = (
                    from_data(part.feld(name), satz[name]) if name in satz else self._parsed(part, name, satz)
                )
            except ValidationError as error:
                self._report((*pfad, name), " ".join(error.messages))
        for name, (flag, kopf) in part.ersatz.items():
            if name not in satz:
                values[flag] = True
                if kopf not in self.datei.inhalt:
                    self._report(
                        (*pfad, name), f"Bitte geben Sie das Datum an, hier oder als {kopf} im Kopf der Datei."
                    )
        return values

    def _stays(self, part: Teil, name: str) -> bool:
        """Whether a value that the file does not name is none of its business."""
        if name in part.ersatz:
            return False
        if name in part.bleibt:
            return True
        is_state = name == "status" and issubclass(part.model_class, MitStatus)
        hidden = name in part.persoenliche_felder and not self.mit_personen
        return is_state or hidden or is_moving(part.feld(name))

    def _assign(self, part: Teil, row: models.Model, values: dict[str, Any], pfad: Pfad, *, is_new: bool) -> bool:
        changed = False
        for name, value in values.items():
            if getattr(row, name) == value:
                continue
            if not is_new and name in part.unveraenderlich:
                self._report((*pfad, name), STEHT_FEST)
                continue
            setattr(row, name, value)
            changed = True
        return changed

    def _refer(self, part: Teil, row: models.Model, satz: Satz, pfad: Pfad, *, is_new: bool) -> bool:
        changed = self._verweise.refer(part, row, satz, pfad)
        for name in changed.intersection(part.unveraenderlich if not is_new else ()):
            self._report((*pfad, name), STEHT_FEST)
        return bool(changed)

    def _keep_numbers(self, row: models.Model, satz: Satz, pfad: Pfad) -> bool:
        try:
            return absatznummern.keep(row, satz)
        except ValueError as error:
            self._report((*pfad, absatznummern.NAME), str(error))
            return True

    def _check(self, row: models.Model, pfad: Pfad) -> bool:
        try:
            row.full_clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                place = pfad if name == "__all__" else (*pfad, name)
                self._report(place, " ".join(messages))
            return False
        return True

    def _save(self, part: Teil, row: models.Model, values: dict[str, Any], pfad: Pfad, *, is_new: bool) -> None:
        """Write a row; say all that is wrong when it is wrong by itself or the database refuses it."""
        found: Mapping[str, str] = part.pruefung(row) if part.pruefung is not None and is_new else {}
        refused = None
        if not found and not wrong_by_itself(row):
            refused = self._schreiber.save(part, row, values, is_new=is_new)
            if refused is None:
                return
        is_right = self._check(row, pfad)
        for name, satz in found.items():
            self._report((*pfad, name), satz)
        if refused is not None and is_right:
            raise refused

    def _move(self, row: models.Model, step: dict[str, Any] | None, pfad: Pfad) -> None:
        """Bring what was there into another state, the only way there is."""
        if step is None or not isinstance(row, MitStatus):
            return
        try:
            move(row, step["status"], by=None, grund=step.get("status_grund") or "", now=step.get("status_seit"))
        except (MoveRefused, ReasonMissing) as error:
            self._report((*pfad, "status"), str(error))

    def _link(self, part: Teil, row: models.Model, satz: Satz, pfad: Pfad, *, is_new: bool) -> bool:
        changed = False
        for name, target in part.listen.items():
            refs = enumerate(satz.get(name, []))
            found = {at: self._verweise.resolve(target, ref, (*pfad, name, at), None) for at, ref in refs}
            self._choose(part, name, row, found, pfad)
            wanted = {*found.values()} - {None}
            if (set() if is_new else self._vorrat.linked(part, name, row)) != wanted:
                self._schreiber.link(part, name, row, wanted, is_new=is_new)
                changed = True
        return changed

    def _choose(self, part: Teil, name: str, row: models.Model, found: Mapping[int, Any], pfad: Pfad) -> None:
        """Report what this row may not name in this list, by its place in the file."""
        if name not in part.auswahl or not found:
            return
        allowed = {None, *part.auswahl[name].unter(row).values_list("pk", flat=True)}
        for at, pk in found.items():
            if pk not in allowed:
                self._report((*pfad, name, at), part.auswahl[name].satz)

    def _remove(self, part: Teil, rows: dict[Any, models.Model]) -> None:
        """Take away parts without a name of their own that the file no longer has."""
        if part.ref or part.unveraenderlich or part.persoenlich:
            return
        for row in rows.values():
            self.ergebnis.note(part.name, "entfernt", label(part, row))
            row.delete()

    def _note(self, part: Teil, row: models.Model, *, is_new: bool, changed: bool) -> None:
        what = "neu" if is_new else "geaendert" if changed else "unveraendert"
        self.ergebnis.note(part.name, what, label(part, row) if what != "unveraendert" else "")

    def _hear_of_references(self) -> None:
        """Take over which references of the chapter lead nowhere."""
        for pfad, satz in self._verweise.fehler:
            self._report(pfad, satz)
        self._verweise.fehler.clear()

    def _report(self, pfad: Pfad, satz: str) -> None:
        self._funde.append((pfad, satz))
        self._schreiber.report()


def _step(row: models.Model, values: dict[str, Any]) -> dict[str, Any] | None:
    """Take the state out of the values when it is another one than the row has: states change by a step."""
    if not isinstance(row, MitStatus) or values.get("status", row.status) == row.status:
        return None
    return {name: values.pop(name) for name in GANG if name in values}


def numbered(keys: Iterable[Any]) -> list[Key]:
    """Return the keys with how often each came before."""
    seen: Counter[Any] = Counter()
    found: list[Key] = []
    for key in keys:
        found.append((key, seen[key]))
        seen[key] += 1
    return found


def _positions(keys: list[Key], existing: Mapping[Key, Any]) -> dict[int, int]:
    """Return the position of each record: what stands in this order already keeps its own."""
    there = len(existing)
    if keys[:there] != list(existing):
        return {index: index + 1 for index in range(len(keys))}
    own = [row.position for row in existing.values()]
    last = max(own, default=0)
    return dict(enumerate([*own, *range(last + 1, last + 1 + len(keys) - there)]))


def _in_order(liste: Satzliste) -> list[int]:
    """Return the places of the records, those first that others of the list need before them."""
    waiting = list(range(len(liste.records)))
    if not liste.part.zuerst:
        return waiting
    own = [name_in_file(liste.part, record, liste.parent_name) for record in liste.records]
    order: list[int] = []
    while waiting:
        still = {own[index] for index in waiting}
        free = [
            index for index in waiting if still.isdisjoint(liste.records[index].get(name) for name in liste.part.zuerst)
        ]
        if not free:
            break
        order += free
        waiting = sorted(set(waiting) - set(free))
    return order + waiting
