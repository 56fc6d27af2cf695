"""Times and values as the databases of the official statistics write them."""

from datetime import date
from decimal import Decimal

import pytest

from bildungskommune.kennzahlen.zellen import Angabe, Unverstanden, Zeit, read_time, read_value


@pytest.mark.parametrize(
    ("text", "zeit"),
    [
        ("2021", Zeit("2021", date(2021, 12, 31))),
        ("31.12.2021", Zeit("31.12.2021", date(2021, 12, 31))),
        ("2021-12-31", Zeit("31.12.2021", date(2021, 12, 31))),
        ("2019/20", Zeit("2019/20", date(2019, 12, 31))),
        ("2019/2020", Zeit("2019/20", date(2019, 12, 31))),
        ("1999/00", Zeit("1999/00", date(1999, 12, 31))),
        ("04/1991", Zeit("04/1991", date(1991, 4, 30))),
        ("2019-08P1Y", Zeit("2019/20", date(2019, 12, 31))),
        ("2019-01P1Y", Zeit("2019", date(2019, 12, 31))),
        ("2022-10P6M", Zeit("10/2022 bis 03/2023", date(2022, 12, 31))),
        ("2022-04P6M", Zeit("04/2022 bis 09/2022", date(2022, 9, 30))),
    ],
)
def test_a_time_is_read_as_people_say_it(text: str, zeit: Zeit) -> None:
    assert read_time(text) == zeit


@pytest.mark.parametrize("text", ["", "gestern", "32.12.2021", "13/2020", "2019/21", "2020-13P1M", "0000"])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Unverstanden, match="kein Jahr, kein Stichtag"):
        read_time(text)


@pytest.mark.parametrize(
    ("text", "guete", "angabe"),
    [
        ("1234", "", Angabe(Decimal(1234))),
        ("3,725", "e", Angabe(Decimal("3.725"), "", "e")),
        ("-2,5", "p", Angabe(Decimal("-2.5"), "", "p")),
        ("101.2", "", Angabe(Decimal("101.2"))),
        ("0", "", Angabe(Decimal(0))),
        ("(17)", "", Angabe(Decimal(17), "", "()")),
        ("17", "()", Angabe(Decimal(17), "", "()")),
        ("17", "?", Angabe(Decimal(17))),
        ("-", "", Angabe(None, "-")),
        (".", "", Angabe(None, ".")),
        ("...", "", Angabe(None, "...")),
        ("…", "", Angabe(None, "...")),
        ("/", "", Angabe(None, "/")),
        ("x", "", Angabe(None, "x")),
        ("", ".", Angabe(None, ".")),
    ],
)
def test_a_value_is_a_number_or_a_sign(text: str, guete: str, angabe: Angabe) -> None:
    assert read_value(text, guete) == angabe


@pytest.mark.parametrize("text", ["", "viel", "1.234", "1.234.567", "()", "--", "1,2,3"])
def test_what_could_be_either_or_neither_is_refused_and_never_becomes_zero(text: str) -> None:
    with pytest.raises(Unverstanden):
        read_value(text)
