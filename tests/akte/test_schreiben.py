"""How the rows of a file are written: together when all is right, one by one when something is wrong, and alike."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, Datei, dump, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.lauf import Lauf
from bildungskommune.akte.schreiben import Einzeln
from bildungskommune.beispiel.ordner import FOLDER
from bildungskommune.seiten.models import Seite
from massnahmen.models import Massnahme, Meilenstein

pytestmark = pytest.mark.django_db

KOPF = {"format": "bildungskommune-verfahrensakte", "version": 1}


def process(count: int, titel: str = "Bus") -> Datei:
    """Return a process with `count` records of many kinds, one in the other, that name each other."""
    each = range(count)
    orte = [{"kennung": f"ort-{nr}", "name": f"Ort {nr}", "art": "einheitsgemeinde"} for nr in each]
    karten = [
        {"code": f"AAA-{nr:03}", "text": "Kein Bus.", "eingereicht_am": "2024-06-06T16:20:00+02:00"} for nr in each
    ]
    themen = [{"kennung": f"thema-{nr}", "titel": "Wege", "karten": [f"AAA-{nr:03}"]} for nr in each]
    ziele = [{"kennung": f"ziel-{nr}", "titel": "Ziel", "art": "operativ"} for nr in each]
    felder = [
        {
            "kennung": f"feld-{nr}",
            "titel": "Feld",
            "ziele": ziele,
            "strategien": [{"kennung": "s", "titel": "S", "ziele": [f"k/feld-{nr}/{one['kennung']}" for one in ziele]}],
        }
        for nr in each
    ]
    massnahmen = [
        {
            "kennung": f"bus-{nr}",
            "titel": titel,
            "gemeinden": [f"ort-{nr}"],
            "bezuege": [{"begruendung": "Weil.", "strategie": f"k/feld-{nr}/s"}],
            "verbindungen": [{"nach": f"bus-{count - 1}", "art": "ergaenzt"}] if nr else [],
            "meilensteine": [{"titel": "Fahrplan", "datum": "2026-10-31"}],
            "indikatoren": [{"titel": "Fahrten", "werte": [{"datum": "2026-01-01", "wert": nr}]}],
        }
        for nr in range(count - 1)
    ]
    massnahmen.append({"kennung": f"bus-{count - 1}", "titel": titel})
    return Datei(
        {
            **KOPF,
            "gemeinden": orte,
            "reihen": [{"kennung": "r", "titel": "R", "beitraege": karten, "themen": themen}],
            "konzepte": [{"kennung": "k", "titel": "K", "handlungsfelder": felder}],
            "massnahmen": massnahmen,
            "massnahmenplaene": [
                {"kennung": "plan", "titel": "Plan", "massnahmen": [f"bus-{nr}" for nr in each]},
                {"kennung": "neu", "titel": "Neu", "plaetze": [{"massnahme": f"bus-{nr}", "nr": "1"} for nr in each]},
            ],
        }
    )


def statements(datei: Datei) -> int:
    with CaptureQueriesContext(connection) as seen:
        einlesen(datei, trocken=True)
    return len(seen)


def test_right_file_takes_as_many_statements_for_many_records_as_for_few() -> None:
    assert statements(process(30)) <= statements(process(3)) + 10  # keys are drawn by the hundred


def test_file_that_changes_nothing_takes_as_many_statements_for_many_records_as_for_few() -> None:
    einlesen(process(3))
    few = statements(process(3))
    einlesen(process(20))

    assert statements(process(20)) == few


def test_rows_written_one_by_one_are_those_written_together() -> None:
    Seite.objects.all().delete()
    text = (FOLDER / "boerde.yaml").read_text(encoding="utf-8")
    datei = parse(text)

    lauf = Lauf(datei, Einzeln())
    lauf.run()

    assert lauf.fehler == []
    assert dump(Ausgabe().akte({name: datei.inhalt[name] for name in ("titel", "dokumentdatum")})) == text
    assert einlesen(datei).changes == 0


def test_everything_wrong_is_named_although_the_first_mistake_ends_the_quick_way() -> None:
    datei = process(3)
    bus: dict[str, Any] = datei.inhalt["massnahmen"][0]
    datei.inhalt["reihen"][0]["themen"][0]["karten"] = ["XXX-XXX"]
    bus |= {"kosten_gesamt": 10, "kosten_gesichert": 20}
    datei.inhalt["massnahmen"][1]["beginn"], datei.inhalt["massnahmen"][1]["ende"] = "2026-02-01", "2026-01-01"

    with pytest.raises(AkteUnlesbar) as refused:
        einlesen(datei)

    assert [fehler.pfad for fehler in refused.value.fehler] == [
        "reihen[1].themen[1].karten[1].beitrag",
        "massnahmen[1]",
        "massnahmen[2]",
    ]
    assert Massnahme.objects.count() == 0


def test_order_of_the_file_is_the_order_of_the_keys() -> None:
    einlesen(process(30))

    kennungen = [f"bus-{nr}" for nr in range(30)]
    assert list(Massnahme.objects.order_by("pk").values_list("kennung", flat=True)) == kennungen
    of = Meilenstein.objects.order_by("pk").values_list("massnahme__kennung", flat=True)
    assert list(of) == kennungen[:-1]


def test_right_file_that_cannot_be_written_together_is_written_one_by_one() -> None:
    """A database that was brought back without its counters gives keys out that are taken: the first try finds out."""
    there = Massnahme.objects.create(kennung="zug", titel="Zug")
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('massnahmen_massnahme', 'id'), %s, false)", [there.pk])

    einlesen(process(3))

    assert list(Massnahme.objects.order_by("pk").values_list("kennung", flat=True)) == [
        "zug",
        "bus-0",
        "bus-1",
        "bus-2",
    ]
    assert einlesen(process(3)).changes == 0
