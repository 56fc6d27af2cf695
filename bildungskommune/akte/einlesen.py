"""Read a Verfahrensakte: every error with its place, one transaction, read twice changes nothing."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jsonschema
from django.core.exceptions import ValidationError
from django.db import models, transaction

from bildungskommune.akte.datei import AkteUnlesbar, Datei, Fehler, Pfad
from bildungskommune.akte.modell import FORMAT, TRENNER, VERSION, Kapitel, Satz, Teil, kapitel, teil
from bildungskommune.akte.schema import schema
from bildungskommune.akte.werte import default, from_data, is_moving, to_data
from bildungskommune.versionen import Versioniert

DATES = jsonschema.FormatChecker(["date"])


@dataclass
class Ergebnis:
    """How many records were new, changed and unchanged, by name."""

    neu: Counter[str] = field(default_factory=Counter)
    geaendert: Counter[str] = field(default_factory=Counter)
    unveraendert: Counter[str] = field(default_factory=Counter)
    entfernt: Counter[str] = field(default_factory=Counter)

    @property
    def changes(self) -> int:
        return sum((self.neu + self.geaendert + self.entfernt).values())


@dataclass(frozen=True)
class Satzliste:
    """A list of records to read below one row."""

    part: Teil
    records: list[Any]
    parent: models.Model | None
    pfad: Pfad
    parent_is_new: bool = False


@dataclass(frozen=True)
class Offen:
    """A reference that could not be followed yet."""

    row: models.Model
    part: Teil
    name: str
    ref: str
    pfad: Pfad


class _Trockenlauf(Exception):
    """Ends a dry run so that the transaction takes everything back."""


def einlesen(datei: Datei, *, trocken: bool = False) -> Ergebnis:
    """Read the file into the database; with `trocken` everything is tried and taken back.

    Raises AkteUnlesbar with every error that was found; then nothing is changed.
    """
    if found := list(_schema_errors(datei)):
        raise AkteUnlesbar(found)
    lauf = Lauf(datei)
    try:
        with transaction.atomic():
            lauf.run()
            if lauf.fehler:
                raise AkteUnlesbar(lauf.fehler)
            if trocken:
                raise _Trockenlauf
    except _Trockenlauf:
        pass
    return lauf.ergebnis


def _schema_errors(datei: Datei) -> Iterable[Fehler]:
    if datei.inhalt.get("format") != FORMAT or datei.inhalt.get("version") != VERSION:
        yield datei.fehler(("version",), f"Erwartet werden „format: {FORMAT}“ und „version: {VERSION}“.")
        return
    validator = jsonschema.Draft202012Validator(schema(), format_checker=DATES)
    for error in validator.iter_errors(datei.inhalt):
        yield datei.fehler(tuple(error.absolute_path), _schema_sentence(error))


def _schema_sentence(error: jsonschema.ValidationError) -> str:
    expected: Any = error.validator_value
    found: Any = error.instance
    known: Any = error.schema.get("properties") if isinstance(error.schema, Mapping) else ()
    match error.validator:
        case "required":
            satz = f"Es fehlt: {', '.join(name for name in expected if name not in found)}."
        case "additionalProperties":
            names = [name for name in found if name not in known]
            satz = f"Unbekannte Angabe: {', '.join(names)}. Bitte prüfen Sie die Schreibweise."
        case "enum":
            satz = f"„{found}“ ist nicht möglich. Erlaubt sind: {', '.join(map(str, expected))}."
        case "maxLength":
            satz = f"Der Text hat {len(found)} Zeichen, erlaubt sind {expected}."
        case "format":
            satz = f"„{found}“ ist kein Tag im Kalender. Bitte schreiben Sie ihn wie 2026-10-31."
        case "type":
            satz = f"Hier wird etwas anderes erwartet ({expected})."
        case _:
            satz = f"Die Angabe passt nicht ({error.message[:120]})."
    return satz


def _leads_back(ways: dict[Any, Any], start: Any) -> bool:
    """Whether the way up from `start` comes back to it."""
    seen: set[Any] = set()
    now = ways.get(start)
    while now is not None and now != start and now not in seen:
        seen.add(now)
        now = ways.get(now)
    return now == start and start is not None


class Lauf:
    """One run of reading."""

    def __init__(self, datei: Datei) -> None:
        self.datei = datei
        self.ergebnis = Ergebnis()
        self.fehler: list[Fehler] = []
        self._refs: dict[str, dict[str, Any]] = {}
        self._broken: set[tuple[str, str]] = set()
        self._offen: list[Offen] = []
        self._stufen: list[Offen] = []
        self._chapter = Kapitel(0, ())

    def run(self) -> None:
        for chapter in kapitel():
            self._chapter = chapter
            level = [Satzliste(top, self.datei.inhalt.get(top.name, []), None, (top.name,)) for top in chapter.teile]
            level = [liste for liste in level if liste.records]
            while level:
                level = [deeper for liste in level for deeper in self._read(liste)]
            self._follow_open()
            self._refuse_circles()

    def _read(self, liste: Satzliste) -> list[Satzliste]:
        existing = {} if liste.parent_is_new else self._existing(liste)
        deeper: list[Satzliste] = []
        seen: set[Any] = set()
        for index in self._in_order(liste):
            pfad = (*liste.pfad, index)
            satz: Satz = {liste.part.nur: liste.records[index]} if liste.part.nur else liste.records[index]
            key = self._key(liste.part, satz, index)
            if key in seen:
                self._report(pfad, "Dieser Eintrag steht zweimal in der Liste.")
                continue
            seen.add(key)
            row = existing.pop(key, None)
            deeper += self._one(liste, satz, row, index, pfad)
        if liste.parent is not None:
            self._remove(liste.part, existing)
        return deeper

    def _in_order(self, liste: Satzliste) -> list[int]:
        """Return the places of the records, those first that others of the list name.

        Where the order of the file is kept nothing moves: there a reference waits until the chapter is read.
        """
        waiting = list(range(len(liste.records)))
        above = [name for name, target in liste.part.verweise.items() if target == liste.part.name]
        if not above or liste.part.geordnet or liste.part.ordnung == ("pk",):
            return waiting
        own = [self._own_ref(liste, record) for record in liste.records]
        order: list[int] = []
        while waiting:
            still = {own[index] for index in waiting}
            free = [index for index in waiting if still.isdisjoint(liste.records[index].get(name) for name in above)]
            if not free:
                break
            order += free
            waiting = sorted(set(waiting) - set(free))
        return order + waiting

    def _one(self, liste: Satzliste, satz: Satz, row: models.Model | None, index: int, pfad: Pfad) -> list[Satzliste]:
        is_new = row is None
        saved = self._write(liste, satz, row, index, pfad)
        if saved is None:
            return []
        return [
            Satzliste(child, satz.get(child.name, []), saved, (*pfad, child.name), is_new)
            for child in liste.part.teile
            if satz.get(child.name) or not is_new
        ]

    def _existing(self, liste: Satzliste) -> dict[Any, models.Model]:
        rows = liste.part.model_class._default_manager.order_by("position" if liste.part.geordnet else "pk", "pk")
        if liste.parent is not None:
            rows = rows.filter(**{liste.part.eltern: liste.parent})
        return {self._row_key(liste.part, row, index): row for index, row in enumerate(rows)}

    def _key(self, part: Teil, satz: Satz, index: int) -> Any:
        if not part.schluessel:
            return index
        return tuple(self._normal(part, name, satz) for name in part.schluessel)

    def _normal(self, part: Teil, name: str, satz: Satz) -> Any:
        if name in part.verweise:
            return satz.get(name)
        return to_data(self._parsed(part, name, satz))

    def _row_key(self, part: Teil, row: models.Model, index: int) -> Any:
        if not part.schluessel:
            return index
        return tuple(
            self._ref_name(part.verweise[name], getattr(row, f"{name}_id"))
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
        self, liste: Satzliste, satz: Satz, row: models.Model | None, index: int, pfad: Pfad
    ) -> models.Model | None:
        part, is_new = liste.part, row is None
        found = len(self.fehler)
        row = part.model_class(**{name: make() for name, make in part.erzeugt.items()}) if row is None else row
        if is_new and liste.parent is not None:
            setattr(row, part.eltern, liste.parent)
        changed = self._assign(part, row, satz, index, pfad, is_new=is_new)
        changed |= self._refer(part, row, satz, pfad)
        if len(self.fehler) == found and (changed or is_new):
            self._check(row, pfad)
        if len(self.fehler) > found:
            self._broken.add((part.name, self._own_ref(liste, satz)))
            return None
        if changed or is_new:
            if isinstance(row, Versioniert) and not is_new:
                row.version += 1
            row.save()
        if part.ref:
            self._known(part.name)[self._own_ref_of(part, row)] = row.pk
        changed |= self._link(part, row, satz, pfad)
        self._count(part, is_new=is_new, changed=changed)
        return row

    def _assign(self, part: Teil, row: models.Model, satz: Satz, index: int, pfad: Pfad, *, is_new: bool) -> bool:
        changed = False
        values: dict[str, Any] = {"position": index + 1} if part.geordnet else {}
        for name in part.felder:
            if name not in satz and is_moving(part.feld(name)) and name not in part.ersatz:
                continue
            try:
                values[name] = (
                    from_data(part.feld(name), satz[name]) if name in satz else self._parsed(part, name, satz)
                )
            except ValidationError as error:
                self._report((*pfad, name), " ".join(error.messages))
        for name, (flag, _) in part.ersatz.items():
            values[flag] = name not in satz
        for name, value in values.items():
            if getattr(row, name) != value:
                if not is_new and name in part.unveraenderlich:
                    self._report((*pfad, name), "Das ist schon anders gespeichert und lässt sich nicht mehr ändern.")
                    continue
                setattr(row, name, value)
                changed = True
        return changed

    def _refer(self, part: Teil, row: models.Model, satz: Satz, pfad: Pfad) -> bool:
        changed = False
        for name, target in part.verweise.items():
            ref = satz.get(name)
            pk = self._resolve(target, ref, (*pfad, name), Offen(row, part, name, ref or "", (*pfad, name)))
            if target == part.name and ref:
                self._stufen.append(Offen(row, part, name, ref, (*pfad, name)))
            if pk is not None or ref is None:
                changed |= getattr(row, f"{name}_id") != pk
                setattr(row, f"{name}_id", pk)
        return changed

    def _resolve(self, target: str, ref: str | None, pfad: Pfad, later: Offen | None) -> Any:
        if ref is None:
            return None
        known = self._known(target)
        if ref in known:
            return known[ref]
        if later is not None and later.part.feld(later.name).null and target in {part.name for part in self._rest()}:
            self._offen.append(later)
        elif (target, ref) not in self._broken:
            self._report(pfad, f"„{ref}“ gibt es unter {target} nicht.")
        return None

    def _rest(self) -> Iterable[Teil]:
        """The kinds of record that may still come in this chapter: references to them wait until it is read."""
        return (found for top in self._chapter.teile for found in top.walk())

    def _follow_open(self) -> None:
        waiting, self._offen = self._offen, []
        for later in waiting:
            pk = self._resolve(later.part.verweise[later.name], later.ref, later.pfad, None)
            if pk is not None and later.row.pk and getattr(later.row, f"{later.name}_id") != pk:
                setattr(later.row, f"{later.name}_id", pk)
                if self._check(later.row, later.pfad[:-1]):
                    later.row.save(update_fields=[later.name])

    def _refuse_circles(self) -> None:
        """Nothing stands above itself, however long the way."""
        waiting, self._stufen = self._stufen, []
        above: dict[tuple[str, str], dict[Any, Any]] = {}
        for step in waiting:
            rows = step.part.model_class._default_manager
            ways = above.setdefault((step.part.name, step.name), dict(rows.values_list("pk", f"{step.name}_id")))
            if _leads_back(ways, step.row.pk):
                self._report(step.pfad, f"„{step.ref}“ führt im Kreis zu diesem Eintrag zurück.")

    def _link(self, part: Teil, row: models.Model, satz: Satz, pfad: Pfad) -> bool:
        changed = False
        for name, target in part.listen.items():
            wanted = {self._resolve(target, ref, (*pfad, name), None) for ref in satz.get(name, [])} - {None}
            manager = getattr(row, name)
            if set(manager.values_list("pk", flat=True)) != wanted:
                manager.set(wanted)
                changed = True
        return changed

    def _check(self, row: models.Model, pfad: Pfad) -> bool:
        try:
            row.full_clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                place = pfad if name == "__all__" else (*pfad, name)
                self._report(place, " ".join(messages))
            return False
        return True

    def _remove(self, part: Teil, rows: dict[Any, models.Model]) -> None:
        """Take away parts without a name of their own that the file no longer has."""
        if part.ref or part.unveraenderlich or part.persoenlich:
            return
        for row in rows.values():
            row.delete()
            self.ergebnis.entfernt[part.name] += 1

    def _count(self, part: Teil, *, is_new: bool, changed: bool) -> None:
        counter = self.ergebnis.neu if is_new else self.ergebnis.geaendert if changed else self.ergebnis.unveraendert
        counter[part.name] += 1

    def _known(self, target: str) -> dict[str, Any]:
        if target not in self._refs:
            rows = teil(target).model_class._default_manager.values_list("pk", *teil(target).ref)
            self._refs[target] = {TRENNER.join(str(to_data(one)) for one in row[1:]): row[0] for row in rows}
        return self._refs[target]

    def _ref_name(self, target: str, pk: Any) -> str | None:
        return next((name for name, known in self._known(target).items() if known == pk), None)

    def _own_ref_of(self, part: Teil, row: models.Model) -> str:
        found: list[Any] = []
        for lookup in part.ref:
            value: Any = row
            for step in lookup.split("__"):
                value = getattr(value, step)
            found.append(value)
        return TRENNER.join(str(to_data(one)) for one in found)

    def _own_ref(self, liste: Satzliste, satz: Satz) -> str:
        own = [str(satz.get(lookup.rsplit("__", 1)[-1], "")) for lookup in liste.part.ref[-1:]]
        above = [self._own_parent(liste)] if len(liste.part.ref) > 1 else []
        return TRENNER.join([*above, *own])

    def _own_parent(self, liste: Satzliste) -> str:
        if liste.parent is None:
            return ""
        owner = next((part for part in self._rest() if liste.part in part.teile), None)
        return self._own_ref_of(owner, liste.parent) if owner and owner.ref else ""

    def _report(self, pfad: Pfad, satz: str) -> None:
        self.fehler.append(self.datei.fehler(pfad, satz))
