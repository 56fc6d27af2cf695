"""A whole thread: a card, its Thema, a Leitsatz, a Handlungsfeld, a Ziel, a measure that serves only this Ziel."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from konzept.models import Handlungsfeld, Ziel
from leitbild.models import Abschnitt
from massnahmen.models import Massnahme
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_massnahme,
    make_reihe,
    make_thema,
    make_ziel,
    make_zuordnung,
)
from workshops.models import Beitrag, Thema

TAG = date(2026, 3, 2)


@dataclass(frozen=True)
class Faden:
    karte: Beitrag
    thema: Thema
    leitsatz: Abschnitt
    feld: Handlungsfeld
    ziel: Ziel
    massnahme: Massnahme


def make_faden(**fields: Any) -> Faden:
    """All of it is public unless `fields` of the Ziel say otherwise."""
    reihe = make_reihe(oeffentlich=True)
    thema, karte = (
        make_thema(reihe=reihe, titel="Wege"),
        make_beitrag(reihe=reihe, text="Der letzte Bus fährt um vier."),
    )
    make_zuordnung(thema, karte)
    leitsatz = make_abschnitt(nr="2", titel="Kein Weg ist zu weit.", veroeffentlicht=True)
    make_herleitung(leitsatz, thema=thema)
    feld = make_handlungsfeld(nr="2", titel="Erreichbare Orte", veroeffentlicht=True)
    make_ableitung(feld, abschnitt=leitsatz)
    ziel = make_ziel(feld, **{"nr": "2.1", "titel": "Alle kommen heim", "veroeffentlicht": True, **fields})
    massnahme = make_massnahme(nr="14", titel="Spätbus")
    make_bezug(massnahme, ziel=ziel, begruendung="Dient dem Ziel.")
    return Faden(karte, thema, leitsatz, feld, ziel, massnahme)
