from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from bildungskommune.ui import zeiten
from bildungskommune.ui.templatetags import texte


def words(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("wert", [date(2024, 5, 30), "2024-05-30", datetime(2024, 5, 30, 14, tzinfo=UTC)])
def test_datum_names_the_month(wert: object) -> None:
    assert words(zeiten.datum(wert)) == "30. Mai 2024"


def test_datum_uses_no_break_spaces() -> None:
    assert zeiten.datum(date(2024, 5, 30)) == "30.\N{NO-BREAK SPACE}Mai\N{NO-BREAK SPACE}2024"


def test_zeitpunkt_is_in_local_time() -> None:
    assert words(zeiten.zeitpunkt(datetime(2024, 5, 30, 14, tzinfo=UTC))) == "Donnerstag, 30. Mai 2024, 16:00 Uhr"


def test_zeitpunkt_reads_snapshots() -> None:
    assert words(zeiten.zeitpunkt("2024-05-30T16:00:00+02:00")) == "Donnerstag, 30. Mai 2024, 16:00 Uhr"


def test_zeitraum_names_the_day_once() -> None:
    beginn, ende = "2024-05-30T16:00:00+02:00", "2024-05-30T19:00:00+02:00"

    assert words(zeiten.zeitraum(beginn, ende)) == "Donnerstag, 30. Mai 2024, 16:00 bis 19:00 Uhr"


@pytest.mark.parametrize("wert", [None, "", "Sommer"])
def test_no_date_gives_no_words(wert: object) -> None:
    assert [zeiten.datum(wert), zeiten.tag(wert), zeiten.zeitpunkt(wert), zeiten.iso(wert)] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("wert", "text"),
    [
        (1234567, "1.234.567"),
        (3.5, "3,5"),
        (Decimal("1200.00"), "1.200"),
        (Decimal("12.25"), "12,25"),
        (0, "0"),
        ("186000.00", "186.000"),
        ("3.50", "3,5"),
        ("2026", "2026"),
    ],
)
def test_zahl_is_german(wert: object, text: str) -> None:
    assert zeiten.zahl(wert) == text


def test_plural_chooses_the_word() -> None:
    assert [texte.plural(n, "Beitrag,Beiträge") for n in (0, 1, 2)] == ["Beiträge", "Beitrag", "Beiträge"]
