"""The attributes of a measure that stand in one cell each: how they are shown and how they are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models

from bildungskommune.akteure.models import Bildungsbereich, Zielgruppe
from bildungskommune.tabellen import Zelle
from massnahmen import wording
from massnahmen.models import Angabe, Massnahme
from massnahmen.tabelle.verzeichnis import Verzeichnis
from massnahmen.tabelle.worte import Falsch, Namen, lines_of, same

JA = frozenset({"ja", "j", "x", "wahr", "true", "1", "öffentlich"})
NEIN = frozenset({"nein", "n", "falsch", "false", "0", "nicht öffentlich"})
TAGE = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y")
PRIORITAET = "prioritaet"
"""Read last, by the scale of the plan that the row names; what changes is a setting of its own."""
Lies = Callable[[str, Verzeichnis], Any]


@dataclass(frozen=True)
class Feld:
    """One column. `lies` returns the value of a cell that is not empty, or raises Falsch."""

    name: str
    woerter: tuple[str, ...]
    zeige: Callable[[Massnahme, Verzeichnis], Zelle]
    lies: Lies
    breite: int = 20
    kopf: str = ""
    """Empty: as the model calls it."""
    viele: bool = False
    """Whether it is a relation to many."""

    @property
    def label(self) -> str:
        return self.kopf or str(getattr(Massnahme._meta.get_field(self.name), "verbose_name", ""))


def day(text: str, _: object = None) -> date:
    """Return a day as offices write it. Raises Falsch."""
    for form in TAGE:
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no time zone
        except ValueError:
            continue
    raise Falsch(
        f"„{text[:60]}“ ist kein Tag. Bitte schreiben Sie ihn wie 01.08.2026. Worte gehören in die Spalte im Wortlaut."
    )


def number(text: str, _: object = None) -> Decimal:
    """Return a number as people in Germany write it. Raises Falsch."""
    try:
        found = Decimal(wording.plain_number(text))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise Falsch(f"„{text[:60]}“ ist keine Zahl. Bitte schreiben Sie sie wie 186.000 oder 12,50.")
    return found


def yes_or_no(text: str, _: object = None) -> bool:
    if same(text) in JA | NEIN:
        return same(text) in JA
    raise Falsch(f"„{text[:60]}“ ist weder ja noch nein. Bitte schreiben Sie ja oder nein.")


def choice(choices: Iterable[tuple[str, str]], text: str) -> str:
    """Return the code of a choice, by code or word. Raises Falsch."""
    known = {same(word): code for code, label in choices for word in (str(label), code)}
    if same(text) not in known:
        moeglich = ", ".join(str(label) for _, label in choices)
        raise Falsch(f"„{text[:60]}“ gibt es nicht. Möglich sind: {moeglich}.")
    return known[same(text)]


def named(namen: Namen[Any], text: str) -> list[Any]:
    """Return the things of a cell, one a line; a line that is no name may list several. Raises Falsch."""
    found: dict[Any, None] = {}
    for one in lines_of(text):
        words = [one] if namen.all(one) else [word.strip() for word in one.replace(";", ",").split(",")]
        found |= dict.fromkeys(namen.find(word) for word in words if word)
    return [*found]


def iso(value: date | None) -> str:
    return value.isoformat() if value else ""


def _text(name: str, *woerter: str, breite: int = 30) -> Feld:
    is_short = isinstance(Massnahme._meta.get_field(name), models.CharField)
    read: Lies = (lambda text, _: text.replace("\n", " ")) if is_short else (lambda text, _: text)
    return Feld(name, woerter, lambda one, _: str(getattr(one, name)), read, breite)


def _codes(name: str, choices: type[models.TextChoices], *woerter: str) -> Feld:
    namen: Namen[str] = Namen("Den Wert", ((code, 0, (str(label), code)) for code, label in choices.choices))

    def show(one: Massnahme, _: Verzeichnis) -> str:
        return "\n".join(str(choices(code).label) for code in getattr(one, name))

    return Feld(name, woerter, show, lambda text, _: named(namen, text), 26)


def _choice(name: str, choices: type[models.TextChoices], *woerter: str) -> Feld:
    def show(one: Massnahme, _: Verzeichnis) -> str:
        code = getattr(one, name)
        return str(choices(code).label) if code else ""

    return Feld(name, woerter, show, lambda text, _: choice(choices.choices, text), 16)


def _day(name: str, *woerter: str) -> Feld:
    return Feld(name, woerter, lambda one, _: iso(getattr(one, name)), day, 12)


def _money(name: str, *woerter: str) -> Feld:
    return Feld(name, woerter, lambda one, _: wording.number(getattr(one, name)), number, 16)


def _yes(name: str, *woerter: str) -> Feld:
    return Feld(name, woerter, lambda one, _: "ja" if getattr(one, name) else "nein", yes_or_no, 12)


def _many(name: str, *woerter: str) -> Feld:
    def show(one: Massnahme, known: Verzeichnis) -> str:
        namen: Namen[Any] = getattr(known, name)
        return "\n".join(namen.word(thing) for thing in getattr(one, name).all())

    return Feld(name, woerter, show, lambda text, known: named(getattr(known, name), text), 26, viele=True)


def _one(name: str, namen: str, *woerter: str, kopf: str = "") -> Feld:
    def show(one: Massnahme, known: Verzeichnis) -> str:
        thing = getattr(one, name)
        return getattr(known, namen).word(thing) if thing else ""

    return Feld(name, woerter, show, lambda text, known: getattr(known, namen).find(text), 36, kopf)


FELDER: Mapping[str, Feld] = {
    feld.name: feld
    for feld in (
        Feld("nr", ("nr", "nummer", "lfd"), lambda one, _: one.nr, lambda text, _: text.replace("\n", " "), 8, "Nr."),
        _text("titel", "titel", "maßnahme", "massnahme", "projekt", "bezeichnung", breite=50),
        _text("kurzbeschreibung", "kurzbeschreibung", "beschreibung", "inhalt", breite=60),
        _text("ziel", "ziel der", "zielsetzung"),
        _text("anlass", "anlass", "ausgangslage"),
        _codes("zielgruppen", Zielgruppe, "zielgruppe"),
        _codes("bildungsbereiche", Bildungsbereich, "bildungsbereich"),
        _many("gemeinden", "gemeinde", "kommune"),
        _many("schwerpunkte", "schwerpunkt", "programmschwerpunkt"),
        _choice("horizont", Massnahme.Horizont, "horizont", "frist"),
        _day("beginn", "beginn", "start"),
        _day("ende", "ende"),
        _text("zeitraum_original", "zeitraum", "laufzeit", "zeit"),
        _text(PRIORITAET, "priorität", "prio", breite=16),
        _one("federfuehrung", "stellen", "federführ", "zuständige stelle", kopf="Zuständig"),
        _text("zustaendigkeit_original", "zuständigkeit", "verantwortlich"),
        _one("startbeschluss", "beschluesse", "beschluss"),
        _money("kosten_gesamt", "gesamtkosten"),
        _money("kosten_gesichert", "davon gesichert", "gesichert"),
        _text("kosten_original", "kosten"),
        _text("finanzierung", "finanzierung", "förderung"),
        _text("personalbedarf", "personal"),
        _codes("oeffentliche_angaben", Angabe, "davon öffentlich"),
        _yes("oeffentlich", "öffentlich"),
        _yes("beispieltext", "beispiel"),
    )
}
