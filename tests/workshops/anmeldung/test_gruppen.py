"""Working groups are assigned by wish and lot; each person reads why."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_anmeldung, make_gruppe, make_konto, make_workshop
from workshops.anmeldung import gruppen, registration
from workshops.anmeldung.angaben import Wuensche
from workshops.models import Anmeldung, Workshop

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def outcome(workshop: Workshop) -> dict[str, tuple[str, str]]:
    rows = workshop.anmeldungen.select_related("gruppe").order_by("pk")
    return {row.name: (str(row.gruppe or ""), row.gruppe_grund) for row in rows}


def press(client: Client, workshop: Workshop) -> Any:
    """Look at the assignment and store it."""
    url = reverse("v-anmeldung-gruppen", args=(workshop.pk,))
    seen = re.search(r'name="gesehen" value="(\w+)"', client.get(url).content.decode())
    assert seen is not None
    return client.post(url, {"gesehen": seen[1]}, follow=True)


def test_wishes_are_met_as_far_as_there_are_seats_and_each_reads_why(office: Client) -> None:
    workshop = make_workshop(gruppen_los=7)
    wege, orte, _ = (
        make_gruppe(workshop=workshop, titel=titel, kapazitaet=seats, position=seats or 9)
        for titel, seats in (("Wege", 1), ("Orte", 2), ("Rest", None))
    )
    wishes = [(wege, orte), (wege, orte), (wege, orte), (wege, None), (orte, wege), (None, None)]
    people = [
        make_anmeldung(workshop=workshop, name=f"Person {number}", ag_wunsch_1=first, ag_wunsch_2=second)
        for number, (first, second) in enumerate(wishes)
    ]
    waiting = make_anmeldung(workshop=workshop, name="Wartet", status="warteliste", ag_wunsch_1=wege)

    answer = press(office, workshop)

    found = outcome(workshop)
    reasons = [grund for _, grund in found.values()]
    assert "6 Personen sind zugeteilt." in answer.content.decode()
    assert found.pop("Wartet") == ("", "")
    assert found["Person 4"] == ("Orte", "erster")
    assert found["Person 5"] == ("Rest", "frei")
    assert sorted(reasons) == ["", "erster", "erster", "frei", "frei", "frei", "zweiter"]
    assert [sum(group == titel for group, _ in found.values()) for titel in ("Wege", "Orte", "Rest")] == [1, 2, 3]
    for person in people:
        page = " ".join(office.get(reverse("anmeldung", args=(person.token,))).content.decode().split())
        assert gruppen.reason(Anmeldung.objects.get(pk=person.pk)) in page
    second = workshop.anmeldungen.get(gruppe_grund="zweiter")
    assert gruppen.reason(second) == "Das war Ihr zweiter Wunsch: „Wege“ war voll, und es wurde gelost."
    assert waiting.gruppe is None
    assert "So sind die Gruppen zugeteilt" in answer.content.decode()


def test_the_lot_comes_out_the_same_each_time_and_another_lot_otherwise() -> None:
    workshop = make_workshop()
    wege = make_gruppe(workshop=workshop, kapazitaet=1)
    people = [make_anmeldung(workshop=workshop, ag_wunsch_1=wege, einrichtung="Kita") for _ in range(9)]

    def lucky(los: int) -> int:
        workshop.gruppen_los = los
        return next(row.anmeldung.pk for row in gruppen.propose(workshop).zeilen if row.gruppe == wege)

    assert lucky(1) == lucky(1)
    assert len({lucky(los) for los in range(30)}) > 3
    assert {lucky(los) for los in range(30)} <= {one.pk for one in people}
    assert make_workshop().gruppen_los != make_workshop().gruppen_los


def test_what_was_assigned_by_hand_stays_and_other_wishes_give_the_group_up(office: Client) -> None:
    workshop = make_workshop()
    wege, orte = (make_gruppe(workshop=workshop, titel=titel, kapazitaet=1) for titel in ("Wege", "Orte"))
    first, second = (make_anmeldung(workshop=workshop, name=name, ag_wunsch_1=wege) for name in ("Erste", "Zweite"))
    by_hand = {"name": "Erste", "einrichtung": "Kita", "email": first.email, "gruppe": orte.pk, "version": 1}
    office.post(reverse("v-anmeldung-edit", args=(first.pk,)), by_hand)

    press(office, workshop)
    kept = outcome(workshop)
    registration.change(second, Wuensche(ag_wunsch_1=wege, verpflegung="vegan"))
    after_meal = outcome(workshop)
    registration.change(second, Wuensche(ag_wunsch_1=orte))

    assert kept == after_meal == {"Erste": ("Orte", "hand"), "Zweite": ("Wege", "erster")}
    assert outcome(workshop)["Zweite"] == ("", "")
    first.refresh_from_db()
    assert gruppen.reason(first) == "Die Stabsstelle hat Sie dieser Gruppe zugeteilt."


def test_assignment_that_was_not_looked_at_is_not_stored(office: Client) -> None:
    workshop = make_workshop()
    wege = make_gruppe(workshop=workshop)
    make_anmeldung(workshop=workshop, ag_wunsch_1=wege)
    seen = gruppen.propose(workshop).pruefsumme
    make_anmeldung(workshop=workshop, ag_wunsch_1=wege, eingegangen_am=timezone.now())

    answer = office.post(reverse("v-anmeldung-gruppen", args=(workshop.pk,)), {"gesehen": seen})

    assert answer.status_code == 422
    assert "Inzwischen hat sich etwas geändert" in answer.content.decode()
    assert workshop.anmeldungen.exclude(gruppe=None).count() == 0


def test_page_asks_as_often_for_one_person_as_for_thirty(office: Client) -> None:
    asked = []
    for number in (1, 30):
        workshop = make_workshop(kapazitaet=40)
        wege, orte = (make_gruppe(workshop=workshop, kapazitaet=1) for _ in range(2))
        for _ in range(number):
            make_anmeldung(workshop=workshop, ag_wunsch_1=wege, ag_wunsch_2=orte)
        with CaptureQueriesContext(connection) as queries:
            office.get(reverse("v-anmeldung-gruppen", args=(workshop.pk,)))
        asked.append(len(queries))

    assert asked[0] == asked[1]
