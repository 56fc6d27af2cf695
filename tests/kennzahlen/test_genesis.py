"""Flat files of both forms are understood, and everything else says what to do."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from bildungskommune.kennzahlen import datei
from bildungskommune.kennzahlen.genesis import Datei, NichtErkannt, recognise, table_in
from bildungskommune.tabellen_lesen import Unlesbar
from tests.kennzahlen.bauen import BOERDE, NAME, NEU_NAME, SCHULEN, alt, neu


def understood(content: bytes, name: str = NAME) -> Datei:
    found, tabelle = datei.read(name, BytesIO(content), len(content))
    return recognise(tabelle, found)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "iso-8859-1"])
def test_the_form_of_the_laender_in_each_encoding(encoding: str) -> None:
    gelesen = understood(SCHULEN.encode(encoding))

    assert (gelesen.tabelle, gelesen.statistik) == ("21111-01-03-4", "21111")
    assert gelesen.statistik_name == "Statistik der allgemeinbildenden Schulen"
    assert gelesen.regionen == {"15083": "Börde, Landkreis", "15": "Sachsen-Anhalt"}
    assert [(one.name, one.werte) for _, one in gelesen.weitere] == [
        ("Schulart", {"": "Insgesamt", "GYM": "Gymnasien"})
    ]
    assert [str(one) for one in gelesen.groessen.values()] == ["Schueler (Anzahl)", "Schulen (Anzahl)"]
    assert gelesen.zeiten == ["2019/20", "2020/21", "2021/22"]
    assert gelesen.hinweise == []


def test_the_newer_form_with_units_and_quality() -> None:
    rows = neu(
        ("2022-12-31", *BOERDE, "", "Insgesamt", "170.5", "e"),
        ("2021-12-31", *BOERDE, "GESM", "männlich", "84", "p"),
    )

    gelesen = understood(rows.encode(), NEU_NAME)

    assert (gelesen.tabelle, gelesen.statistik) == ("12411-0018", "12411")
    assert gelesen.zeiten == ["31.12.2021", "31.12.2022"]
    assert [(one.angabe.wert, one.angabe.guete) for one in gelesen.eintraege] == [
        (Decimal("170.5"), "e"),
        (Decimal(84), "p"),
    ]


def test_a_column_of_quality_belongs_to_its_values_and_a_rate_of_change_is_a_figure_of_its_own() -> None:
    head = (
        "Statistik_Code;Statistik_Label;Zeit_Code;Zeit_Label;Zeit;1_Merkmal_Code;1_Merkmal_Label;1_Auspraegung_Code;"
        "1_Auspraegung_Label;PREIS1__Verbraucherpreisindex__2020=100;PREIS1__Verbraucherpreisindex__q;"
        "Verbraucherpreisindex__CH0004;Verbraucherpreisindex__CH0004__q"
    )
    row = "61111;Preise;JAHR;Jahr;2023;DINSG;Deutschland insgesamt;DG;Deutschland;116,7;e;5,9;p"

    gelesen = understood(f"{head}\n{row}\n".encode(), "61111-0001_de_flat.csv")

    assert [str(one) for one in gelesen.groessen.values()] == [
        "Verbraucherpreisindex (2020=100)",
        "Verbraucherpreisindex (CH0004)",
    ]
    assert [one.angabe.guete for one in gelesen.eintraege] == ["e", "p"]


def test_rows_that_nobody_understands_are_named_and_left_out() -> None:
    rows = [("2019/20", *BOERDE, "", "Insgesamt", "10", "1")]
    rows += [("irgendwann", *BOERDE, "", "Insgesamt", "10", "1")] * 7

    gelesen = understood(alt(*rows).encode())

    assert len(gelesen.eintraege) == 2
    assert gelesen.hinweise[0] == "Zeile 3: Die Zeit „irgendwann“ ist kein Jahr, kein Stichtag und kein Schuljahr."
    assert gelesen.hinweise[-1] == "Ebenso in 2 weiteren Zeilen."


KEINE_REGION = alt(("2019/20", *BOERDE, "", "Insgesamt", "1", "1")).replace(
    "KREISE;Kreise und kreisfreie Städte", "GES;x"
)


@pytest.mark.parametrize(
    ("text", "satz"),
    [
        ("Tabelle: 21111-01-03-4;;\nSchulen;2019;2020\n", "Es fehlt eine Spalte „Statistik_Code“"),
        (SCHULEN.replace("Zeit;1_M", "Wann;1_M"), "Es fehlt die Spalte „Zeit“"),
        (SCHULEN.replace("BIL003__", "BIL003").replace("BIL002__", "B").replace("__", ""), "eine Spalte mit Werten"),
        (KEINE_REGION, "für welche Region"),
        (alt(("2019/20", *BOERDE, "", "Insgesamt", ".", "-")), "kein Wert, den das Portal versteht"),
    ],
)
def test_a_file_without_anything_usable_says_what_to_do(text: str, satz: str) -> None:
    with pytest.raises(NichtErkannt, match=satz):
        understood(text.encode())


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("21111-01-03-4_flat.csv", "21111-01-03-4"),
        ("1000A-0001_de_flat.csv", "1000A-0001"),
        ("AI013-3_flat (1).csv", "AI013-3"),
        ("ordner/12411-0018.csv", "12411-0018"),
        ("schulen-boerde.csv", ""),
    ],
)
def test_the_name_of_the_file_says_the_table(name: str, code: str) -> None:
    assert table_in(name) == code


def zipped(**files: str) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w") as parts:
        for name, text in files.items():
            parts.writestr(f"{name}.csv", text)
    return packed.getvalue()


def test_a_zip_with_one_table_is_read() -> None:
    assert understood(zipped(**{"21111-01-03-4_flat": SCHULEN}), "laden.zip").tabelle == "21111-01-03-4"


@pytest.mark.parametrize(
    ("name", "make", "satz"),
    [
        ("laden.zip", lambda: zipped(eins=SCHULEN, zwei=SCHULEN), "genau eine CSV-Datei"),
        ("laden.zip", lambda: b"PK kaputt", "nicht lesbar"),
        ("laden.zip", lambda: zipped(gross="x" * (21 * 2**20)), "entpackt größer als 20 MB"),
        ("laden.csv", lambda: b"x" * (20 * 2**20 + 1), "größer als 20 MB. Bitte wählen Sie beim Abruf"),
        ("laden.csv", lambda: b"a;b\n" + b"1;2\n" * 60_001, "mehr als 60.000 Zeilen. Bitte wählen Sie beim Abruf"),
        ("laden.xls", lambda: b"x", ".csv oder .zip"),
    ],
)
def test_limits_of_a_file_are_told(name: str, make: Callable[[], bytes], satz: str) -> None:
    with pytest.raises(Unlesbar, match=satz):
        understood(make(), name)
