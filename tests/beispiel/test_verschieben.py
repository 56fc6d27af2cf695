"""The sample is of today, whenever it is loaded; what is fact keeps its days."""

from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch

import pytest
from django.utils import timezone

from bildungskommune.accounts.models import Konto
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.beispiel import laden
from bildungskommune.beispiel.verschieben import STAND, moved, weeks_after
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.aufgaben import waiting
from bildungskommune.verfahren.gelegenheiten import gelegenheiten
from massnahmen.models import Sachstand
from workshops.models import Workshop

LATER = date(2028, 7, 5)


def load_on(day: date) -> tuple[Ergebnis, laden.Zugaenge]:
    """Load the sample on that day: what it says of the past must be past when it is read."""
    with patch("django.utils.timezone.now", lambda: datetime.combine(day, time(9), tzinfo=UTC)):
        return laden.load(day)


@pytest.mark.parametrize(
    ("day", "weeks"),
    [(STAND - timedelta(days=400), 0), (STAND, 0), (STAND + timedelta(days=6), 0), (STAND + timedelta(days=15), 2)],
)
def test_sample_moves_by_whole_weeks_and_never_back(day: date, weeks: int) -> None:
    assert weeks_after(day) == timedelta(weeks=weeks)


def test_hour_on_the_wall_stays_in_summer() -> None:
    assert moved("2027-03-18T16:00:00+01:00", timedelta(weeks=20)) == "2027-08-05T16:00:00+02:00"
    assert moved({"am": ["2027-03-18", "Im Jahr 2027-03-18", 7]}, timedelta(weeks=1)) == {
        "am": ["2027-03-25", "Im Jahr 2027-03-18", 7]
    }


def test_money_of_a_year_goes_into_the_year_in_which_its_summer_comes_to_lie() -> None:
    assert moved({"posten": [{"jahr": 2026, "betrag": 2026}]}, timedelta(weeks=20))["posten"] == [
        {"jahr": 2026, "betrag": 2026}
    ]
    assert moved({"jahr": 2026}, timedelta(weeks=30)) == {"jahr": 2027}


@pytest.mark.django_db
def test_years_later_there_is_an_open_date_a_fresh_report_and_the_facts_of_2024() -> None:
    load_on(LATER)
    conference = Workshop.objects.get(slug="bildungskonferenz-2027")
    newest = Sachstand.objects.order_by("-stichtag").first()
    first = Workshop.objects.order_by("beginn").first()
    assert newest is not None
    assert first is not None

    assert LATER < timezone.localdate(conference.beginn) < LATER + timedelta(days=200)
    assert timezone.localtime(conference.beginn).strftime("%a %H:%M") == "Thu 16:00"
    assert LATER - timedelta(days=40) < newest.stichtag <= LATER
    assert timezone.localdate(first.beginn) == date(2024, 5, 30)
    plan = Fassung.objects.get(definition="massnahmenplan")
    assert LATER - timedelta(days=60) < timezone.localdate(plan.eingefroren_am) <= LATER


@pytest.mark.django_db
def test_another_run_on_a_later_day_changes_nothing() -> None:
    load_on(LATER)

    again, accounts = load_on(LATER + timedelta(weeks=30))

    assert (again.changes, accounts) == (0, [])


@pytest.mark.django_db
@pytest.mark.parametrize("day", [STAND, LATER])
def test_every_desk_has_something_to_do_and_the_public_can_take_part(day: date) -> None:
    load_on(day)
    now = timezone.make_aware(datetime.combine(day, time(9)))

    busy = {konto.rolle: len(waiting(konto, now)) for konto in Konto.objects.all()}

    assert [rolle for rolle, tasks in busy.items() if not tasks] == []
    assert any(chance.bis for chance in gelegenheiten.collect(now))


@pytest.mark.django_db
@pytest.mark.parametrize(("day", "years"), [(STAND, [2024, 2025, 2026, 2026]), (LATER, [2026, 2027, 2027, 2028])])
def test_reports_of_three_years_tell_what_has_changed_since_the_one_before(day: date, years: list[int]) -> None:
    load_on(day)

    frozen = list(Fassung.objects.of("umsetzungsbericht").current().order_by("stichtag"))

    assert [fassung.stichtag.year for fassung in frozen] == years
    assert frozen[-1].stichtag <= day
    said = [fassung.snapshot["verglichen"]["mit"] for fassung in frozen]
    assert said == ["", *(f"{fassung.titel}, Fassung 1" for fassung in frozen[:-1])]
    changed = [{one["art_code"] for one in fassung.snapshot["aenderungen"]} for fassung in frozen]
    assert changed == [set(), {"stand"}, {"neu", "stand", "erreicht"}, {"stand", "erreicht"}]
    assert all("nicht bekannt" not in str(fassung.snapshot["zahlen"]) for fassung in frozen[:2])
