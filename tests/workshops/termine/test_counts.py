"""The counts in the lists of workshops and Reihen, against counting by hand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    make_anmeldung,
    make_beitrag,
    make_konto,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from workshops.models import Beitrag, Reihe, Workshop
from workshops.models.enums import AnmeldungStatus, BeitragStatus
from workshops.termine import auswahl

pytestmark = pytest.mark.django_db

SEATED = {"eingegangen", "bestaetigt", "nachgerueckt", "teilgenommen", "nicht_erschienen"}


def _fill(workshop: Workshop, people: int, cards: int) -> None:
    """Register people in every state and hang up cards in every state, some under two Themen."""
    for number in range(people):
        status = AnmeldungStatus.values[number % len(AnmeldungStatus.values)]
        make_anmeldung(workshop=workshop, status=status)
    themen = [make_thema(workshop=workshop) for _ in range(2)]
    for number in range(cards):
        status = BeitragStatus.values[number % len(BeitragStatus.values)]
        beitrag = make_beitrag(workshop=workshop, status=status)
        for thema in themen[: number % 3]:
            make_zuordnung(thema, beitrag)


def _filled() -> list[Workshop]:
    reihe = make_reihe()
    made = [make_workshop(reihe=reihe) for _ in range(4)] + [make_workshop()]
    for workshop, people, cards in zip(made, (0, 7, 16, 3, 9), (5, 0, 12, 1, 6), strict=True):
        _fill(workshop, people, cards)
    return made


def test_each_workshop_of_the_list_has_its_own_numbers():
    made = _filled()
    by_hand = {
        workshop.pk: (
            sum(row.status in SEATED for row in workshop.anmeldungen.all()),
            sum(row.status == AnmeldungStatus.WARTELISTE for row in workshop.anmeldungen.all()),
            len(workshop.beitraege.all()),
        )
        for workshop in made
    }

    shown = auswahl.workshops(make_konto(rolle="stabsstelle"))

    assert {row.pk: (row.belegt, row.wartend, row.karten) for row in shown} == by_hand
    assert by_hand[made[2].pk] == (12, 2, 12)


def test_public_list_counts_seats_published_cards_and_themen_of_each_workshop():
    made = _filled()
    by_hand = {
        workshop.pk: (
            sum(row.status in SEATED for row in workshop.anmeldungen.all()),
            sum(row.status == BeitragStatus.VEROEFFENTLICHT for row in workshop.beitraege.all()),
            len(workshop.themen.all()),
        )
        for workshop in made
    }

    shown = Workshop.objects.with_seats().with_numbers()

    assert {row.pk: (row.belegt, row.anzahl_beitraege, row.anzahl_themen) for row in shown} == by_hand


def test_each_reihe_of_the_list_has_its_own_numbers():
    made = _filled()
    make_beitrag(reihe=made[0].reihe, workshop=None)
    Beitrag.objects.filter(workshop=made[2], status=BeitragStatus.VEROEFFENTLICHT).update(
        verbleib="aufgenommen", verbleib_begruendung="Steht im Leitbild.", verbleib_am=timezone.localdate()
    )
    make_reihe()
    by_hand = {
        reihe.pk: (
            len(reihe.workshops.all()),
            len(reihe.beitraege.all()),
            sum(not row.verbleib and row.status != BeitragStatus.ZURUECKGEWIESEN for row in reihe.beitraege.all()),
        )
        for reihe in Reihe.objects.all()
    }

    shown = auswahl.reihen()

    counted = {row.pk: tuple(getattr(row, name) for name in ("termine", "karten", "offene")) for row in shown}
    assert counted == by_hand
    assert sorted(by_hand.values()) == [(0, 0, 0), (1, 6, 5), (4, 19, 14)]


@pytest.mark.parametrize("name", ["workshop-list", "v-workshop-list"])
def test_lists_join_no_registrations_and_ask_the_same_for_one_and_thirty(
    client, name, django_assert_max_num_queries, django_assert_num_queries
):
    client.force_login(make_konto(rolle="stabsstelle"))
    past = timezone.now() - timedelta(days=3)
    _fill(make_workshop(beginn=past), 7, 5)
    client.get(reverse(name))
    with django_assert_max_num_queries(40) as few:
        client.get(reverse(name))
    for _ in range(29):
        _fill(make_workshop(beginn=past), 7, 5)

    with django_assert_num_queries(len(few)) as many:
        assert client.get(reverse(name)).status_code == 200

    statements = [query["sql"] for query in many.captured_queries]
    assert not [sql for sql in statements if 'JOIN "workshops_anmeldung"' in sql or 'JOIN "workshops_beitrag"' in sql]
