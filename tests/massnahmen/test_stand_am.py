"""Where measures stood on a day: by their reports, at the desk by what the portal kept, and nothing is guessed."""

from datetime import date, timedelta

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Textstand
from massnahmen import stand_am
from massnahmen.models import Massnahme
from tests.factories import make_konto, make_massnahme, make_sachstand, make_stelle
from tests.lesen import words
from tests.massnahmen.builders import days_ago, make_meilenstein

pytestmark = pytest.mark.django_db

PAGES = ["umsetzung-gegen", "v-massnahme-gegen"]


def then(massnahme: Massnahme, tag: date, *, oeffentlich: bool = True) -> tuple[str, str]:
    (found,) = stand_am.compare([massnahme], tag, oeffentlich=oeffentlich)
    return found.zellen[0].damals or "", found.zellen[0].wort


def test_newest_report_up_to_the_day_says_where_it_stood() -> None:
    massnahme = make_massnahme(status="umgesetzt")
    make_sachstand(massnahme, stichtag=days_ago(30), status="vorgesehen")
    make_sachstand(massnahme, stichtag=days_ago(20), status="in_umsetzung")
    make_sachstand(massnahme, stichtag=days_ago(15), status="")
    make_sachstand(massnahme, stichtag=days_ago(10), status="umgesetzt")

    assert then(massnahme, days_ago(31)) == ("", "? nicht bekannt")
    assert then(massnahme, days_ago(30)) == ("vorgesehen", "→ geändert")
    assert then(massnahme, days_ago(11)) == ("in Umsetzung", "→ geändert")
    assert then(massnahme, days_ago(10)) == ("umgesetzt", "= unverändert")


def test_report_that_waits_for_its_release_says_nothing() -> None:
    massnahme = make_massnahme()
    make_sachstand(massnahme, stichtag=days_ago(5), status="verzoegert", hindernisse="Regen", braucht_freigabe=True)

    assert then(massnahme, days_ago(1)) == ("", "? nicht bekannt")


def test_desk_falls_back_on_what_the_portal_kept_and_everybody_learns_nothing_of_it() -> None:
    massnahme = make_massnahme(status="vorschlag")
    Textstand.objects.about(massnahme).update(created=timezone.now() - timedelta(days=9))
    Massnahme.objects.filter(pk=massnahme.pk).update(status="vorgesehen")
    massnahme.refresh_from_db()

    assert then(massnahme, days_ago(1), oeffentlich=False) == ("Vorschlag", "→ geändert")
    assert then(massnahme, days_ago(0), oeffentlich=False) == ("vorgesehen", "= unverändert")
    assert then(massnahme, days_ago(10), oeffentlich=False) == ("", "? nicht bekannt")
    assert then(massnahme, days_ago(1)) == ("", "? nicht bekannt")


def test_milestones_reached_since_are_counted_for_everybody() -> None:
    massnahme = make_massnahme()
    for tag in (9, 3):
        make_meilenstein(massnahme, datum=days_ago(20), erreicht_am=days_ago(tag))

    (found,) = stand_am.compare([massnahme], days_ago(5), oeffentlich=True)

    stones = found.zellen[1]
    assert (stones.damals, stones.heute) == ("1 erreicht", "2 erreicht")
    assert found.ist_geaendert


def test_desk_learns_what_became_of_days_stelle_and_cost() -> None:
    amt, neu = make_stelle(name="Schulamt"), make_stelle(name="Bildungsamt")
    massnahme = make_massnahme(federfuehrung=amt, ende=date(2027, 6, 30), beginn=None, kosten_gesamt=1000)
    Textstand.objects.about(massnahme).update(created=timezone.now() - timedelta(days=9))
    massnahme.federfuehrung, massnahme.ende = neu, date(2027, 12, 31)
    massnahme.save()
    massnahme.refresh_from_db()

    (found,) = stand_am.compare([massnahme], days_ago(5), oeffentlich=False)

    assert [(cell.spalte, cell.damals, cell.heute) for cell in found.zellen[2:]] == [
        ("Zeitraum", "bis Juni\N{NO-BREAK SPACE}2027", "bis Dezember\N{NO-BREAK SPACE}2027"),
        ("Federführung", "Schulamt", "Bildungsamt"),
        ("Kosten", "1.000\N{NO-BREAK SPACE}€", "1.000\N{NO-BREAK SPACE}€"),
    ]
    (public,) = stand_am.compare([massnahme], days_ago(5), oeffentlich=True)
    assert [cell.spalte for cell in public.zellen] == ["Stand", "Meilensteine"]


@pytest.mark.parametrize("name", PAGES)
def test_changed_ones_alone_are_one_choice_away(client: Client, name: str) -> None:
    client.force_login(make_konto())
    changed, same = make_massnahme(titel="Bus", status="umgesetzt"), make_massnahme(titel="Rad")
    for massnahme in (changed, same):
        make_sachstand(massnahme, stichtag=days_ago(9), status="in_umsetzung")

    page = client.get(reverse(name), {"gegen": days_ago(5).isoformat(), "nur": "geaendert"}).content.decode()

    assert ("Bus" in page, "Rad" in page) == (True, False)


@pytest.mark.parametrize(
    ("today", "day"),
    [
        (date(2026, 6, 30), date(2025, 12, 31)),
        (date(2026, 7, 1), date(2026, 6, 30)),
        (date(2026, 1, 1), date(2025, 12, 31)),
        (date(2026, 12, 31), date(2026, 6, 30)),
    ],
)
def test_without_a_day_the_end_of_the_last_half_year_is_meant(today: date, day: date) -> None:
    assert stand_am.last_half_year(today) == day


@pytest.mark.parametrize("name", PAGES)
def test_page_sets_both_states_side_by_side_for_the_filter(client: Client, name: str) -> None:
    client.force_login(make_konto())
    massnahme = make_massnahme(nr="1", titel="Bus", status="umgesetzt")
    make_sachstand(massnahme, stichtag=days_ago(9), status="in_umsetzung")
    make_massnahme(nr="2", titel="Rad", status="vorgesehen")

    asked = {"gegen": days_ago(5).isoformat(), "stand": "umgesetzt"}
    page = lxml.html.fromstring(client.get(reverse(name), asked).content)

    rows = [words(row) for row in page.cssselect("section[aria-labelledby=tabelle] tbody tr")]
    assert [row.split(" 0 erreicht")[0] for row in rows] == ["1 Bus geändert von in Umsetzung → auf umgesetzt"]
    assert [box.get("value") for box in page.cssselect("input[name=gegen]")] == [asked["gegen"]]


@pytest.mark.parametrize("name", PAGES)
def test_day_to_come_is_refused_with_a_sentence_and_nonsense_is_none(client: Client, name: str) -> None:
    client.force_login(make_konto())
    make_massnahme()

    future = client.get(reverse(name), {"gegen": days_ago(-1).isoformat()}).content.decode()
    nonsense = client.get(reverse(name), {"gegen": "bald"})

    assert "liegt in der Zukunft. Bitte wählen Sie" in " ".join(future.split())
    assert nonsense.status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_page_needs_the_same_statements_for_one_and_thirty(client: Client, name: str) -> None:
    client.force_login(make_konto())
    make_sachstand(make_massnahme(), stichtag=days_ago(400))
    client.get(reverse(name))
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    for _ in range(29):
        make_sachstand(make_massnahme(), stichtag=days_ago(400))
    with CaptureQueriesContext(connection) as thirty:
        page = client.get(reverse(name)).content

    assert len(thirty) == len(one)
    assert len(page) < 150_000
