"""The Umsetzungsbericht: what it says of a day, what it never says, and how it is read."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen import rules, satz
from bildungskommune.fassungen.inhalt import print_context
from bildungskommune.fassungen.models import Hauptdokument
from bildungskommune.ui.zeiten import datum
from massnahmen import plaetze, wording
from massnahmen.bericht.sammeln import KEY, collect
from massnahmen.models import Ampelurteil, Massnahme, Massnahmenplan, Sachstandsfreigabe, Umsetzungsbericht
from tests.factories import (
    make_beratung,
    make_bericht,
    make_bezug,
    make_gremium,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
)
from tests.fassungen.gold import address, text_of
from tests.massnahmen.builders import make_indikator, make_meilenstein, make_posten, make_wert, published

pytestmark = pytest.mark.django_db
TAG = date(2026, 6, 30)
LANGE_HER = datetime(2025, 1, 1, tzinfo=UTC)


def planned(*massnahmen: Massnahme, **fields: Any) -> Massnahmenplan:
    plan = make_plan(**fields)
    plaetze.choose(plan, massnahmen)
    return plan


def reported(*massnahmen: Massnahme, **fields: Any) -> Umsetzungsbericht:
    return make_bericht(**{"plan": planned(*massnahmen), "stichtag": TAG, **fields})


def only(bericht: Umsetzungsbericht) -> dict[str, Any]:
    (found,) = collect(bericht)["massnahmen"]
    return dict(found)


def test_what_was_reported_reached_measured_and_judged_after_the_day_is_not_in_it() -> None:
    massnahme = make_massnahme(status="umgesetzt", beginn=date(2026, 1, 1), status_seit=timezone.now())
    make_sachstand(massnahme, stichtag=date(2026, 5, 1), status="in_umsetzung", text="Begonnen.")
    make_sachstand(massnahme, stichtag=date(2026, 9, 1), status="umgesetzt", text="Fertig.")
    make_meilenstein(massnahme, titel="Eröffnung", datum=date(2026, 6, 1), erreicht_am=date(2026, 8, 1))
    indikator = make_indikator(massnahme, basis=4, ziel=18)
    make_wert(indikator, datum=date(2026, 6, 1), wert=7)
    make_wert(indikator, datum=date(2026, 9, 1), wert=18)
    Ampelurteil.objects.create(massnahme=massnahme, stufe="auf_kurs", grund="Später gesagt.")

    one = only(reported(massnahme))

    assert (one["status"], one["status_art"]) == ("in Umsetzung", "laeuft")
    assert [row["text"] for row in one["sachstaende"]] == ["Begonnen."]
    assert [(row["stand"], row["erreicht_am"]) for row in one["meilensteine"]] == [("überfällig", "")]
    assert [row["wert"] for row in one["indikatoren"][0]["werte"]] == ["7.00"]
    assert one["ampel"]["wort"] == "in Verzug"
    (reason,) = one["ampel"]["gruende"]
    assert reason.startswith("Der Meilenstein „Eröffnung“ war für den 1.")
    massnahme.refresh_from_db()
    assert massnahme.status == "umgesetzt"


def test_start_that_was_decided_after_the_day_is_not_in_it() -> None:
    early, late = (make_beratung(datum=TAG + timedelta(days=days)) for days in (0, 1))

    inhalt = collect(reported(make_massnahme(startbeschluss=early), make_massnahme(startbeschluss=late)))

    assert [one["startbeschluss"] for one in inhalt["massnahmen"]] == [wording.beschluss(early), ""]


def test_where_nothing_says_how_it_stood_nothing_is_guessed() -> None:
    unknown = make_massnahme(status="umgesetzt", status_seit=timezone.now())
    since_then = make_massnahme(status="verstetigt", status_seit=LANGE_HER)

    inhalt = collect(reported(unknown, since_then))

    assert [(one["status"], one["ampel"]["code"]) for one in inhalt["massnahmen"]] == [
        ("nicht bekannt", "keine_angabe"),
        ("verstetigt", "fertig"),
    ]
    assert [(row["wort"], row["anzahl"]) for row in inhalt["zahlen"]["status"]] == [
        ("verstetigt", 1),
        ("nicht bekannt", 1),
    ]


def test_a_report_that_was_not_approved_does_not_count_and_a_correction_is_marked() -> None:
    massnahme = make_massnahme(status_seit=LANGE_HER)
    first = make_sachstand(massnahme, stichtag=date(2026, 5, 1), text="Falsch.")
    make_sachstand(massnahme, stichtag=date(2026, 5, 1), text="Richtig.", berichtigt=first)
    waiting = make_sachstand(massnahme, stichtag=date(2026, 6, 1), text="Wartet.", braucht_freigabe=True)
    refused = make_sachstand(massnahme, stichtag=date(2026, 6, 2), text="Zurück.", braucht_freigabe=True)
    Sachstandsfreigabe.objects.create(sachstand=refused, ergebnis="zurueckgegeben", grund="Bitte genauer.")
    bericht = reported(massnahme)

    (row,) = only(bericht)["sachstaende"]

    assert (row["text"], row["berichtigt_am"]) == ("Richtig.", timezone.localdate().isoformat())
    Sachstandsfreigabe.objects.create(sachstand=waiting, ergebnis="freigegeben")
    assert [row["text"] for row in only(bericht)["sachstaende"]] == ["Wartet."]


def test_what_is_not_public_of_money_and_people_stands_nowhere(client: Client) -> None:
    marked = make_massnahme(
        titel="Geheim bezahlt",
        oeffentliche_angaben=[],
        kosten_gesamt=Decimal("987654.32"),
        kosten_original="MARKE-KOSTEN",
        finanzierung="MARKE-FINANZ",
        personalbedarf="MARKE-PERSONAL",
        status_seit=LANGE_HER,
    )
    make_posten(marked, betrag=Decimal("13579.00"), bezeichnung="MARKE-POSTEN")
    hidden = make_massnahme(titel="MARKE-INTERN", oeffentlich=False)
    bericht = reported(marked, hidden)
    fassung = published(bericht)

    page = client.get(f"/massnahmen/bericht/{bericht.kennung}/fassung/1/").content.decode()

    assert "Geheim bezahlt" in page
    for mark in ("MARKE", "987.654", "13.579"):
        assert mark not in page
    frozen = str(fassung.snapshot)
    assert [mark for mark in ("MARKE", "987654", "13579") if mark in frozen] == []


def test_proposal_and_numbers_are_frozen_with_it() -> None:
    feld = make_handlungsfeld(nr="2", titel="Erreichbare Orte", veroeffentlicht=True)
    amt = make_stelle(name="Amt für Bildung")
    done = make_massnahme(status="umgesetzt", federfuehrung=amt, horizont="kurzfristig", status_seit=LANGE_HER)
    late = make_massnahme(status="verzoegert", horizont="kurzfristig", status_seit=LANGE_HER)
    make_bezug(done, handlungsfeld=feld)
    bericht = reported(done, late, gremium=make_gremium(name="Kreistag"))
    bericht.vorschlaege.create(massnahme=late, empfehlung="anpassen", begruendung="Das Geld reicht nicht.")

    inhalt = collect(bericht)

    assert inhalt["gremium"] == "Kreistag"
    assert [one["vorschlag"]["empfehlung"] for one in inhalt["massnahmen"]] == ["", "anpassen"]
    zahlen = inhalt["zahlen"]
    assert zahlen["felder"] == [
        {"wort": str(feld), "anzahl": 1, "fertig": 1, "verzug": 0},
        {"wort": "ohne Handlungsfeld", "anzahl": 1, "fertig": 0, "verzug": 1},
    ]
    assert zahlen["horizont"] == [{"wort": "kurzfristig", "anzahl": 2, "fertig": 1, "verzug": 1}]
    assert {row["wort"]: row["anzahl"] for row in zahlen["stellen"]} == {
        "Amt für Bildung": 1,
        "noch niemand zuständig": 1,
    }
    assert [(row["code"], row["anzahl"]) for row in zahlen["ampel"]] == [("in_verzug", 1), ("fertig", 1)]


def test_changes_are_told_since_the_report_before() -> None:
    bus = make_massnahme(titel="Bus", status="in_umsetzung", status_seit=LANGE_HER, ende=date(2026, 12, 31))
    stone = make_meilenstein(bus, titel="Fahrplan", datum=date(2026, 3, 1))
    gone = make_massnahme(titel="Weg", status_seit=LANGE_HER)
    first = reported(bus, gone, stichtag=date(2026, 1, 31), titel="Bericht 2025")
    published(first)
    new = make_massnahme(titel="Neu", status="vorgesehen", status_seit=LANGE_HER)
    plaetze.choose(first.plan, [bus, new])
    make_sachstand(bus, stichtag=date(2026, 5, 1), status="verzoegert", hindernisse="Kein Angebot.")
    bus.ende = date(2027, 6, 30)
    bus.save()
    stone.datum = date(2026, 9, 1)
    stone.save()

    inhalt = collect(make_bericht(plan=first.plan, stichtag=TAG, vorbericht=first))

    assert inhalt["verglichen"] == {"mit": "Bericht 2025, Fassung 1", "vom": "2026-01-31"}
    said = [tuple(row[name] for name in ("titel", "art_code", "vorher", "jetzt")) for row in inhalt["aenderungen"]]
    nb = "\N{NO-BREAK SPACE}"
    assert said == [
        ("Bus", "stand", "in Umsetzung", "verzögert"),
        ("Bus", "termin", f"bis Dezember{nb}2026", f"bis Juni{nb}2027"),
        ("Bus", "termin", f"„Fahrplan“: 1.{nb}März{nb}2026", f"1.{nb}September{nb}2026"),
        ("Neu", "neu", "", "vorgesehen"),
        ("Weg", "entfallen", "in Umsetzung", ""),
    ]
    assert {(row["datum"], row["grund"]) for row in inhalt["aenderungen"][:3]} == {("2026-05-01", "Kein Angebot.")}


def test_first_report_is_set_beside_the_plan_as_it_held() -> None:
    bus = make_massnahme(titel="Bus", status="vorgesehen", status_seit=LANGE_HER)
    plan = planned(bus, titel="Plan 2026")
    assert collect(make_bericht(plan=plan, stichtag=TAG))["verglichen"] == {"mit": "", "vom": ""}
    held = rules.freeze("massnahmenplan", plan, stichtag=date(2026, 1, 1))
    rules.publish(held, ohne_beschluss="Die Landrätin hat entschieden.")
    make_sachstand(bus, stichtag=date(2026, 4, 1), status="in_umsetzung", text="Los geht es.")

    inhalt = collect(make_bericht(plan=plan, stichtag=TAG))

    assert inhalt["verglichen"] == {"mit": "Plan 2026, Fassung 1", "vom": "2026-01-01"}
    assert [(row["vorher"], row["jetzt"], row["grund"]) for row in inhalt["aenderungen"]] == [
        ("vorgesehen", "in Umsetzung", "Los geht es.")
    ]


def test_report_is_frozen_for_its_own_day_and_the_newest_is_shown_first() -> None:
    massnahme = make_massnahme(status_seit=LANGE_HER)
    newer = reported(massnahme, stichtag=TAG)
    older = make_bericht(plan=newer.plan, stichtag=TAG - timedelta(days=365))

    fassungen = [published(newer), published(older)]

    assert [fassung.stichtag for fassung in fassungen] == [newer.stichtag, older.stichtag]
    assert Hauptdokument.objects.get(definition=KEY).objekt_id == newer.pk


def test_number_of_statements_does_not_grow_with_the_plan() -> None:
    def statements(count: int) -> int:
        made = [make_massnahme(status_seit=LANGE_HER) for _ in range(count)]
        feld = make_handlungsfeld(veroeffentlicht=True)
        for one in made:
            make_bezug(one, handlungsfeld=feld)
            make_sachstand(one, stichtag=date(2026, 5, 1))
            make_sachstand(one, stichtag=date(2026, 5, 2))
            make_meilenstein(one)
            make_posten(one)
            make_wert(make_indikator(one), datum=date(2026, 5, 1))
        bericht = reported(*made)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            collect(bericht)
        return len(asked)

    assert statements(1) == statements(30)


def test_public_pages_name_the_reports_newest_first(client: Client) -> None:
    massnahme = make_massnahme(titel="Bus", status_seit=LANGE_HER)
    older = reported(massnahme, titel="Bericht 2025", stichtag=date(2025, 6, 30))
    newer = make_bericht(plan=older.plan, titel="Bericht 2026", stichtag=TAG)
    draft = make_bericht(plan=older.plan, titel="Bericht im Entwurf", stichtag=TAG)
    published(newer)
    published(older)
    rules.freeze(KEY, draft)

    for path in (reverse("umsetzung"), reverse("bericht-list")):
        page = client.get(path).content.decode()
        assert page.index("Bericht 2026") < page.index("Bericht 2025")
        assert "Bericht im Entwurf" not in page
    of_measure = client.get(massnahme.get_absolute_url()).content.decode()
    assert f"/{newer.kennung}/fassung/1/?massnahme={massnahme.kennung}#{massnahme.kennung}" in of_measure


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def test_list_of_a_report_asks_the_same_for_one_and_for_thirty(office: Client) -> None:
    def statements(count: int) -> int:
        bericht = reported(*(make_massnahme(status_seit=LANGE_HER) for _ in range(count)))
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse("v-bericht", args=(bericht.pk,)))
        return len(asked)

    statements(1)
    assert statements(1) == statements(30)


def test_table_of_a_report_has_a_line_for_each_measure(office: Client) -> None:
    bericht = reported(make_massnahme(titel="Bus", status_seit=LANGE_HER))

    answer = office.get(reverse("v-bericht", args=(bericht.pk,)), {"als": "csv"})

    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert ";Bus;" in lines[1]


def test_proposal_is_written_beside_what_the_report_says_of_the_day(office: Client) -> None:
    bus = make_massnahme(titel="Bus", status="umgesetzt", status_seit=timezone.now())
    make_sachstand(bus, stichtag=date(2026, 5, 1), status="verzoegert", hindernisse="Kein Angebot.")
    make_sachstand(bus, stichtag=date(2026, 9, 1), status="umgesetzt", text="Der Bus fährt.")
    bericht = reported(bus)

    page = text_of(office.get(reverse("v-bericht-vorschlag", args=(bericht.pk, bus.pk))).content.decode())

    for said in ("30. Juni 2026", "verzögert", "Die Maßnahme ist verzögert.", "Kein Angebot."):
        assert said in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Der Bus fährt." not in page
    assert "Bitte wählen" not in page


def test_plan_names_its_last_reports(office: Client) -> None:
    older = reported(make_massnahme(), titel="Bericht 2025", stichtag=date(2025, 6, 30))
    newer = make_bericht(plan=older.plan, titel="Bericht 2026", stichtag=TAG)

    page = office.get(reverse("v-plan", args=(older.plan.pk,))).content.decode()

    first, second = (page.index(f'href="{reverse("v-bericht", args=(one.pk,))}"') for one in (newer, older))
    assert first < second


def test_a_correction_is_marked_on_the_page_of_a_frozen_plan_and_in_its_print(client: Client) -> None:
    massnahme = make_massnahme(titel="Bus", status_seit=LANGE_HER)
    first = make_sachstand(massnahme, stichtag=date(2026, 5, 1), text="Falsch.")
    make_sachstand(massnahme, stichtag=date(2026, 5, 1), text="Richtig.", berichtigt=first)
    fassung = rules.freeze("massnahmenplan", planned(massnahme, kennung="plan-bus"))
    rules.publish(fassung, ohne_beschluss="So entschieden.")

    page = text_of(client.get(address(fassung)).content.decode())
    printed = text_of(satz.html_fuer("druck/massnahmenplan.html", print_context(fassung)))

    today = datum(timezone.localdate())
    assert f"berichtigt am {' '.join(today.split())}" in " ".join(page.split())
    assert f"berichtigt am {' '.join(today.split())}" in " ".join(printed.split())
    assert "Falsch." not in printed
