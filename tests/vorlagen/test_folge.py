"""The page of a Vorlage: its way through the committees, and what changed since a committee had the text."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.beteiligung import beschluss
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.vorlagen.folge import Folge, folge
from leitbild.models import Leitbild
from tests.factories import make_abschnitt, make_beratung, make_gremium, make_konto, make_leitbild, make_vorlage
from tests.lesen import one_line

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
WARUM = "Das ist eine Probe."
SITZUNG = "In der Sitzung geändert"


def frozen(leitbild: Leitbild, day: date, satz: str) -> Fassung:
    leitbild.abschnitte.update_or_create(kennung="eins", defaults={"text": satz, "titel": "Eins", "art": "leitsatz"})
    return rules.freeze("leitbild", leitbild, now=datetime(day.year, day.month, day.day, 10, tzinfo=UTC))


def page(client: Client, vorlage: Vorlage) -> str:
    return one_line(client.get(reverse("vorlage", args=(vorlage.nummer,))).content.decode())


@pytest.fixture
def leitbild() -> Leitbild:
    return make_leitbild(kennung="unser-leitbild", titel="Unser Leitbild")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def told(vorlage: Vorlage) -> Folge:
    return folge(vorlage, make_konto(), today=date(2026, 6, 1))


@pytest.mark.parametrize(
    ("fields", "status"),
    [({}, 200), ({"nichtoeffentlich": True}, 404), ({"datum": TODAY + timedelta(days=9)}, 200)],
)
def test_everybody_reads_of_a_vorlage_that_is_debated_in_public(
    client: Client, fields: dict[str, Any], status: int
) -> None:
    vorlage = make_beratung(**fields).vorlage

    assert client.get(reverse("vorlage", args=(vorlage.nummer,))).status_code == status


def test_vorlage_of_nothing_public_is_for_the_office(client: Client, leitbild: Leitbild) -> None:
    vorlage = make_vorlage(fassung=frozen(leitbild, date(2026, 1, 5), "Wir lernen."))
    address = reverse("vorlage", args=(vorlage.nummer,))

    hidden = client.get(address).status_code
    client.force_login(make_konto(rolle="leitung"))
    shown = client.get(address).status_code
    client.logout()
    rules.publish(vorlage.fassungen.get(), ohne_beschluss=WARUM)

    assert [hidden, shown, client.get(address).status_code] == [404, 200, 200]


def test_what_was_debated_behind_closed_doors_is_on_no_public_page(client: Client) -> None:
    vorlage = make_vorlage(anlagen=["Kostenplan"])
    make_beratung(vorlage=vorlage, gremium=make_gremium(name="Kreistag"), auflagen="Streichen Sie Absatz 2.")
    make_beratung(vorlage=vorlage, gremium=make_gremium(name="Kreisausschuss"), nichtoeffentlich=True)

    public = page(client, vorlage)
    client.force_login(make_konto(rolle="leitung"))
    inside = page(client, vorlage)

    words = ("Kreistag", "Kreisausschuss", "Streichen Sie", "Kostenplan")
    assert [word in public for word in words] == [True, False, False, False]
    assert [word in inside for word in words] == [True] * 4


@pytest.mark.parametrize(
    ("fields", "wort", "art"),
    [
        ({"datum": date(2026, 6, 2)}, "vorgesehen", "offen"),
        ({"datum": date(2026, 6, 1)}, "Ergebnis nicht eingetragen", "laeuft"),
        ({"datum": date(2026, 5, 1), "ergebnis": "geaendert"}, "geändert beschlossen", "gut"),
        ({"datum": date(2026, 5, 1), "ergebnis": "vertagt"}, "vertagt", "warten"),
    ],
)
def test_each_station_says_what_came_of_it(fields: dict[str, Any], wort: str, art: str) -> None:
    (station,) = told(make_beratung(**fields).vorlage).stationen

    assert (station.wort, station.art) == (wort, art)


def test_each_committee_had_what_was_frozen_by_its_day(leitbild: Leitbild) -> None:
    vorlage = make_vorlage()
    vorlage.fassungen.add(frozen(leitbild, date(2026, 2, 1), "Eins."), frozen(leitbild, date(2026, 4, 1), "Zwei."))
    for month in (1, 3, 4, 7):
        make_beratung(vorlage=vorlage, datum=date(2026, month, 1), rolle="vorberatung")

    stationen = told(vorlage).stationen

    assert [[one.nummer for one in station.vorgelegt] for station in stationen] == [[1], [1], [2], [2]]
    assert [[seit.bilanz for seit in station.seither] for station in stationen] == [[[("geändert", 1)]]] * 2 + [[]] * 2


def test_reader_is_told_what_changed_since_the_committee_had_it(client: Client, leitbild: Leitbild) -> None:
    first = frozen(leitbild, date(2026, 2, 1), "Wir lernen an vielen Orten.")
    vorlage = make_vorlage(fassung=first)
    make_beratung(vorlage=vorlage, gremium=make_gremium(name="Bildungsausschuss"), datum=date(2026, 2, 9))
    rules.publish(first, ohne_beschluss=WARUM)
    alone = page(client, vorlage)
    rules.publish(frozen(leitbild, date(2026, 5, 1), "Wir lernen an allen Orten."), ohne_beschluss=WARUM)
    rules.freeze("leitbild", leitbild)

    found = page(client, vorlage)

    assert "die Ihnen vorlag" not in alone
    assert "<h3>Bildungsausschuss, 9." in found
    assert "<strong>1</strong> Teil geändert" in found
    assert "/publikationen/leitbild/unser-leitbild/vergleich/1-2/" in found
    assert client.get("/publikationen/leitbild/unser-leitbild/vergleich/1-2/").status_code == 200


def test_same_words_need_no_comparison(client: Client, leitbild: Leitbild) -> None:
    first = frozen(leitbild, date(2026, 2, 1), "Wir lernen.")
    vorlage = make_beratung(vorlage=make_vorlage(fassung=first), datum=date(2026, 2, 9)).vorlage
    rules.publish(first, ohne_beschluss=WARUM)
    rules.publish(frozen(leitbild, date(2026, 5, 1), "Wir lernen."), ohne_beschluss=WARUM)

    found = page(client, vorlage)

    assert "Beide haben denselben Wortlaut." in found
    assert "/vergleich/" not in found


def adopted(leitbild: Leitbild) -> Vorlage:
    """A Vorlage that was changed in session, and whose Beschlussfassung is public."""
    vorlage = make_vorlage(fassung=frozen(leitbild, date(2026, 2, 1), "Wir lernen an vielen Orten."))
    beratung = Beratung(
        vorlage=vorlage, gremium=make_gremium(), rolle="entscheidung", datum=date(2026, 3, 1), ergebnis="geaendert"
    )
    beschluss.enter(beratung, by=None)
    leitbild.abschnitte.filter(kennung="eins").update(text="Wir lernen an allen Orten.")
    rules.publish(beschluss.freeze_adopted(vorlage.fassungen.get(), stichtag=date(2026, 3, 1), by=None))
    return vorlage


def test_what_was_changed_in_session_stands_side_by_side(office: Client, leitbild: Leitbild) -> None:
    found = page(office, adopted(leitbild))

    assert SITZUNG in found
    assert "an <del>" in found
    assert "/vergleich/1-2/" in found


def test_public_reads_what_was_adopted_and_not_what_was_introduced(client: Client, leitbild: Leitbild) -> None:
    vorlage = adopted(leitbild)

    found = page(client, vorlage)

    assert 'Beschlossen wurde <a href="/leitbild/unser-leitbild/fassung/2/">' in found
    assert "Der Text, der vorlag, ist nicht veröffentlicht." in found
    assert "vielen" not in found
    assert "/fassung/1/" not in found


def test_adopted_text_that_is_not_public_yet_is_only_told_of(client: Client, leitbild: Leitbild) -> None:
    vorlage = make_vorlage(fassung=frozen(leitbild, date(2026, 2, 1), "Wir lernen."))
    beratung = make_beratung(vorlage=vorlage, datum=date(2026, 3, 1), ergebnis="geaendert")
    beratung.beschlussfassungen.add(frozen(leitbild, date(2026, 3, 2), "Wir lernen gern."))

    assert "Er ist noch nicht veröffentlicht." in page(client, vorlage)


def test_many_changes_are_cut_and_counted(leitbild: Leitbild) -> None:
    for number in range(9):
        make_abschnitt(leitbild=leitbild, kennung=f"satz-{number}", text="Vorher.", art="leitsatz")
    first = frozen(leitbild, date(2026, 2, 1), "Wir lernen.")
    vorlage = make_vorlage(fassung=first)
    beratung = make_beratung(vorlage=vorlage, datum=date(2026, 3, 1), ergebnis="geaendert")
    leitbild.abschnitte.update(text="Nachher ist alles anders.")
    beratung.beschlussfassungen.add(rules.freeze("leitbild", leitbild, beschluss_zu=first))

    (beschlossen,) = told(vorlage).geaendert

    assert (len(beschlossen.zeilen), beschlossen.weitere) == (6, 4)


def test_desk_leads_on_to_what_is_missing(office: Client) -> None:
    beratung = make_beratung()
    found = one_line(office.get(reverse("v-vorlage-folge", args=(beratung.vorlage_id,))).content.decode())
    office.force_login(make_konto(rolle="leitung"))
    reader = one_line(office.get(reverse("v-vorlage-folge", args=(beratung.vorlage_id,))).content.decode())

    ways = [reverse("v-beratung-edit", args=(beratung.pk,)), reverse("v-vorlage-edit", args=(beratung.vorlage_id,))]
    assert [way in found for way in ways] == [True, True]
    assert [way in reader for way in ways] == [False, False]
    assert reverse("vorlage", args=(beratung.vorlage.nummer,)) in reader


def test_desk_says_when_the_public_reads_nothing(office: Client) -> None:
    vorlage = make_vorlage()

    found = one_line(office.get(reverse("v-vorlage-folge", args=(vorlage.pk,))).content.decode())

    assert "Diese Vorlage hat keine öffentliche Seite" in found
    assert "Wann welches Gremium berät, steht noch nicht fest." in found


def test_page_of_a_fassung_leads_to_its_vorlage(client: Client, leitbild: Leitbild) -> None:
    vorlage = adopted(leitbild)

    assert (
        reverse("vorlage", args=(vorlage.nummer,)) in client.get("/leitbild/unser-leitbild/fassung/2/").content.decode()
    )


def test_page_asks_as_often_for_many_committees_as_for_one(client: Client, leitbild: Leitbild) -> None:
    first = frozen(leitbild, date(2026, 2, 1), "Wir lernen.")
    vorlage = make_beratung(vorlage=make_vorlage(fassung=first), datum=date(2026, 2, 9)).vorlage
    rules.publish(first, ohne_beschluss=WARUM)
    rules.publish(frozen(leitbild, date(2026, 5, 1), "Wir lernen viel."), ohne_beschluss=WARUM)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            page(client, vorlage)
        return len(captured)

    queries()
    one = queries()
    for day in range(1, 20):
        make_beratung(vorlage=vorlage, datum=date(2026, 3, day))

    assert queries() == one
