"""The way back: what goes out as a table comes in as it was."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from bildungskommune import tabellen_lesen
from bildungskommune.akteure.models import Bildungsbereich, Zielgruppe
from bildungskommune.tabellen import as_typed
from bildungskommune.werkbank.spalten import guess
from konzept.skala import STANDARD
from massnahmen.models import (
    Angabe,
    Aufgabe,
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Mittelstand,
    Mitwirkung,
    Planplatz,
    Quelle,
    Verbindung,
)
from massnahmen.tabelle.plan import Zeile, plan
from massnahmen.tabelle.spalten import woerter
from massnahmen.tabelle.stand import LAUT_TABELLE
from massnahmen.tabelle.uebernehmen import take
from tests.factories import (
    make_abschnitt,
    make_beratung,
    make_bezug,
    make_gemeinde,
    make_handlungsfeld,
    make_institution,
    make_konto,
    make_konzept,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
    make_strategie,
    make_ziel,
)
from tests.massnahmen.tabelle import exported, rows_of

pytestmark = pytest.mark.django_db

PIECES = st.sampled_from(
    [
        *("=", "+", "-", "@", "'", "''", "'=", "＝", "|", " | ", "\\", "\\|", "\\n", ";", ",", '"', "\n", "\n\n", "\t"),
        *("_x000D_", "&amp;", "<b>", "1.5", "2026-01-01", "ja", "#NAME?", "\u00a0", "ß", "e\u0301", "\U0001f68c"),
    ]
)
TEXT = st.lists(PIECES | st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8), max_size=6)
LONG = TEXT.map("".join).map(as_typed)
SHORT = LONG.map(lambda text: as_typed(text.replace("\n", " "))[:120].strip())
TITLE = SHORT.filter(bool)
DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
MONEY = st.none() | st.decimals(0, Decimal("9999999999.99"), places=2)
WERTE = st.decimals(-9999, 9999, places=2)
JAHRESZIELE = st.dictionaries(st.integers(1990, 2199).map(str), WERTE.map(lambda wert: f"{wert:.2f}"), max_size=3)
SHORT_FIELDS = ("nr", "zeitraum_original", "zustaendigkeit_original")
LONG_FIELDS = ("kurzbeschreibung", "ziel", "anlass", "kosten_original", "finanzierung", "personalbedarf")


POSTEN = st.tuples(
    st.integers(2000, 2100),
    st.sampled_from(Quelle.values),
    MONEY.map(lambda amount: amount or 0),
    st.sampled_from(Mittelstand.values),
    TITLE,
)


def codes_of(choices: Any) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(choices.values), unique=True, max_size=3)


class TakeBack(Exception):
    pass


STELLEN = ("=Amt | Nord", "Amt", "Amt", "Schul\\Amt")
GEMEINDEN = ("Wanz; Leben", "Wanz", "Nord, Süd")


@st.composite
def measures(draw: st.DrawFn) -> dict[str, Any]:
    """Return what one measure says of itself, with its parts by their fields."""
    beginn, ende = sorted([draw(DAYS), draw(DAYS)])
    gesamt, gesichert = draw(MONEY), draw(MONEY)
    if gesamt is not None and gesichert is not None:
        gesichert, gesamt = sorted((gesamt, gesichert))
    return {
        "felder": {
            "titel": draw(TITLE),
            **{name: draw(LONG) for name in LONG_FIELDS},
            **{name: draw(SHORT)[:20].strip() for name in SHORT_FIELDS},
            "zielgruppen": draw(codes_of(Zielgruppe)),
            "bildungsbereiche": draw(codes_of(Bildungsbereich)),
            "horizont": draw(st.sampled_from(["", *Massnahme.Horizont.values])),
            "prioritaet": draw(st.sampled_from(["", *STANDARD])),
            "beginn": draw(st.sampled_from([None, beginn])),
            "ende": draw(st.sampled_from([None, ende])),
            "kosten_gesamt": gesamt,
            "kosten_gesichert": gesichert,
            "oeffentlich": draw(st.booleans()),
            "oeffentliche_angaben": draw(codes_of(Angabe)),
            "beispieltext": draw(st.booleans()),
            "status": draw(st.sampled_from(MassnahmeStatus.values)),
        },
        "stand": draw(st.sampled_from(["", "mit Tag", "laut Dokument"])),
        "texte": [draw(LONG.filter(bool)), draw(LONG.filter(bool)), draw(LONG)],
        "stelle": draw(st.sampled_from([None, 0, 1, 2, 3])),
        "gemeinden": draw(st.sets(st.sampled_from([0, 1, 2]))),
        "bezuege": draw(st.dictionaries(st.sampled_from(range(6)), LONG, max_size=4)),
        "mitwirkungen": draw(st.lists(st.tuples(st.sampled_from([None, 0, 1, 2, 3, 4]), TITLE, SHORT), max_size=3)),
        "schritte": draw(st.lists(st.tuples(TITLE, SHORT, st.none() | DAYS), max_size=3)),
        "meilensteine": draw(st.lists(st.tuples(DAYS, TITLE), max_size=2)),
        "indikatoren": draw(st.lists(st.tuples(TITLE, st.none() | WERTE, JAHRESZIELE), max_size=2)),
        "posten": draw(st.lists(POSTEN, max_size=3, unique_by=lambda one: (one[0], one[1], one[3], one[4]))),
        "links": draw(st.dictionaries(st.sampled_from(Verbindung.Art.values), SHORT, max_size=2)),
        "platz": draw(st.none() | SHORT.map(lambda text: text[:20].strip())),
        "beschluss": draw(st.booleans()),
    }


class Welt:
    """The directories that a table names, with names that are hard to tell apart."""

    def __init__(self) -> None:
        self.stellen = [make_stelle(name=name) for name in STELLEN]
        self.gemeinden = [make_gemeinde(name=name) for name in GEMEINDEN]
        old, new = make_konzept(), make_konzept()
        felder = [make_handlungsfeld(konzept=konzept, titel="Wege | Takt", kennung="wege") for konzept in (old, new)]
        self.ziele: list[dict[str, Any]] = [
            *({"handlungsfeld": feld} for feld in felder),
            *({"strategie": make_strategie(handlungsfeld=feld, titel="Bus", kennung="bus")} for feld in felder),
            {"ziel": make_ziel(felder[0], titel="Bus")},
            {"abschnitt": make_abschnitt(titel="=Satz")},
        ]
        self.institution = make_institution(name="Amt")
        self.plan = make_plan(titel="Plan; 2026")
        self.beratung = make_beratung(rolle="entscheidung")

    def build(self, rows: list[dict[str, Any]]) -> None:
        made = []
        for place, row in enumerate(rows, 1):
            felder = dict(row["felder"])
            if row["stelle"] is not None:
                felder["federfuehrung"] = self.stellen[row["stelle"]]
            felder["startbeschluss"] = self.beratung if row["beschluss"] else None
            made.append(make_massnahme(position=place, **felder))
            self._parts(made[-1], row)
            self._money(made[-1], row)
        for one, row in zip(made, rows, strict=True):
            for art, notiz in row["links"].items() if one != made[0] else ():
                Verbindung.objects.create(von=one, nach=made[0], art=art, notiz=notiz)

    def _money(self, one: Massnahme, row: dict[str, Any]) -> None:
        for jahr, quelle, betrag, stand, bezeichnung in row["posten"]:
            Finanzierungsposten.objects.create(
                massnahme=one, jahr=jahr, quelle=quelle, betrag=betrag, stand=stand, bezeichnung=bezeichnung
            )

    def _parts(self, one: Massnahme, row: dict[str, Any]) -> None:
        one.gemeinden.set([self.gemeinden[at] for at in row["gemeinden"]])
        for at, why in row["bezuege"].items():
            make_bezug(one, begruendung=why, **self.ziele[at])
        for position, (who, wortlaut, rolle) in enumerate(row["mitwirkungen"]):
            directory: dict[str, Any] = {} if who is None else {"stelle": self.stellen[who]} if who < 4 else {}
            directory = {"institution": self.institution} if who == 4 else directory
            said = wortlaut if who is None else ""
            task = {1: Aufgabe.FUEHRT_MIT, 2: Aufgabe.BERICHTET}.get(who or 0, Aufgabe.WIRKT_MIT)
            Mitwirkung.objects.create(
                massnahme=one, position=position, wortlaut=said, rolle=rolle, aufgabe=task, **directory
            )
        for position, (titel, wer, termin) in enumerate(row["schritte"]):
            Handlungsschritt.objects.create(
                massnahme=one, position=position, titel=titel, zustaendig=wer, termin=termin
            )
        for datum, titel in row["meilensteine"]:
            Meilenstein.objects.create(massnahme=one, datum=datum, titel=titel)
        for position, (titel, basis, yearly) in enumerate(row["indikatoren"]):
            Indikator.objects.create(massnahme=one, position=position, titel=titel, basis=basis, jahresziele=yearly)
        if row["stand"]:
            text, grund, weiter = row["texte"]
            made_up = (
                {"text": LAUT_TABELLE, "stand_laut_dokument": True} if row["stand"] != "mit Tag" else {"text": text}
            )
            make_sachstand(one, status=one.status, hindernisse=grund, naechste_schritte=weiter, **made_up)
        if row["platz"] is not None:
            Planplatz.objects.create(plan=self.plan, massnahme=one, position=one.position, nr=row["platz"])


@pytest.mark.parametrize("art", ["xlsx", "csv"])
def test_whatever_measures_say_comes_back_as_it_went_out(client: Client, art: str) -> None:
    konto = make_konto()
    client.force_login(konto)
    welt = Welt()

    def plan_of(data: bytes) -> list[Zeile]:
        tabelle = tabellen_lesen.read(f"plan.{art}", BytesIO(data), len(data))
        return plan(tabelle, guess("massnahmen", woerter(), tabelle.kopf), {"dokument": date(2020, 1, 1)})

    def build_and_write(rows: list[dict[str, Any]]) -> bytes:
        welt.build(rows)
        data = exported(client, art)
        assert [str(zeile.was) for zeile in plan_of(data)] == ["unverändert"] * len(rows)
        return data

    def read_and_write(data: bytes) -> bytes:
        zeilen = plan_of(data)
        assert [zeile.gruende for zeile in zeilen if zeile.gruende] == []
        take(zeilen, {}, by=konto)
        return exported(client, art)

    @settings(max_examples=20)
    @given(st.lists(measures(), min_size=1, max_size=3))
    def there_and_back(rows: list[dict[str, Any]]) -> None:
        first = undone(lambda: build_and_write(rows))
        again = undone(lambda: read_and_write(first))
        assert cells(again, art) == cells(first, art)

    there_and_back()


def undone(act: Callable[[], bytes]) -> bytes:
    """Return what comes of it; then nothing of it ever was."""
    found = b""
    try:
        with transaction.atomic():
            found = act()
            raise TakeBack
    except TakeBack:
        return found


def cells(data: bytes, art: str) -> list[list[Any]]:
    return rows_of(data) if art == "xlsx" else [[line] for line in data.decode().split("\r\n")]
