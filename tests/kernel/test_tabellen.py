"""Lists as files: no cell runs as a formula, and what is read back is what was there."""

import csv
from collections.abc import Iterable
from io import StringIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bildungskommune.tabellen import FORMULA_START, Zeile, as_typed, csv_lines, harmless, xlsx_file

FORMULAS = ["=1+1", "+49 3904", "-Ideen-", "@SUM(A1)", "\t=x", "\r=x", " =x", "\u00a0=x", "\x00=x", "\x0b=x", "＝x"]
TEXTS = st.text(st.characters(codec="utf-8"), max_size=60) | st.sampled_from([*FORMULAS, "'=x", ";", '"'])
NUMBERS = st.integers(-(10**9), 10**9) | st.none()
ROWS = st.lists(st.lists(TEXTS | NUMBERS, min_size=3, max_size=3), max_size=6)
HEAD = ("Name", "Ort", "Zahl")


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def read_xlsx(title: str, head: Zeile, rows: Iterable[Zeile]) -> Workbook:
    with xlsx_file(title, head, rows) as file:
        return load_workbook(file)


def as_read(value: object) -> str:
    return "" if value is None else str(harmless(value))  # type: ignore[arg-type]


@given(TEXTS)
def test_no_text_begins_as_a_formula(text: str) -> None:
    assert not str(harmless(text)).lstrip().startswith(FORMULA_START)


@given(TEXTS)
@example("'=x")
@example("''=x")
@example(" '\u00a0=x")
@example("'x")
def test_what_was_made_harmless_is_read_as_it_was_typed(text: str) -> None:
    typed = text.translate(dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF]))

    assert as_typed(str(harmless(text))) == typed.replace("\r\n", "\n").replace("\r", "\n").strip()


@pytest.mark.parametrize("number", [-5, 0, 3, -1.5, None])
def test_numbers_stay_numbers(number: float | None) -> None:
    assert harmless(number) is number


@given(ROWS)
def test_csv_is_read_back_as_it_was(rows: list[list[str | int | None]]) -> None:
    found = read_csv(b"".join(csv_lines(HEAD, rows)))

    assert found == [list(HEAD), *([as_read(value) for value in row] for row in rows)]


def test_csv_opens_in_german_excel() -> None:
    assert list(csv_lines(HEAD, [("Köthen", "a;b", 3), ("Burg", "a", 12.5)])) == [
        b"\xef\xbb\xbfName;Ort;Zahl\r\n",
        b'K\xc3\xb6then;"a;b";3\r\n',
        b"Burg;a;12,5\r\n",
    ]


@given(ROWS)
@example([["\ufffe", "\uffff", "\x7f"]])
@example([[None, None, None]])
@example([["_x0041_", "#N/A", "1e5"]])
@example([["a\nb", "a\r\nb", " a "]])
def test_workbook_opens_and_runs_nothing(rows: list[list[str | int | None]]) -> None:
    sheet = read_xlsx("Liste", HEAD, rows).active

    assert sheet is not None
    cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    wanted = [value for row in rows for value in row]
    assert [cell.value for cell in cells if isinstance(cell.value, int)] == [n for n in wanted if isinstance(n, int)]


@given(
    st.lists(st.text("abcäöüß ,.-()0123456789", min_size=1, max_size=30).filter(lambda t: t[0] not in "- "), max_size=5)
)
def test_workbook_holds_the_words_that_were_there(names: list[str]) -> None:
    sheet = read_xlsx("Liste", ("Name",), [[name] for name in names]).active

    assert sheet is not None
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == names


@pytest.mark.parametrize(
    ("title", "name"),
    [("Anmeldungen: 12/2026", "Anmeldungen 122026"), ("[]:*?/\\", "Liste"), ("", "Liste"), ("x" * 40, "x" * 31)],
)
def test_sheet_has_a_name_that_excel_takes(title: str, name: str) -> None:
    assert read_xlsx(title, HEAD, []).sheetnames == [name]


def test_workbook_keeps_its_head_in_sight_and_its_widths() -> None:
    with xlsx_file("Liste", HEAD, [("a", "b", 1)], breiten=(40, 20)) as out:
        sheet = load_workbook(out).active

    assert sheet is not None
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [40, 20]
    assert all(cell.font.bold for cell in sheet[1])


def test_long_text_is_cut_at_what_a_cell_holds() -> None:
    sheet = read_xlsx("Liste", ("Name",), [["ä" * 40_000]]).active

    assert sheet is not None
    assert str(sheet["A2"].value).startswith("ä" * 32_000)
