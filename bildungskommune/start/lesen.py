"""The file with which the portal of a county begins: read strictly, each error with its place."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from bildungskommune.akte.aufbau import Pfad
from bildungskommune.akte.datei import AkteUnlesbar, Datei, parse
from bildungskommune.akte.modell import Teil, teil
from bildungskommune.akte.pruefen import violations
from bildungskommune.akte.schema import Schema, record
from bildungskommune.akte.werte import from_data
from bildungskommune.akteure.models import Gemeinde
from bildungskommune.foerderung.models import Schwerpunkt
from bildungskommune.seiten.models import Kommune, Seite

WORT = re.compile(r"\{([^{}]*)\}")
"""A place in a text of a page at which a fact of the county or a word of its law stands."""
PFLICHT = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "gebaerdensprache")
"""Pages to which every page of the portal leads."""
VERBAND = "verbandsgemeinde"
MITGLIED = "mitgliedsgemeinde"


@dataclass(frozen=True)
class Ort:
    """A Gemeinde that is not stored yet, and the Kennung of its Verbandsgemeinde."""

    gemeinde: Gemeinde
    verband: str


@dataclass(frozen=True)
class Startdaten:
    """What a portal begins with; none of these rows is stored yet. A Verbandsgemeinde stands before its members."""

    kommune: Kommune
    orte: list[Ort]
    schwerpunkte: list[Schwerpunkt]
    seiten: list[Seite]


def schema() -> Schema:
    """Return the form of the file, made from that of the Verfahrensakte."""
    seite = record(teil("seiten"))
    seite["properties"] = {name: seite["properties"][name] for name in ("slug", "titel", "text")}
    seite["required"] = ["slug", "titel", "text"]
    kommune = record(teil("kommune")) | {"required": ["name", "stelle", "ort", "email", "vorspann"]}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["kommune", "gemeinden", "seiten"],
        "properties": {
            "kommune": kommune,
            "recht": {"type": "object", "additionalProperties": {"type": "string"}},
            "gemeinden": {"type": "array", "items": record(teil("gemeinden"))},
            "schwerpunkte": {"type": "array", "items": record(teil("schwerpunkte"))},
            "seiten": {"type": "array", "items": seite},
        },
    }


def lesen(text: str) -> Startdaten:
    """Return what the file holds. Raises AkteUnlesbar with every error that was found."""
    datei = parse(text, was="Startdaten")
    if found := violations(datei, schema()):
        raise AkteUnlesbar(found)
    return _Leser(datei).read()


class _Leser:
    """Makes rows of a file whose form is right, and notes what is wrong with them."""

    def __init__(self, datei: Datei) -> None:
        self.datei = datei
        self.funde: list[tuple[Pfad, str]] = []

    def read(self) -> Startdaten:
        inhalt = self.datei.inhalt
        kommune = Kommune(pk=1)
        self._fill(kommune, teil("kommune"), inhalt["kommune"], ("kommune",))
        orte = list(self._orte(inhalt["gemeinden"]))
        schwerpunkte = list(self._schwerpunkte(inhalt.get("schwerpunkte", [])))
        seiten = list(self._seiten(inhalt["seiten"]))
        if self.funde:
            raise AkteUnlesbar(self.datei.alle_fehler(self.funde))
        orte.sort(key=lambda ort: ort.gemeinde.art == MITGLIED)
        return Startdaten(kommune, orte, schwerpunkte, seiten)

    def _orte(self, records: list[Mapping[str, Any]]) -> Iterator[Ort]:
        verbaende = {one["kennung"] for one in records if one["art"] == VERBAND}
        for pfad, satz in self._each("gemeinden", "kennung", records):
            verband = str(satz.get("uebergeordnet", ""))
            if bool(verband) != (satz["art"] == MITGLIED):
                self._report(pfad, "Nur eine Mitgliedsgemeinde gehört zu einer Verbandsgemeinde, und sie braucht eine.")
            elif verband and verband not in verbaende:
                self._report((*pfad, "uebergeordnet"), f"Eine Verbandsgemeinde „{verband}“ steht nicht in der Datei.")
            gemeinde = Gemeinde()
            self._fill(gemeinde, teil("gemeinden"), satz, pfad)
            yield Ort(gemeinde, verband)

    def _schwerpunkte(self, records: list[Mapping[str, Any]]) -> Iterator[Schwerpunkt]:
        for pfad, satz in self._each("schwerpunkte", "kennung", records):
            schwerpunkt = Schwerpunkt()
            self._fill(schwerpunkt, teil("schwerpunkte"), satz, pfad)
            yield schwerpunkt

    def _seiten(self, records: list[Mapping[str, Any]]) -> Iterator[Seite]:
        if missing := [slug for slug in PFLICHT if slug not in {one["slug"] for one in records}]:
            self._report(("seiten",), f"Es fehlt: {', '.join(missing)}.")
        worte = self._worte()
        unused = {name for name in worte if name.startswith("recht.")}
        for pfad, satz in self._each("seiten", "slug", records):
            unused -= set(WORT.findall(satz["text"]))
            for wort in sorted(set(WORT.findall(satz["text"])) - set(worte)):
                self._report((*pfad, "text"), f"„{{{wort}}}“ ist weder unter recht noch unter kommune angegeben.")
            text = WORT.sub(lambda found: worte.get(found[1], found[0]), satz["text"])
            seite = Seite()
            self._fill(seite, teil("seiten"), {**satz, "text": text}, pfad)
            yield seite
        for name in sorted(unused):
            self._report(tuple(name.split(".", 1)), "Keine Seite verwendet diese Angabe.")

    def _worte(self) -> dict[str, str]:
        inhalt = self.datei.inhalt
        return {
            f"{kapitel}.{name}": value
            for kapitel in ("kommune", "recht")
            for name, value in inhalt.get(kapitel, {}).items()
        }

    def _each(
        self, kapitel: str, schluessel: str, records: Iterable[Mapping[str, Any]]
    ) -> Iterator[tuple[Pfad, Mapping[str, Any]]]:
        seen: set[str] = set()
        for index, satz in enumerate(records):
            pfad: Pfad = (kapitel, index)
            if satz[schluessel] in seen:
                self._report((*pfad, schluessel), f"„{satz[schluessel]}“ steht zweimal in der Datei.")
            seen.add(satz[schluessel])
            yield pfad, satz

    def _fill(self, row: models.Model, part: Teil, satz: Mapping[str, Any], pfad: Pfad) -> None:
        """Set the fields of a row, and note which of them it cannot hold."""
        for name in (name for name in part.felder if name in satz):
            feld = part.feld(name)
            try:
                setattr(row, name, feld.clean(from_data(feld, satz[name]), row))
            except ValidationError as error:
                self._report((*pfad, name), " ".join(error.messages))

    def _report(self, pfad: Pfad, satz: str) -> None:
        self.funde.append((pfad, satz))
