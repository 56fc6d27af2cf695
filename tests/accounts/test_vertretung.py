"""Somebody stands in for another Stelle, from the first day to the last and no longer."""

from datetime import timedelta

import lxml.html
import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune import aufbewahrung
from bildungskommune.accounts.aufbewahrung import anonymise
from bildungskommune.accounts.models import Konto, Vertretung
from bildungskommune.accounts.vertretung import stellen_of, stellen_with
from bildungskommune.akteure.models import Stelle
from bildungskommune.ui.zeiten import datum
from massnahmen import access, erinnern, mails
from massnahmen.models import Massnahme
from tests.factories import make_konto, make_massnahme, make_stelle
from tests.lesen import words
from tests.massnahmen.builders import make_meilenstein, today

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def deputy(stelle: Stelle, begin: int = 0, end: int = 0, *, own: bool = True) -> Konto:
    """An account that stands in for this Stelle, from and until so many days from today."""
    konto = make_konto("fachamt", stelle=make_stelle() if own else None)
    Vertretung.objects.create(konto=konto, stelle=stelle, von=today() + begin * DAY, bis=today() + end * DAY)
    return konto


def answers(konto: Konto, massnahme: Massnahme) -> set[bool]:
    return {
        massnahme in access.in_hand(konto),
        access.may_report(konto, massnahme),
        konto in mails.those_who_report(massnahme),
    }


@pytest.mark.parametrize(("begin", "end", "may"), [(0, 0, True), (-3, 3, True), (1, 3, False), (-3, -1, False)])
@pytest.mark.parametrize("own", [True, False])
def test_deputy_answers_for_the_measures_of_the_stelle_within_the_time(begin: int, end: int, may: bool, own: bool):
    stelle = make_stelle()
    massnahme = make_massnahme(federfuehrung=stelle, oeffentlich=False)
    konto = deputy(stelle, begin, end, own=own)

    assert answers(konto, massnahme) == {may}
    assert (massnahme in Massnahme.objects.visible_to(konto)) is may


def test_deputy_keeps_what_the_own_stelle_answers_for() -> None:
    konto = deputy(make_stelle())
    massnahme = make_massnahme(federfuehrung=konto.stelle)

    assert answers(konto, massnahme) == {True}


def test_deputy_of_a_renamed_stelle_answers_for_what_it_was() -> None:
    old = make_stelle()
    massnahme = make_massnahme(federfuehrung=old)

    assert answers(deputy(make_stelle(vorgaengerin=old)), massnahme) == {True}


def test_deputy_is_reminded_and_then_nothing_waits_for_the_stabsstelle(client: Client) -> None:
    stelle = make_stelle()
    make_meilenstein(make_massnahme(federfuehrung=stelle, status="in_umsetzung"), datum=today())
    client.force_login(make_konto())

    before = "ohne Konto" in client.get(reverse("pult")).content.decode()
    deputy(stelle, own=False)

    assert (before, erinnern.remind_all()) == (True, 1)
    assert "ohne Konto" not in client.get(reverse("pult")).content.decode()


def test_stellen_of_a_person_and_of_many() -> None:
    first, second = make_stelle(), make_stelle()
    konto, over = deputy(first), deputy(second, -3, -1)

    assert stellen_of(AnonymousUser()) == stellen_of(make_konto("fachamt", stelle=None)) == []
    assert stellen_of(konto) == [konto.stelle_id, first.pk]
    assert stellen_of(over, today() - DAY) == [over.stelle_id, second.pk]
    assert stellen_with(Konto.objects.filter(rolle="fachamt")) == {konto.stelle_id, over.stelle_id, first.pk}


@pytest.mark.parametrize(
    ("begin", "end", "own", "sentence"),
    [
        (0, 3, False, ""),
        (-5, 0, False, ""),
        (3, 2, False, "Das Ende liegt vor dem Beginn."),
        (-3, -1, False, "Dieser Tag ist vorbei."),
        (0, 3, True, "Das ist die eigene Stelle dieser Person."),
    ],
)
def test_form_takes_a_time_that_is_not_over_for_another_stelle(
    client: Client, begin: int, end: int, own: bool, sentence: str
) -> None:
    konto, stelle = make_konto("fachamt", stelle=make_stelle()), make_stelle()
    client.force_login(make_konto())
    days = {"von": (today() + begin * DAY).isoformat(), "bis": (today() + end * DAY).isoformat()}

    response = client.post(
        reverse("v-vertretung-new"), {"konto": konto.pk, "stelle": konto.stelle_id if own else stelle.pk, **days}
    )

    assert (response.status_code, Vertretung.objects.count()) == ((422, 0) if sentence else (302, 1))
    assert sentence in response.content.decode()


def test_only_an_active_fachamt_can_stand_in(client: Client) -> None:
    client.force_login(make_konto())
    days = {"von": today().isoformat(), "bis": today().isoformat()}

    codes = [
        client.post(reverse("v-vertretung-new"), {"konto": konto.pk, "stelle": make_stelle().pk, **days}).status_code
        for konto in (make_konto("leitung"), make_konto("fachamt", is_active=False))
    ]

    assert codes == [422, 422]


def test_stabsstelle_sees_and_ends_it(client: Client) -> None:
    stelle = make_stelle(name="Schulamt")
    konto = deputy(stelle)
    massnahme = make_massnahme(federfuehrung=stelle)
    client.force_login(make_konto())

    page = client.get(reverse("v-vertretung-list")).content.decode()
    client.post(reverse("v-vertretung-beenden", args=(Vertretung.objects.get().pk,)))

    assert ["Schulamt" in page, konto.name in page] == [True, True]
    assert (Vertretung.objects.count(), answers(konto, massnahme)) == (0, {False})


def test_it_is_forgotten_90_days_after_its_last_day_and_with_the_account() -> None:
    deputy(make_stelle(), -200, -92)
    young = deputy(make_stelle(), -200, -80)

    aufbewahrung.forget(timezone.now())
    assert Vertretung.objects.get().konto == young

    anonymise(Konto.objects.filter(pk=young.pk))
    assert Vertretung.objects.count() == 0


def test_desk_says_for_whom_one_stands_in_and_until_when(client: Client) -> None:
    stelle = make_stelle(name="Schulamt")
    massnahme = make_massnahme(titel="Bücherbus", federfuehrung=stelle)
    client.force_login(deputy(stelle, -1, 3))

    page = lxml.html.fromstring(client.get(reverse("pult")).content.decode())

    said = f"Sie vertreten Schulamt bis {datum(today() + 3 * DAY)}."
    assert " ".join(said.split()) in words(page)
    link = page.xpath("//a[text()='Maßnahmen dieser Stelle']")[0]
    assert massnahme.titel in client.get(link.get("href")).content.decode()


@pytest.mark.parametrize(("begin", "end"), [(1, 3), (-3, -1)])
def test_desk_says_nothing_before_and_after(client: Client, begin: int, end: int) -> None:
    client.force_login(deputy(make_stelle(), begin, end))

    assert "Sie vertreten" not in client.get(reverse("pult")).content.decode()
