"""A catalogue that came in as a table goes out equal."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client

from massnahmen.models import Massnahme, Mitwirkung, Verbindung
from tests.factories import make_handlungsfeld, make_institution, make_konto, make_konzept, make_plan
from tests.massnahmen.tabelle import as_xlsx, exported, rows_of, send, take

pytestmark = pytest.mark.django_db

FELDER, MASSNAHMEN, LINKS, EINSEITIG, STELLEN = 5, 32, 88, 58, 36
ABSATZ = "Die Maßnahme verbindet Schulen, Vereine und Ämter; sie trägt *weiter* als ein Jahr. "


def long() -> str:
    """Return three paragraphs of 3,400 characters in all."""
    return "\n\n".join(ABSATZ.strip().ljust(1132, "x") for _ in range(3))


def catalogue() -> Iterator[list[Any]]:
    """Yield the rows of a catalogue as offices have it: most in words, links noted on one side or both."""
    yield [
        *("Nr.", "Projekt", "Beschreibung", "Handlungsfeld", "Laufzeit", "Beginn", "Verantwortlich", "Beteiligte"),
        *("Verbindungen", "Umsetzungsstand", "Priorität", "Kosten im Wortlaut", "Maßnahmenpläne"),
    ]
    pairs = [(von, von + step) for step in (1, 2, 3) for von in range(1, MASSNAHMEN + 1) if von + step <= MASSNAHMEN]
    pairs = pairs[:LINKS]
    for nr in range(1, MASSNAHMEN + 1):
        text = long() if nr % 4 == 0 else ABSATZ.strip()
        felder = range(4) if nr == 7 else [nr % FELDER]
        noted = [f"verwandt mit | {nach}" for von, nach in pairs if von == nr]
        noted += [f"verwandt mit | {von}" for at, (von, nach) in enumerate(pairs) if nach == nr and at >= EINSEITIG]
        bodies = [f"Einrichtung {1 + (nr * 3 + at) % STELLEN}" for at in range(nr % 11 + 1)]
        yield [
            *(str(nr), f"Projekt {nr}: " + "Bildung " * 18, text),
            "\n".join(f"Handlungsfeld der {1 + at}. Art" for at in felder),
            *("Sommer, 1. HJ 2026", None if nr % 3 == 0 else date(2026, 1, nr - 1 or 1), f"Amt {nr} mit Partnern"),
            *("\n".join(bodies), "\n".join(noted) or None, ("umgesetzt", "in Umsetzung", "Vorschlag")[nr % 3]),
            *("hoch", "ca. 1.000 Euro, offen", f"Bildungsplan | {MASSNAHMEN + 1 - nr} | P {nr}"),
        ]


def test_catalogue_shaped_like_real_ones_comes_out_equal(client: Client) -> None:
    client.force_login(make_konto())
    konzept = make_konzept()
    for nr in range(1, FELDER + 1):
        make_handlungsfeld(konzept=konzept, nr=str(nr), titel=f"Handlungsfeld der {nr}. Art")
    for nr in range(1, STELLEN + 1):
        make_institution(name=f"Einrichtung {nr}")
    plan = make_plan(titel="Bildungsplan")
    head, *rows = catalogue()
    assert {len(row[2]) for row in rows} == {3400, len(ABSATZ.strip())}

    assert "32 Maßnahmen sind neu, 0 geändert." in take(client, as_xlsx([head, *rows]), dokument="2025-10-31")

    out_head, *out = rows_of(exported(client))
    names = ["Nr.", "Titel", "Kurzbeschreibung", "Handlungsfelder", "Zeitraum im Wortlaut", "Beginn"]
    names += ["Zuständigkeit im Wortlaut", "Mitwirkende", "Stand", "Priorität", "Kosten im Wortlaut", "Maßnahmenpläne"]
    at = [out_head.index(name) for name in names]
    assert [[row[nr] for nr in at] for row in out] == [said(row) for row in rows]
    assert (Verbindung.objects.count(), Massnahme.objects.get(nr="7").bezuege.count()) == (LINKS, 4)
    assert list(plan.plaetze.values_list("massnahme__nr", "nr")) == [
        (str(nr), f"P {nr}") for nr in range(MASSNAHMEN, 0, -1)
    ]
    assert plan.massnahmen.get(nr="7").bezuege.values("handlungsfeld").distinct().count() == 4
    assert Mitwirkung.objects.order_by().values("institution").distinct().count() == STELLEN
    assert "Unverändert: 32" in send(client, exported(client)).content.decode()
    assert "Aus dieser Tabelle gibt es nichts einzulesen." in send(client, as_xlsx([head, *rows])).content.decode()


def said(row: list[Any]) -> list[Any]:
    """Return a row of the catalogue as the portal says it: without what stands at other measures, too."""
    kept = [*row[:8], *row[9:]]
    return [
        cell.isoformat() if isinstance(cell, date) else cell.strip() if isinstance(cell, str) else cell for cell in kept
    ]
