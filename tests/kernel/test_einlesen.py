"""Institutions come from a table: what is right is taken, what is wrong is named, what is known stays."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from bildungskommune import tabellen_lesen
from bildungskommune.akteure.models import Gemeinde, Institution
from bildungskommune.tabellen_lesen import Unlesbar
from tests.factories import make_institution, make_konto

TABELLE = """Einrichtung;Art;Gemeinde;Straße;PLZ;Bildungsbereiche;Homepage;E-Mail
Kita Sonnenblume;Kindertageseinrichtung;Oschersleben;Am Markt 1;39387;Frühkindliche Bildung;kita.example;a@kita.example
Heimatverein;verein;;;;"Kulturelle Bildung, Demokratie und Ehrenamt";
Kita Nord;Raumschiff;Atlantis;;;Fliegen;
;Verein;;;;;
kita  SONNENBLUME;Kindertageseinrichtung;oschersleben;;;;
"""


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(make_konto())
    Gemeinde.objects.create(kennung="oschersleben", name="Oschersleben", art="stadt")
    return client


def send(office: Client, content: bytes, name: str = "liste.csv") -> str:
    file = SimpleUploadedFile(name, content)
    return office.post(reverse("v-institution-einlesen"), {"datei": file}).content.decode()


def filled(page: str, form: str) -> dict[str, str]:
    """Return what a form on the page would send."""
    found: Any
    (found,) = lxml.html.fromstring(page).cssselect(form)
    return {str(name): str(value).replace("\n", "\r\n") for name, value in found.form_values()}


def take(office: Client, page: str) -> str:
    """Press the button below the preview."""
    fields = filled(page, ".block form")
    return office.post(reverse("v-institution-einlesen"), {**fields, "einlesen": "1"}, follow=True).content.decode()


def test_preview_names_what_is_wrong_in_which_row_and_stores_nothing(office: Client) -> None:
    page = send(office, TABELLE.encode())

    for sentence in (
        "Die Gemeinde „Atlantis“ steht nicht im Verzeichnis.",
        "Die Art „Raumschiff“ gibt es nicht. Möglich sind: Kindertageseinrichtung",
        "Den Bildungsbereich „Fliegen“ gibt es nicht.",
        "Der Name fehlt.",
        "Dieselbe Einrichtung steht schon in Zeile 2.",
        "3 Zeilen werden ausgelassen.",
        "2 Zeilen einlesen",
    ):
        assert sentence in " ".join(page.split())
    assert not Institution.objects.exists()


def test_what_is_right_is_taken_and_a_second_time_changes_nothing(office: Client) -> None:
    take(office, send(office, TABELLE.encode()))

    kita = Institution.objects.get(name="Kita Sonnenblume")
    assert kita.gemeinde
    assert [kita.typ, kita.gemeinde.name, kita.strasse, kita.plz, kita.website, kita.email] == [
        "kita", "Oschersleben", "Am Markt 1", "39387", "https://kita.example",
        "a@kita.example",
    ]  # fmt: skip
    assert kita.bildungsbereiche == ["fruehkindlich"]
    assert Institution.objects.get(name="Heimatverein").bildungsbereiche == ["kultur", "demokratie"]
    assert Institution.objects.count() == 2

    assert "nichts einzulesen" in send(office, TABELLE.encode())


def test_what_is_known_is_filled_where_it_is_empty_and_never_overwritten(office: Client) -> None:
    known = make_institution(name="Kita Sonnenblume", typ="hort", strasse="Alte Straße 9", plz="", gemeinde=None)

    page = send(office, TABELLE.encode())
    said = take(office, page)

    known.refresh_from_db()
    assert [known.typ, known.strasse, known.plz] == ["hort", "Alte Straße 9", "39387"]
    assert known.gemeinde is not None
    assert "Bei 1 wurde ergänzt, was fehlte." in said
    assert Institution.objects.filter(name__iexact="Kita Sonnenblume").count() == 1


def test_other_column_may_be_chosen_for_a_field(office: Client) -> None:
    page = send(office, b"Wer;Sonst\nMusikschule;Haus am See\n")
    fields = filled(page, "main form.formular")
    assert "Bitte" in page, "no column speaks of a name"

    again = office.post(reverse("v-institution-einlesen"), {**fields, "name": "0", "traeger": "1"}).content.decode()
    take(office, again)

    assert Institution.objects.get().traeger == "Haus am See"


def test_excel_is_read_as_well_and_windows_letters(office: Client) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "PLZ"], ["Hort am Wäldchen", 39387], [None, None]):
        sheet.append(row)
    out = BytesIO()
    book.save(out)

    take(office, send(office, out.getvalue(), "liste.XLSX"))
    take(office, send(office, "Name\nMuseum Börde\n".encode("cp1252")))

    assert Institution.objects.get(name="Hort am Wäldchen").plz == "39387"
    assert Institution.objects.filter(name="Museum Börde").exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("liste.pdf", b"%PDF", "die auf .csv oder .xlsx endet"),
        ("liste.xlsx", b"kein Zip", "keine lesbare Excel-Datei"),
        ("liste.csv", b"", "leer"),
        ("liste.csv", b"\n;;\n", "leer"),
        ("liste.csv", b"Name;Art\n", "Unter der ersten Zeile steht nichts"),
        ("liste.csv", b"Name\n" + b"\n".join(b"Kita %d" % nr for nr in range(501)), "mehr als 500 Zeilen"),
        ("liste.csv", b"Name\n" + b"x" * (2 * 2**20), "größer als 2 MB"),
        ("liste.csv", b'Name\n"offen', "keine lesbare CSV-Tabelle"),
    ],
)
def test_file_that_cannot_be_taken_is_refused_with_what_to_do(
    office: Client, name: str, content: bytes, sentence: str
) -> None:
    page = send(office, content, name)

    assert sentence in page
    assert 'name="datei"' in page


def test_excel_file_that_unpacks_to_too_much_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tabellen_lesen, "MOST_UNPACKED", 1000)
    out = BytesIO()
    Workbook().save(out)

    with pytest.raises(Unlesbar, match="entpackt zu groß"):
        tabellen_lesen.read("a.xlsx", BytesIO(out.getvalue()), len(out.getvalue()))


@pytest.mark.parametrize("sheet", ["<worksheet><sheetData><row>", "", "<x/>"])
def test_excel_file_with_a_broken_part_is_refused_in_words(sheet: str) -> None:
    whole, broken = BytesIO(), BytesIO()
    Workbook().save(whole)
    with ZipFile(whole) as old, ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.startswith("xl/worksheets/") else old.read(name))

    with pytest.raises(Unlesbar):
        tabellen_lesen.read("a.xlsx", broken, len(broken.getvalue()))


def test_rows_keep_the_number_that_the_table_program_shows() -> None:
    tabelle = tabellen_lesen.of_text("A;B\n\n1;2\n;;\n3;4\n")

    assert tabellen_lesen.of_one_line(tabelle.in_one_line()) == tabelle
    assert (tabelle.nummern, tabelle.zeilen) == ([3, 5], [("1", "2"), ("3", "4")])


@pytest.mark.parametrize("text", ["", "kein", "eJyrVg==", "W10="])
def test_table_that_was_changed_on_the_way_is_refused(text: str) -> None:
    with pytest.raises(Unlesbar, match="unterwegs verloren"):
        tabellen_lesen.of_one_line(text)


def test_same_button_pressed_twice_makes_one(office: Client) -> None:
    fields = filled(send(office, b"Name\nMuseum\n"), ".block form")

    for _ in range(2):
        office.post(reverse("v-institution-einlesen"), {**fields, "einlesen": "1"})

    assert Institution.objects.filter(name="Museum").count() == 1


@pytest.mark.parametrize("rolle", ["moderation", "fachamt", "leitung"])
def test_only_the_office_reads_in(client: Client, db: None, rolle: str) -> None:
    client.force_login(make_konto(rolle))

    assert client.get(reverse("v-institution-einlesen")).status_code == 403
