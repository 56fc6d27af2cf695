"""Do what was chosen of a file: new Abschnitte, changed ones, their order; all or nothing."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction

from bildungskommune.audit.log import By, record
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import lock, renumber
from leitbild import drafting
from leitbild.drafting import MAX_EBENE
from leitbild.einlesen import AUSLASSEN, FREIE_BEZEICHNUNG, UEBERNEHMEN, VORSPANN, Plan, Zeile
from leitbild.models import Abschnitt, Art, Fussnote, Leitbild


class Veraltet(Exception):
    """Somebody has changed the Leitbild since the preview was made."""


@dataclass
class Ergebnis:
    neu: int = 0
    geaendert: int = 0
    geloescht: int = 0


@dataclass(frozen=True)
class Wahl:
    """What was chosen in the preview."""

    was: Mapping[int, str]
    """For each part of the file, by its place."""
    loeschen: Collection[int] = ()
    kopf: bool = False
    stand: str = ""


def take(plan: Plan, wahl: Wahl, *, by: By) -> Ergebnis:
    """Store what was chosen. Raises Veraltet, and StillNeeded for an Abschnitt that cannot be deleted."""
    with transaction.atomic():
        lock(plan.leitbild)
        if wahl.stand != plan.stand:
            raise Veraltet
        arbeit = _Uebernahme(plan.leitbild, by)
        head = dict(plan.kopf) if wahl.kopf else {}
        for zeile in plan.zeilen:
            chosen = wahl.was.get(zeile.nr, AUSLASSEN)
            if chosen == VORSPANN:
                head |= zeile.werte
            else:
                arbeit.row(zeile, chosen)
        arbeit.head(head)
        arbeit.delete([one for one in plan.fehlend if one.pk in wahl.loeschen])
        arbeit.order()
        ergebnis = arbeit.ergebnis
        record(by, "leitbild.eingelesen", plan.leitbild, **vars(ergebnis))
    return ergebnis


@dataclass
class _Uebernahme:
    leitbild: Leitbild
    by: By
    ergebnis: Ergebnis = field(default_factory=Ergebnis)
    _above: list[tuple[int, Abschnitt]] = field(default_factory=list)
    """The headings under which the reader stands, with their levels in the file."""
    _order: dict[int | None, list[int]] = field(default_factory=dict)

    def row(self, zeile: Zeile, chosen: str) -> None:
        if zeile.abschnitt is None and chosen == AUSLASSEN:
            return
        ebene = max(zeile.teil.ebene, 1)
        while self._above and self._above[-1][0] >= ebene:
            self._above.pop()
        parent = self._above[min(len(self._above), MAX_EBENE - 1) - 1][1] if self._above else None
        if zeile.abschnitt is None:
            abschnitt = self._add(zeile, chosen, parent)
        else:
            abschnitt = zeile.abschnitt
            if chosen == UEBERNEHMEN:
                self._change(zeile, abschnitt, parent)
        self._above.append((ebene, abschnitt))
        self._order.setdefault(abschnitt.uebergeordnet_id, []).append(abschnitt.pk)

    def _add(self, zeile: Zeile, art: str, parent: Abschnitt | None) -> Abschnitt:
        abschnitt = Abschnitt(leitbild=self.leitbild, uebergeordnet=parent, art=art, **zeile.werte)
        if art == Art.FREI:
            abschnitt.eigene_bezeichnung = FREIE_BEZEICHNUNG
        drafting.add_abschnitt(abschnitt, by=self.by)
        self._write_notes(zeile, abschnitt)
        self.ergebnis.neu += 1
        return abschnitt

    def _change(self, zeile: Zeile, abschnitt: Abschnitt, parent: Abschnitt | None) -> None:
        fields = list(zeile.werte)
        for name, value in zeile.werte.items():
            setattr(abschnitt, name, value)
        if self._moves(abschnitt, parent):
            abschnitt.uebergeordnet = parent
            fields.append("uebergeordnet")
        if fields:
            drafting.change_abschnitt(abschnitt, fields, by=self.by)
        self._write_notes(zeile, abschnitt)
        self.ergebnis.geaendert += bool(fields or zeile.noten)

    def _moves(self, abschnitt: Abschnitt, parent: Abschnitt | None) -> bool:
        """Whether it stands under another one now, where it may stand."""
        if abschnitt.uebergeordnet_id == (parent and parent.pk):
            return False
        return parent is None or parent.pk in drafting.possible_parents(abschnitt)

    def _write_notes(self, zeile: Zeile, abschnitt: Abschnitt) -> None:
        there = {note.nr: note for note in abschnitt.fussnoten.all()}
        for note in zeile.noten:
            if own := there.get(note.nr):
                own.text = note.text
                aendern.change(own, ["text"], by=self.by)
            else:
                aendern.create(Fussnote(abschnitt=abschnitt, nr=note.nr, text=note.text), by=self.by)

    def head(self, werte: Mapping[str, str]) -> None:
        for name, value in werte.items():
            setattr(self.leitbild, name, value)
        aendern.change(self.leitbild, list(werte), by=self.by)

    def delete(self, gone: Sequence[Abschnitt]) -> None:
        """Delete the deepest ones first: none goes while another stands under it."""
        keys = {one.pk for one in gone}
        for ast in reversed(drafting.tree(self.leitbild.abschnitte.all())):
            if ast.abschnitt.pk in keys:
                aendern.delete(ast.abschnitt, by=self.by)
                self.ergebnis.geloescht += 1

    def order(self) -> None:
        """Let the parts stand as in the file; what the file does not hold stays behind its neighbour."""
        rows: dict[int | None, list[Abschnitt]] = {}
        for abschnitt in self.leitbild.abschnitte.order_by("position", "pk"):
            rows.setdefault(abschnitt.uebergeordnet_id, []).append(abschnitt)
        for parent, siblings in rows.items():
            if parent in self._order:
                renumber(_ordered(siblings, self._order[parent]))


def _ordered(siblings: Sequence[Abschnitt], wanted: Sequence[int]) -> list[Abschnitt]:
    by_key = {one.pk: one for one in siblings}
    found = [by_key[key] for key in wanted if key in by_key]
    for place, one in enumerate(siblings):
        if one not in found:
            found.insert(found.index(siblings[place - 1]) + 1 if place else 0, one)
    return found
