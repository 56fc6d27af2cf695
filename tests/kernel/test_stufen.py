"""The stage bar of every page: asked for seldom, and never stale by what somebody did."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.fassungen.rules import freeze
from bildungskommune.verfahren import stufen
from tests.factories import make_abschnitt, make_massnahme, make_workshop
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

HOUR = 3600


@pytest.fixture(autouse=True)
def kept(settings: Settings) -> None:
    """Keep the stages as in production, but so long that no test falls on the edge."""
    settings.STUFEN_SEKUNDEN = HOUR
    stufen._as_of.cache_clear()


def statements(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def numbers() -> list[str]:
    return [stufe.zahl for stufe in stufen.stages()]


def test_stage_bar_costs_one_statement_on_a_page_that_somebody_opened_before(client: Client) -> None:
    now = timezone.now()
    with CaptureQueriesContext(connection) as first:
        stufen.stages(now)
    with CaptureQueriesContext(connection) as second:
        stufen.stages(now)

    assert [len(first) > 5, len(second)] == [True, 1]


def test_stage_bar_is_part_of_the_page(client: Client) -> None:
    make_workshop()
    first = statements(client, "/workshops/")

    assert statements(client, "/workshops/") < first - 5


def test_what_somebody_did_shows_at_once() -> None:
    satz = make_abschnitt()
    before = numbers()[1]

    publish(freeze("leitbild", satz.leitbild))

    assert [before, numbers()[1]] == ["in Arbeit", "1 Leitsatz"]


def test_what_only_time_brings_shows_after_a_while() -> None:
    now = timezone.now()
    before = stufen.stages(now)[3].zahl
    make_massnahme()

    after = stufen.stages(now + timedelta(seconds=HOUR))[3].zahl

    assert [before, after] == ["0 Maßnahmen", "1 Maßnahme"]
