"""Builders of the parts of a measure."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from massnahmen.bericht.sammeln import KEY
from massnahmen.models import (
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Indikatorwert,
    Massnahme,
    Meilenstein,
    Mitwirkung,
    Umsetzungsbericht,
    Verbindung,
)
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_massnahme,
    make_reihe,
    make_sachstand,
    make_strategie,
    make_thema,
    make_zuordnung,
)


def today() -> date:
    return timezone.localdate()


def published(bericht: Umsetzungsbericht) -> Fassung:
    """Freeze a report and publish it without a resolution."""
    fassung = rules.freeze(KEY, bericht)
    rules.publish(fassung, ohne_beschluss="Zur Kenntnis genommen.")
    return fassung


def days_ago(days: int) -> date:
    return today() - timedelta(days=days)


def make_meilenstein(massnahme: Massnahme, **fields: Any) -> Meilenstein:
    return Meilenstein.objects.create(**{"massnahme": massnahme, "titel": "Start", "datum": today(), **fields})


def make_schritt(massnahme: Massnahme, **fields: Any) -> Handlungsschritt:
    return Handlungsschritt.objects.create(**{"massnahme": massnahme, "titel": "Ausschreiben", **fields})


def make_indikator(massnahme: Massnahme, **fields: Any) -> Indikator:
    return Indikator.objects.create(**{"massnahme": massnahme, "titel": "Standorte", **fields})


def make_wert(indikator: Indikator, **fields: Any) -> Indikatorwert:
    return Indikatorwert.objects.create(**{"indikator": indikator, "datum": today(), "wert": 7, **fields})


def make_mitwirkung(massnahme: Massnahme, **fields: Any) -> Mitwirkung:
    return Mitwirkung.objects.create(**{"massnahme": massnahme, "wortlaut": "elf Schulen", **fields})


def make_posten(massnahme: Massnahme, **fields: Any) -> Finanzierungsposten:
    given = {"massnahme": massnahme, "jahr": 2026, "quelle": "kreis", "betrag": 1000, "stand": "gesichert", **fields}
    return Finanzierungsposten.objects.create(**given)


def make_verbindung(von: Massnahme, nach: Massnahme, **fields: Any) -> Verbindung:
    return Verbindung.objects.create(**{"von": von, "nach": nach, "art": "ergaenzt", **fields})


def make_whole(**fields: Any) -> Massnahme:
    """A public measure with a thread up to a card and one of every part."""
    reihe = make_reihe(oeffentlich=True)
    thema = make_thema(reihe=reihe, titel="Wege")
    make_zuordnung(thema, make_beitrag(reihe=reihe, text="Der letzte Bus fährt, bevor die AG anfängt."))
    leitsatz = make_abschnitt(titel="Kein Weg ist zu weit.", nr="2", veroeffentlicht=True)
    make_herleitung(leitsatz, thema=thema)
    feld = make_handlungsfeld(nr="2", titel="Erreichbare Orte", veroeffentlicht=True)
    make_ableitung(feld, abschnitt=leitsatz)
    strategie = make_strategie(handlungsfeld=feld, nr="2.1", titel="Zeiten abstimmen", veroeffentlicht=True)
    massnahme = make_massnahme(**fields)
    make_bezug(massnahme, strategie=strategie, begruendung="Der Bus fehlt am Nachmittag.")
    make_sachstand(massnahme, stichtag=days_ago(3))
    make_meilenstein(massnahme, titel="Probebetrieb", datum=today() + timedelta(days=30))
    make_schritt(massnahme)
    make_wert(make_indikator(massnahme, basis=4, basis_datum=days_ago(400), ziel=18))
    make_mitwirkung(massnahme)
    return massnahme
