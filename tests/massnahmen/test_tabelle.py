"""Measures come from a table and go into one: mapped, tried, refused with row and column, changed by their number."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.werkbank.models import GemerkteSpalte
from massnahmen.models import Massnahme, Massnahmenbezug, Mitwirkung, Planplatz, Sachstand, Verbindung
from tests.factories import (
    make_abschnitt,
    make_bezug,
    make_handlungsfeld,
    make_institution,
    make_konto,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
    make_strategie,
)
from tests.massnahmen.builders import days_ago, make_indikator, make_meilenstein, make_schritt, make_wert
from tests.massnahmen.tabelle import as_csv, as_xlsx, exported, fields, rows_of, send, take

pytestmark = pytest.mark.django_db
URL = "v-massnahme-einlesen"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_preview_says_what_is_new_changed_equal_and_refused_and_stores_nothing(office: Client) -> None:
    make_massnahme(nr="1", titel="Bus", kurzbeschreibung="Alt")
    make_massnahme(nr="2", titel="Rad")
    rows = [
        ("Nr.", "Titel", "Kurzbeschreibung", "Beginn", "Zuständig"),
        ("1", "Bus", "Neu", None, None),
        ("2", "Rad", None, None, None),
        (None, None, None, None, None),
        ("3", "Zug", "Mit Halt", date(2026, 8, 1), None),
        ("4", "Schiff", None, "Sommer", "Schulamt Nord"),
    ]
    make_stelle(name="Schulamt")

    page = text(send(office, as_xlsx(rows)))

    for sentence in (
        "Nicht eingelesen: 1",
        "Geändert: 1",
        "Neu: 1",
        "Unverändert: 1",
        '<td data-wort="Zeile">6</td>',
        "Spalte „Beginn“: „Sommer“ ist kein Tag.",
        "Spalte „Zuständig“: Die Stelle „Schulamt Nord“ gibt es nicht. Meinten Sie „Schulamt“?",
        '<del><span class="nur-vorlesen">vorher: </span>Alt</del>',
        "2 Zeilen einlesen",
    ):
        assert sentence in page
    assert sorted(Massnahme.objects.values_list("kurzbeschreibung", flat=True)) == ["", "Alt"]


def test_repeated_import_changes_by_number_and_keeps_what_the_file_does_not_name(office: Client) -> None:
    stelle, feld = make_stelle(name="Schulamt"), make_handlungsfeld(titel="Wege")
    there = make_massnahme(nr="7", titel="Bus", ziel="Bleibt", kosten_gesamt=Decimal(5), federfuehrung=stelle)
    make_bezug(there, handlungsfeld=feld)

    take(office, as_xlsx([("Nummer", "Maßnahme", "Ziel", "Gesamtkosten"), (7, "Bus und Bahn", None, "1.200,50 €")]))

    there.refresh_from_db()
    assert (there.titel, there.ziel, there.kosten_gesamt) == ("Bus und Bahn", "Bleibt", Decimal("1200.50"))
    assert (there.federfuehrung, Massnahme.objects.count(), there.bezuege.count()) == (stelle, 1, 1)
    entry = Eintrag.objects.about(there).get()
    assert (entry.ereignis, entry.angaben["felder"]) == ("massnahme.geaendert", ["kosten_gesamt", "titel"])


def test_new_measure_brings_all_its_parts_along(office: Client) -> None:
    feld = make_handlungsfeld(titel="Wege", nr="A")
    strategie = make_strategie(titel="Takt", handlungsfeld=feld)
    satz = make_abschnitt(titel="Kein Weg ist zu weit")
    schule, amt = make_institution(name="Grundschule Nord"), make_stelle(name="Schulamt")
    rows = [
        ("Titel", "Handlungsfelder", "Strategien", "Leitsätze", "Mitwirkende", "Handlungsschritte", "Meilensteine"),
        (
            "Bus",
            "Wege | Weil der Bus fehlt.",
            "takt",
            satz.kennung,
            "Grundschule Nord | stellt Räume\nSchulamt\nelf Schulen",
            "Ausschreiben | Amt | 01.03.2026\nFahren",
            "2026-08-01 | Start",
        ),
    ]

    take(office, as_xlsx(rows))

    bus = Massnahme.objects.get()
    assert list(bus.bezuege.values_list("handlungsfeld", "strategie", "abschnitt", "begruendung")) == [
        (feld.pk, None, None, "Weil der Bus fehlt."),
        (None, strategie.pk, None, ""),
        (None, None, satz.pk, ""),
    ]
    assert list(bus.mitwirkungen.values_list("institution", "stelle", "wortlaut", "rolle", "position")) == [
        (schule.pk, None, "", "stellt Räume", 0),
        (None, amt.pk, "", "", 1),
        (None, None, "elf Schulen", "", 2),
    ]
    assert list(bus.schritte.values_list("titel", "zustaendig", "termin")) == [
        ("Ausschreiben", "Amt", date(2026, 3, 1)),
        ("Fahren", "", None),
    ]
    assert bus.meilensteine.get().datum == date(2026, 8, 1)


def test_who_is_in_no_directory_stays_as_prose_and_the_preview_proposes(office: Client) -> None:
    make_institution(name="Grundschule Nord")

    page = text(send(office, as_xlsx([("Titel", "Beteiligte"), ("Bus", "Grundschule Nrod")])))

    assert (
        "„Grundschule Nrod“ steht in keinem Verzeichnis und bleibt im Wortlaut. Meinten Sie „Grundschule Nord“?" in page
    )


def test_parts_are_changed_and_added_but_never_taken_away(office: Client) -> None:
    bus = make_massnahme(nr="1")
    make_wert(make_indikator(bus, titel="Fahrten", einheit="am Tag"))
    make_schritt(bus, titel="Ausschreiben")
    make_schritt(bus, titel="Fahren")
    make_meilenstein(bus)

    take(
        office, as_xlsx([("Nr.", "Handlungsschritte", "Indikatoren"), ("1", "Fahren | Amt\nPrüfen", "Fahrten | | 3,5")])
    )

    assert list(bus.schritte.values_list("titel", "zustaendig")) == [
        ("Ausschreiben", ""),
        ("Fahren", "Amt"),
        ("Prüfen", ""),
    ]
    indikator = bus.indikatoren.get()
    assert (indikator.einheit, indikator.basis, indikator.werte.count()) == ("am Tag", Decimal("3.5"), 1)
    assert bus.meilensteine.count() == 1


def test_links_are_stored_once_whichever_side_names_them(office: Client) -> None:
    rows = [
        ("Nr.", "Titel", "Verbindungen"),
        ("1", "Bus", "ergänzt | 2 | Fahrplan\nverwandt mit | 2"),
        ("2", "Rad", "wird ergänzt durch | 1\n1"),
    ]

    take(office, as_xlsx(rows))

    bus, rad = Massnahme.objects.order_by("nr")
    assert list(Verbindung.objects.values_list("von", "nach", "art", "notiz")) == [
        (bus.pk, rad.pk, "ergaenzt", "Fahrplan"),
        (bus.pk, rad.pk, "verwandt", ""),
    ]


def test_row_that_names_a_refused_one_is_refused_as_well(office: Client) -> None:
    rows = [("Nr.", "Titel", "Beginn", "Verbindungen"), ("1", "Bus", None, "2"), ("2", "Rad", "bald", None)]

    page = text(send(office, as_xlsx(rows)))

    assert "Spalte „Verbindungen“: Sie nennt Zeile 3, die nicht eingelesen wird." in page
    assert "Aus dieser Tabelle gibt es nichts einzulesen." in page


def test_state_without_a_day_takes_that_of_the_document_and_says_so(office: Client) -> None:
    rows = [
        ("Nr.", "Titel", "Stand", "Stichtag"),
        (1, "Bus", "umgesetzt", None),
        (2, "Rad", "verstetigt", "2025-03-01"),
    ]

    take(office, as_xlsx(rows), dokument="2024-12-31")

    bus, rad = Sachstand.objects.order_by("massnahme__nr")
    assert (bus.stichtag, bus.stand_laut_dokument, bus.status) == (date(2024, 12, 31), True, "umgesetzt")
    assert (rad.stichtag, rad.stand_laut_dokument, rad.massnahme.status) == (date(2025, 3, 1), False, "verstetigt")
    head, *lines = rows_of(exported(office))
    assert [line[head.index("Sachstand vom")] for line in lines] == [None, "2025-03-01"]


def test_state_of_a_known_measure_follows_the_rules_of_a_report(office: Client) -> None:
    bus = make_massnahme(nr="1", status="vorgesehen")
    make_sachstand(bus, stichtag=days_ago(10), status="vorgesehen")
    head = ("Nr.", "Stand", "Sachstand vom", "Grund")

    refused = text(send(office, as_xlsx([head, ("1", "umgesetzt", None, None)])))
    early = text(send(office, as_xlsx([head, ("1", "in Umsetzung", days_ago(11), None)])))
    bare = text(send(office, as_xlsx([head, ("1", "verzögert", None, None)])))
    take(office, as_xlsx([head, ("1", "verzögert", days_ago(2), "Kein Geld")]))

    assert "Von „vorgesehen“ führt kein Schritt zu „umgesetzt“." in refused
    assert "Es gibt schon einen Sachstand vom" in early
    assert "Bitte füllen Sie die Spalte „Grund“." in bare
    bus.refresh_from_db()
    assert (bus.status, bus.status_grund, bus.sachstaende.count()) == ("verzoegert", "Kein Geld", 2)


def test_number_and_place_in_each_plan(office: Client) -> None:
    plan = make_plan(titel="Plan 2026")
    for place, nr in enumerate(("1", "2"), 1):
        Planplatz.objects.create(plan=plan, massnahme=make_massnahme(nr=nr), position=place)

    take(
        office,
        as_xlsx(
            [("Nr.", "Titel", "Maßnahmenpläne"), ("3", "Neu", "Plan 2026 | 1 | A"), ("2", None, "Plan 2026 | | B")]
        ),
    )

    assert list(plan.plaetze.values_list("massnahme__nr", "nr")) == [("3", "A"), ("1", ""), ("2", "B")]
    assert Eintrag.objects.about(plan).get().ereignis == "massnahmenplan.eingelesen"


def test_columns_are_remembered(office: Client) -> None:
    rows = [("Was", "Wozu", "Sonst"), ("Bus", "Fahren", "x")]
    first = send(office, as_xlsx(rows))
    assert first.status_code == 200

    sent = {**fields(first.content.decode(), "main form.formular"), "titel": "0", "ziel": "1"}
    preview = office.post(reverse(URL), sent)
    office.post(reverse(URL), {**fields(preview.content.decode()), "einlesen": "1"})

    assert Massnahme.objects.get().ziel == "Fahren"
    assert "Unverändert: 1" in text(send(office, as_xlsx(rows)))
    assert set(GemerkteSpalte.objects.values_list("kopf", "feld")) == {
        ("was", "titel"),
        ("wozu", "ziel"),
        ("sonst", ""),
    }


def test_one_column_is_not_taken_for_two_fields(office: Client) -> None:
    sent = {**fields(send(office, as_xlsx([("Titel",), ("Bus",)])).content.decode(), "main form.formular"), "ziel": "0"}

    answer = office.post(reverse(URL), sent)

    assert answer.status_code == 422
    assert "Diese Spalte ist schon für „Titel“ gewählt." in text(answer)


def test_what_changed_since_the_preview_is_shown_again(office: Client) -> None:
    bus = make_massnahme(nr="1", titel="Bus")
    sent = fields(send(office, as_xlsx([("Nr.", "Titel"), ("1", "Bahn")])).content.decode())
    Massnahme.objects.filter(pk=bus.pk).update(titel="Rad")

    page = text(office.post(reverse(URL), {**sent, "einlesen": "1"}))

    assert "Inzwischen hat sich etwas geändert." in page
    bus.refresh_from_db()
    assert bus.titel == "Rad"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("Nr.", "Titel"), ("1", None)], "Spalte „Titel“: Er fehlt."),
        ([("Nr.", "Titel"), ("1", "A"), ("1", "B")], "Dieselbe Maßnahme steht schon in Zeile 2."),
        ([("Titel",), ("x" * 301,)], "höchstens 300 Zeichen"),
        ([("Titel", "Gesamtkosten"), ("A", "viel")], "„viel“ ist keine Zahl."),
        ([("Titel", "Gesamtkosten"), ("A", "-1")], "Kosten können nicht negativ sein."),
        ([("Titel", "Gesamtkosten"), ("A", "1e99")], "Spalte „Gesamtkosten in Euro“"),
        ([("Titel", "Beginn", "Ende"), ("A", "2026-02-01", "2026-01-01")], "Das Ende liegt vor dem Beginn."),
        ([("Titel", "Öffentlich"), ("A", "vielleicht")], "Bitte schreiben Sie ja oder nein."),
        ([("Titel", "Horizont"), ("A", "bald")], "Möglich sind: kurzfristig, mittelfristig"),
        ([("Titel", "Zielgruppen"), ("A", "Marsmenschen")], "„Marsmenschen“ gibt es nicht."),
        ([("Titel", "Kennung"), ("A", "nicht so!")], "Spalte „Kennung“"),
        ([("Titel", "Kennung"), ("A", "uebersicht")], "ist in Adressen vergeben"),
        ([("Titel", "Verbindungen"), ("A", "liebt | A")], "„liebt“ ist keine Verbindung."),
        ([("Nr.", "Titel", "Verbindungen"), ("1", "A", "1")], "nicht mit sich selbst"),
        ([("Titel", "Meilensteine"), ("A", "bald | Start")], "„bald“ ist kein Tag."),
        ([("Titel", "Handlungsschritte"), ("A", "a|b|c|d|e|f")], "hat mehr als 5 Teile"),
        ([("Titel", "Mitwirkende"), ("A", "| Rolle")], "Es fehlt, wer mitwirkt."),
        ([("Titel", "Stand", "Stichtag"), ("A", "umgesetzt", "2099-01-01")], "liegt in der Zukunft"),
        ([("Titel", "Maßnahmenpläne"), ("A", "Plan")], "Den Maßnahmenplan „Plan“ gibt es nicht."),
        ([("Titel", "Startbeschluss"), ("A", "0815")], "Die Entscheidung „0815“ gibt es nicht."),
    ],
)
def test_wrong_cell_is_refused_with_a_sentence(office: Client, rows: list[tuple[str, ...]], sentence: str) -> None:
    page = text(send(office, as_xlsx(rows)))

    assert sentence in page
    assert not Massnahme.objects.exists()


def test_number_that_stands_twice_in_the_portal_asks_for_the_kennung(office: Client) -> None:
    first, _ = make_massnahme(nr="1"), make_massnahme(nr="1")

    assert "Bitte nennen Sie die Kennung" in text(send(office, as_xlsx([("Nr.", "Titel"), ("1", "A")])))
    take(office, as_csv([("Nr.", "Titel", "Kennung"), ("1", "A", first.kennung)]), "plan.csv")

    first.refresh_from_db()
    assert first.titel == "A"


def test_too_many_rows_are_refused(office: Client) -> None:
    rows = [("Titel",), *((f"M {nr}",) for nr in range(501))]

    answer = send(office, as_csv(rows), "plan.csv")

    assert answer.status_code == 422
    assert "mehr als 500 Zeilen" in text(answer)


def test_preview_needs_as_many_queries_for_thirty_rows_as_for_one(office: Client) -> None:
    def preview(count: int) -> int:
        rows = [("Nr.", "Titel", "Mitwirkende"), *((nr, f"M {nr}", "Amt") for nr in range(count))]
        with CaptureQueriesContext(connection) as queries:
            assert f"Unverändert: {count}" in text(send(office, as_xlsx(rows)))
        return len(queries)

    take(office, as_xlsx([("Nr.", "Titel", "Mitwirkende"), *((nr, f"M {nr}", "Amt") for nr in range(30))]))

    assert preview(1) == preview(30)
    assert (Massnahme.objects.count(), Mitwirkung.objects.count(), Massnahmenbezug.objects.count()) == (30, 30, 0)


@pytest.mark.parametrize("rolle", ["moderation", "fachamt", "leitung"])
def test_only_the_office_reads_in(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle))

    assert client.get(reverse(URL)).status_code == 403


def test_list_leads_to_the_page(office: Client) -> None:
    assert f'href="{reverse(URL)}"' in text(office.get(reverse("v-massnahme-list")))
