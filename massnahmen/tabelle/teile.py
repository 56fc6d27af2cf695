"""The parts of a measure in a table: a cell for each kind, a line for each part, a stroke between what it says."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from bildungskommune.akteure.models import Stelle
from bildungskommune.ui.zeiten import zahl
from massnahmen import jahresziele
from massnahmen.models import (
    Aufgabe,
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Massnahme,
    Massnahmenbezug,
    Meilenstein,
    Mittelstand,
    Mitwirkung,
    Quelle,
)
from massnahmen.models.bezug import NUR_STELLE
from massnahmen.models.geld import MIT_WORTLAUT
from massnahmen.models.zustaendig import ANTWORTET
from massnahmen.tabelle.felder import choice, day, iso, number
from massnahmen.tabelle.verzeichnis import Verzeichnis
from massnahmen.tabelle.worte import Falsch, line, lines_of, parts_of

Werte = dict[str, Any]
EINMAL = (Massnahmenbezug, Finanzierungsposten)
"""Of these a measure has each only once."""


@dataclass(frozen=True)
class Art:
    """One kind of part: what a line says, in words, and by which of its fields it is known again."""

    name: str
    kopf: str
    woerter: tuple[str, ...]
    sagt: tuple[str, ...]
    """What the parts of a line are, in words."""
    modell: type[Any]
    schluessel: Callable[[Werte], object]
    rows: Callable[[Massnahme], Iterable[Any]]
    zeige: Callable[[Any, Verzeichnis], Sequence[str]]
    lies: Callable[[Sequence[str], Verzeichnis], Werte]
    breite: int = 40


@dataclass(frozen=True)
class Neues:
    """A part that a row names: one to add, or one that is there with the fields to change."""

    art: Art
    teil: Any
    felder: Sequence[str] = ()
    """Empty: the part is new."""


def show(art: Art, massnahme: Massnahme, known: Verzeichnis) -> str:
    return "\n".join(line(*art.zeige(row, known)) for row in art.rows(massnahme))


def read(art: Art, text: str, known: Verzeichnis) -> list[Werte]:
    """Return the values of each line. Raises Falsch."""
    return [art.lies(parts_of(one, len(art.sagt)), known) for one in lines_of(text)]


def compare(art: Art, massnahme: Massnahme | None, lines: Iterable[Werte]) -> list[Neues]:
    """Return what is new or other than what the measure has; what the lines do not name stays as it is.

    Raises Falsch when a cell names twice what a measure can have once.
    """
    there = list(art.rows(massnahme)) if massnahme is not None else []
    found: list[Neues] = []
    seen: list[object] = []
    for werte in lines:
        key = art.schluessel(werte)
        if art.modell in EINMAL and key in seen:
            raise Falsch(f"„{_said(key)}“ steht zweimal in der Zelle. Bitte löschen Sie eine der beiden Zeilen.")
        seen.append(key)
        known = next((row for row in there if art.schluessel(_values(row, werte)) == key), None)
        if known is None:
            found.append(Neues(art, art.modell(massnahme=massnahme, **werte)))
            continue
        there.remove(known)
        # An empty part of a line takes nothing away.
        felder = [
            name for name, value in werte.items() if value not in ("", None, {}) and getattr(known, name) != value
        ]
        if felder:
            for name in felder:
                setattr(known, name, werte[name])
            found.append(Neues(art, known, felder))
    return found


def _said(key: object) -> str:
    return ", ".join(str(part) for part in key if part) if isinstance(key, tuple) else str(key)


def _values(row: Any, names: Iterable[str]) -> Werte:
    return {name: getattr(row, name) for name in names}


def _who(werte: Werte) -> object:
    """Return by what those who take part are known: by their place in a directory, else by the wording."""
    thing = werte["stelle"] or werte["institution"]
    return thing or werte["wortlaut"]


def _bezug(name: str, kopf: str, *woerter: str) -> Art:
    return Art(
        f"bezug_{name}",
        kopf,
        woerter,
        (kopf, "Begründung"),
        Massnahmenbezug,
        lambda werte: werte[name],
        lambda one: [row for row in one.bezuege.all() if getattr(row, f"{name}_id")],
        lambda row, known: (known.ziele[name].word(getattr(row, name)), row.begruendung),
        lambda parts, known: {name: known.ziele[name].find(parts[0]), "begruendung": parts[1]},
    )


def _show_mitwirkung(row: Mitwirkung, known: Verzeichnis) -> Sequence[str]:
    thing = row.stelle or row.institution
    if thing is not None:
        task = "" if row.aufgabe == Aufgabe.WIRKT_MIT else row.get_aufgabe_display()
        return known.akteure.word(thing), row.rolle, row.wortlaut, task
    is_name = bool(known.akteure.all(row.wortlaut))
    return ("", row.rolle, row.wortlaut) if is_name else (row.wortlaut, row.rolle)


def _read_mitwirkung(parts: Sequence[str], known: Verzeichnis) -> Werte:
    """Take who is in no directory as prose: real plans name "elf Schulen"."""
    name, rolle, wortlaut, task = parts
    werte: Werte = {"stelle": None, "institution": None, "wortlaut": wortlaut or name, "rolle": rolle}
    if name and known.akteure.all(name):
        thing = known.akteure.find(name)
        werte |= {"stelle" if isinstance(thing, Stelle) else "institution": thing, "wortlaut": wortlaut}
    elif not werte["wortlaut"]:
        raise Falsch("Es fehlt, wer mitwirkt. Bitte schreiben Sie den Namen vor den ersten Strich „|“.")
    elif name and wortlaut:
        raise Falsch(f"„{name}“ steht in keinem Verzeichnis.{known.akteure.proposal(name)}")
    if task:
        # Who names no task leaves the one that is there.
        werte["aufgabe"] = choice(Aufgabe.choices, task)
        if werte["aufgabe"] in ANTWORTET and werte["stelle"] is None:
            raise Falsch(NUR_STELLE)
    return werte


def unknown(text: str, known: Verzeichnis) -> list[str]:
    """Say which of those who take part stand in no directory and are taken as prose, with proposals."""
    said = []
    for one in lines_of(text):
        name = parts_of(one, 4)[0]
        if name and not known.akteure.all(name):
            said.append(f"„{name}“ steht in keinem Verzeichnis und bleibt im Wortlaut.{known.akteure.proposal(name)}")
    return said


def _perhaps(read: Callable[[str], Any], text: str) -> Any:
    return read(text) if text else None


def _read_schritt(parts: Sequence[str], _: Verzeichnis) -> Werte:
    titel, zustaendig, termin, original, erledigt = parts
    return {
        "titel": titel,
        "zustaendig": zustaendig,
        "termin": _perhaps(day, termin),
        "termin_original": original,
        "erledigt_am": _perhaps(day, erledigt),
    }


def _read_meilenstein(parts: Sequence[str], _: Verzeichnis) -> Werte:
    datum, titel, geplant, erreicht = parts
    return {
        "datum": day(datum),
        "titel": titel,
        "geplant_war": _perhaps(day, geplant),
        "erreicht_am": _perhaps(day, erreicht),
    }


def _read_indikator(parts: Sequence[str], _: Verzeichnis) -> Werte:
    titel, einheit, basis, basis_datum, ziel, ziel_datum, yearly = parts
    return {
        "titel": titel,
        "einheit": einheit,
        "basis": _perhaps(number, basis),
        "basis_datum": _perhaps(day, basis_datum),
        "ziel": _perhaps(number, ziel),
        "ziel_datum": _perhaps(day, ziel_datum),
        "jahresziele": _yearly(yearly),
    }


def _yearly(text: str) -> dict[str, str]:
    """Return the targets by year. Raises Falsch."""
    try:
        return jahresziele.from_words(text)
    except ValidationError as error:
        raise Falsch(" ".join(error.messages)) from error


def _show_posten(row: Finanzierungsposten, _: Verzeichnis) -> Sequence[str]:
    quelle, stand = str(row.get_quelle_display()), str(row.get_stand_display())
    return str(row.jahr), quelle, zahl(row.betrag), stand, row.bezeichnung


def _read_posten(parts: Sequence[str], _: Verzeichnis) -> Werte:
    jahr, quelle, betrag, stand, bezeichnung = parts
    if not (jahr.isascii() and jahr.isdecimal() and len(jahr) == 4):
        raise Falsch(f"„{jahr[:60]}“ ist kein Jahr. Bitte schreiben Sie es vierstellig vor den ersten Strich „|“.")
    werte = {
        "jahr": int(jahr),
        "quelle": choice(Quelle.choices, quelle),
        "betrag": number(betrag),
        "stand": choice(Mittelstand.choices, stand),
        "bezeichnung": bezeichnung,
    }
    if werte["quelle"] == Quelle.ANDERE and not bezeichnung:
        raise Falsch(f"Es fehlt die Bezeichnung. {MIT_WORTLAUT}")
    return werte


ARTEN: Mapping[str, Art] = {
    art.name: art
    for art in (
        _bezug("handlungsfeld", "Handlungsfelder", "handlungsfeld"),
        _bezug("strategie", "Strategien", "strategie"),
        _bezug("ziel", "Ziele", "ziele"),
        _bezug("abschnitt", "Leitsätze", "leitsatz", "leitziel"),
        Art(
            "mitwirkungen",
            "Mitwirkende",
            ("mitwirk", "beteiligte", "partner", "kooperation"),
            ("Name", "Rolle", "im Wortlaut", "Aufgabe"),
            Mitwirkung,
            _who,
            lambda one: one.mitwirkungen.all(),
            _show_mitwirkung,
            _read_mitwirkung,
        ),
        Art(
            "posten",
            "Finanzierungsposten",
            ("finanzierungsposten", "mittel nach"),
            ("Jahr", "Quelle", "Betrag", "Stand", "Bezeichnung"),
            Finanzierungsposten,
            lambda werte: (werte["jahr"], werte["quelle"], werte["bezeichnung"], werte["stand"]),
            lambda one: one.posten.all(),
            _show_posten,
            _read_posten,
        ),
        Art(
            "schritte",
            "Handlungsschritte",
            ("handlungsschritt", "schritte"),
            ("Schritt", "Zuständig", "Termin", "Termin im Wortlaut", "erledigt am"),
            Handlungsschritt,
            lambda werte: werte["titel"],
            lambda one: one.schritte.all(),
            lambda row, _: (row.titel, row.zustaendig, iso(row.termin), row.termin_original, iso(row.erledigt_am)),
            _read_schritt,
        ),
        Art(
            "meilensteine",
            "Meilensteine",
            ("meilenstein",),
            ("Datum", "Meilenstein", "geplant war", "erreicht am"),
            Meilenstein,
            lambda werte: (werte["datum"], werte["titel"]),
            lambda one: one.meilensteine.all(),
            lambda row, _: (iso(row.datum), row.titel, iso(row.geplant_war), iso(row.erreicht_am)),
            _read_meilenstein,
        ),
        Art(
            "indikatoren",
            "Indikatoren",
            ("indikator", "kennzahl"),
            ("Woran wir Erfolg messen", "Einheit", "Ausgangswert", "vom", "Zielwert", "bis", "je Jahr"),
            Indikator,
            lambda werte: werte["titel"],
            lambda one: one.indikatoren.all(),
            lambda row, _: (
                *(row.titel, row.einheit, zahl(row.basis), iso(row.basis_datum)),
                *(zahl(row.ziel), iso(row.ziel_datum), jahresziele.in_words(row.jahresziele)),
            ),
            _read_indikator,
        ),
    )
}
