"""When the desk tells that a report is due."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.fassungen import rules
from massnahmen.aufgaben import due_reports
from massnahmen.bericht import turnus
from massnahmen.bericht.sammeln import KEY
from massnahmen.models import Massnahmenplan, Umsetzungsbericht
from massnahmen.takt import months_after
from tests.factories import make_bericht, make_konto, make_plan

pytestmark = pytest.mark.django_db
GILT_SEIT = datetime(2026, 1, 31, 12, tzinfo=UTC)


def holds(**fields: object) -> Massnahmenplan:
    """A plan that was published on the last of January."""
    plan = make_plan(**fields)
    rules.publish(rules.freeze("massnahmenplan", plan), ohne_beschluss="So entschieden.", now=GILT_SEIT)
    return plan


def publish(bericht: Umsetzungsbericht) -> None:
    rules.publish(rules.freeze(KEY, bericht), ohne_beschluss="Zur Kenntnis genommen.")


def said(plan: Massnahmenplan) -> list[tuple[str, date]]:
    return [(termin.was, termin.tag) for termin in turnus.dates(plan)]


def told(tag: date, rolle: str = "stabsstelle") -> list[tuple[int, str]]:
    now = datetime(tag.year, tag.month, tag.day, 12, tzinfo=UTC)
    return [(one.anzahl, one.titel) for one in due_reports(make_konto(rolle), now) if one.anzahl]


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 6, 30), 12, date(2027, 6, 30)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
    ],
)
def test_months_end_where_the_month_does(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


def test_turn_counts_from_the_plan_and_then_from_the_last_published_report() -> None:
    plan = holds(bericht_alle_monate=12)
    draft = make_bericht(plan=plan, stichtag=date(2026, 9, 30))
    assert said(plan) == [("Umsetzungsbericht", date(2027, 1, 31))]

    publish(draft)

    assert said(plan) == [("Umsetzungsbericht", date(2027, 9, 30))]


def test_plan_that_says_no_turn_or_does_not_hold_or_is_carried_on_is_not_waited_for() -> None:
    make_plan(bericht_alle_monate=12)
    holds()
    old = holds(bericht_alle_monate=12, evaluation_bis=date(2027, 1, 1))
    make_plan(vorgaenger=old)

    assert turnus.dates() == []


def test_evaluation_is_done_with_one_of_the_last_year_before_its_day() -> None:
    plan = holds(evaluation_bis=date(2026, 10, 31))
    publish(make_bericht(plan=plan, art="evaluation", stichtag=date(2025, 6, 30)))
    publish(make_bericht(plan=plan, stichtag=date(2026, 6, 30)))
    assert said(plan) == [("Evaluation oder Fortschreibung", date(2026, 10, 31))]

    publish(make_bericht(plan=plan, art="evaluation", stichtag=date(2026, 7, 31)))

    assert said(plan) == []


def test_desk_tells_sixty_days_before_and_when_it_is_overdue() -> None:
    holds(bericht_alle_monate=12)
    due = date(2027, 1, 31)

    assert told(due - timedelta(days=61)) == []
    assert told(due - timedelta(days=60)) == [(1, "Berichte in 60 Tagen fällig")]
    assert told(due) == [(1, "Berichte in 60 Tagen fällig")]
    assert told(due + timedelta(days=1)) == [(1, "Berichte überfällig")]
    assert told(due + timedelta(days=1), "leitung") == [(1, "Berichte überfällig")]
    assert told(due + timedelta(days=1), "fachamt") == []


def test_what_is_due_is_named_with_its_plan_up_to_three() -> None:
    for nr in range(5):
        holds(titel=f"Plan {nr}", bericht_alle_monate=1)

    late = next(iter(due_reports(make_konto(), datetime(2026, 6, 1, tzinfo=UTC))))

    assert late.satz.count("Umsetzungsbericht zu „Plan") == 3
    assert late.satz.endswith(" und 2 weitere.")
    assert late.url == reverse("v-plan-list")


def test_number_of_statements_does_not_grow_with_the_plans() -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            turnus.dates()
        return len(asked)

    holds(bericht_alle_monate=1)
    one = statements()
    for _ in range(5):
        holds(bericht_alle_monate=1)
    assert statements() == one


def test_page_of_the_plan_says_when_it_is_reported_on(client: Client) -> None:
    plan = holds(bericht_alle_monate=12)
    client.force_login(make_konto())

    words = " ".join(client.get(reverse("v-plan", args=(plan.pk,))).content.decode().split())

    assert "Alle 12 Monate" in words
    assert "2027-01-31" in words
