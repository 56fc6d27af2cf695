"""The door of a hall: opened once, with a code of its own, and closed by itself in the night."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from bildungskommune.codes import CODE_ALPHABET
from tests.factories import make_konto, make_reihe, make_saal, make_schritt, make_workshop
from workshops.models import Saal
from workshops.models.enums import ReihenStatus
from workshops.saal import sitzung
from workshops.tasks import close_halls

pytestmark = pytest.mark.django_db
ABEND = datetime(2027, 3, 4, 17, 30, tzinfo=UTC)
NACHT = datetime(2027, 3, 5, 2, 0, tzinfo=UTC)
"""Three o'clock in Berlin."""


def test_opened_hall_begins_with_the_first_step_and_ends_in_the_night():
    workshop = make_workshop()
    later, first = make_schritt(workshop=workshop, position=2), make_schritt(workshop=workshop, position=1)

    saal = sitzung.open_saal(workshop, by=make_konto(), now=ABEND)

    assert (saal.schritt, saal.endet_am, later.pk == first.pk) == (first, NACHT, False)
    assert set(saal.code.replace("-", "")) <= set(CODE_ALPHABET)
    assert [saal.is_open(ABEND), saal.is_open(NACHT)] == [True, False]


def test_opened_after_midnight_it_ends_in_the_same_night():
    assert sitzung.night_after(datetime(2027, 3, 5, 0, 30, tzinfo=UTC)) == NACHT


def test_second_person_who_opens_learns_that_it_is_open():
    workshop = make_workshop()
    sitzung.open_saal(workshop, by=make_konto())

    with pytest.raises(sitzung.AlreadyOpen):
        sitzung.open_saal(workshop, by=make_konto())

    assert Saal.objects.count() == 1


def test_hall_of_yesterday_that_nobody_closed_does_not_keep_today_closed():
    workshop = make_workshop()
    yesterday = sitzung.open_saal(workshop, by=make_konto(), now=ABEND)

    today = sitzung.open_saal(workshop, by=make_konto(), now=datetime(2027, 3, 5, 17, 30, tzinfo=UTC))

    yesterday.refresh_from_db()
    assert (yesterday.geschlossen_am, today.code == yesterday.code) == (NACHT, False)


def test_hall_of_a_closed_reihe_does_not_open():
    workshop = make_workshop(reihe=make_reihe(status=ReihenStatus.ABGESCHLOSSEN))

    with pytest.raises(sitzung.ReiheClosed):
        sitzung.open_saal(workshop, by=make_konto())


def test_night_closes_what_is_over_and_leaves_what_runs():
    over = make_saal(workshop=make_workshop(), endet_am=timezone.now())
    runs = make_saal(workshop=make_workshop())

    assert close_halls() == 1

    over.refresh_from_db()
    runs.refresh_from_db()
    assert (over.geschlossen_am, runs.geschlossen_am) == (over.endet_am, None)


def test_nobody_leads_on_in_a_closed_hall():
    workshop = make_workshop()
    saal = make_saal(workshop=workshop)
    sitzung.close_saal(saal, by=make_konto())

    with pytest.raises(sitzung.NotOpen):
        sitzung.go_to(saal, make_schritt(workshop=workshop), by=make_konto())
    with pytest.raises(sitzung.NotOpen):
        sitzung.show_cards(saal, True, by=make_konto())


@pytest.mark.parametrize("typed", ["K7M-4QX", "k7m4qx", " K7M 4QX ", "k7m-40x"])
def test_code_is_found_however_it_is_typed(typed: str):
    saal = make_saal(workshop=make_workshop(), code="K7M-4QX")

    assert sitzung.find(typed) == saal


def test_code_of_nobody_finds_nothing():
    make_saal(workshop=make_workshop(), code="K7M-4QX")

    assert [sitzung.find(typed) for typed in ("K7M-4QY", "", "kurz", "K7M-4QX-2")] == [None] * 4
