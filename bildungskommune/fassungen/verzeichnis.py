"""Table of contents and heading levels of a snapshot: counted here and nowhere else."""

from collections.abc import Callable, Iterator
from typing import Any, TypedDict

from django.utils.text import slugify

Inhalt = dict[str, Any]
TIEFSTE = 6


class Eintrag(TypedDict):
    nr: str
    titel: str
    anker: str
    ebene: int


def verzeichnis(inhalt: Inhalt) -> list[Eintrag]:
    """Return the entries of the table of contents in the order of the pages."""
    eintraege = list(_STUFEN[inhalt["art"]](inhalt))
    return [*eintraege, _eintrag("", "Impressum und Nachweise", "impressum", 1)]


def heading_levels(abschnitte: list[Inhalt]) -> list[int]:
    """Return the level of each heading below h1; a real document may skip, a PDF/UA may not."""
    ebenen: list[int] = []
    vorher = 1
    for abschnitt in abschnitte:
        vorher = min(int(abschnitt["ebene"]) + 1, vorher + 1, TIEFSTE)
        ebenen.append(vorher)
    return ebenen


def anker(kennung: str, vorsatz: str) -> str:
    """Return an anchor for what has a Kennung but no anchor of its own."""
    return f"{vorsatz}-{slugify(kennung)}"


def _eintrag(nr: str, titel: str, ziel: str, ebene: int) -> Eintrag:
    return {"nr": nr, "titel": titel, "anker": ziel, "ebene": ebene}


def _dokumentation(inhalt: Inhalt) -> Iterator[Eintrag]:
    yield _eintrag("", "Überblick", "ueberblick", 1)
    if inhalt["themen"]:
        yield _eintrag("", "Themen und Karten", "themen", 1)
    for thema in inhalt["themen"]:
        yield _eintrag("", thema["titel"], anker(thema["kennung"], "thema"), 2)
    teile = (
        ("ohne_thema", "Weitere Karten"),
        ("punktabfragen", "Punktabfragen"),
        ("projektskizzen", "Projektskizzen"),
        ("institutionen", "Beteiligte Einrichtungen"),
    )
    for schluessel, titel in teile:
        if inhalt[schluessel]:
            yield _eintrag("", titel, schluessel.replace("_", "-"), 1)


def _leitbild(inhalt: Inhalt) -> Iterator[Eintrag]:
    abschnitte = inhalt["abschnitte"]
    for abschnitt, ebene in zip(abschnitte, heading_levels(abschnitte), strict=True):
        if ebene <= 3:
            titel = abschnitt["titel"] or abschnitt["bezeichnung"]
            yield _eintrag(abschnitt["nr"], titel, abschnitt["anker"], ebene - 1)


def _konzept(inhalt: Inhalt) -> Iterator[Eintrag]:
    if inhalt["einleitung"]:
        yield _eintrag("", "Einleitung", "einleitung", 1)
    for feld in inhalt["handlungsfelder"]:
        yield _eintrag(feld["nr"], feld["titel"], feld["anker"], 1)
        for strategie in feld["strategien"]:
            yield _eintrag(strategie["nr"], strategie["titel"], strategie["anker"], 2)


def _massnahmenplan(inhalt: Inhalt) -> Iterator[Eintrag]:
    yield _eintrag("", "Überblick", "ueberblick", 1)
    yield _eintrag("", "Alle Maßnahmen", "alle", 1)
    for massnahme in inhalt["massnahmen"]:
        yield _eintrag(massnahme["nr"], massnahme["titel"], massnahme["anker"], 2)


_STUFEN: dict[str, Callable[[Inhalt], Iterator[Eintrag]]] = {
    "dokumentation": _dokumentation,
    "leitbild": _leitbild,
    "konzept": _konzept,
    "massnahmenplan": _massnahmenplan,
}
