from decimal import Decimal

import pytest

from massnahmen.listen import newest_of
from massnahmen.models import Massnahme
from massnahmen.uebersicht import Geld, overview
from tests.factories import make_massnahme, make_sachstand
from tests.massnahmen.builders import days_ago

pytestmark = pytest.mark.django_db


def test_money_adds_up_what_is_known_and_leaves_out_what_was_dropped():
    make_massnahme(kosten_gesamt=Decimal(100), kosten_gesichert=Decimal(40))
    make_massnahme(kosten_gesamt=Decimal(50))
    make_massnahme(kosten_gesichert=Decimal(7))
    make_massnahme(kosten_gesamt=Decimal(999), status="verworfen")

    geld = overview(Massnahme.objects.all()).geld

    assert geld == Geld(gesamt=Decimal(150), gesichert=Decimal(40), mit_zahl=2, ohne_zahl=1)
    assert geld.offen == Decimal(110)


def test_late_ones_come_with_their_reason():
    late = make_massnahme(status="verzoegert")
    make_sachstand(late, stichtag=days_ago(9), status="verzoegert", hindernisse="Alt.")
    make_sachstand(late, stichtag=days_ago(2), status="verzoegert", hindernisse="Kein Angebot.")
    make_massnahme(status="umgesetzt")

    found = overview(Massnahme.objects.all())

    assert (found.gesamt, found.fertig, found.verzoegert) == (2, 1, 1)
    assert [(row, newest.hindernisse) for row in found.spaet if (newest := newest_of(row))] == [(late, "Kein Angebot.")]
    assert [row.hindernisse for row in found.neueste] == ["Kein Angebot.", "Alt."]


def test_overview_needs_the_same_queries_for_one_and_thirty(django_assert_max_num_queries):
    make_sachstand(make_massnahme(status="verzoegert", kosten_gesamt=5), status="verzoegert", hindernisse="x")
    with django_assert_max_num_queries(10) as one:
        overview(Massnahme.objects.all())
    for _ in range(29):
        make_sachstand(make_massnahme(status="verzoegert", kosten_gesamt=5), status="verzoegert", hindernisse="x")

    with django_assert_max_num_queries(10) as thirty:
        found = overview(Massnahme.objects.all())

    assert (len(found.spaet), found.gesamt) == (30, 30)
    assert len(thirty.captured_queries) == len(one.captured_queries)
