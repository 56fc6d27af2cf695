"""Readers of a Fortschreibung see what each part was before, as the Fassung froze it."""

import lxml.html
import pytest
from django.test import Client

from bildungskommune.fassungen.rules import freeze
from konzept import fortschreiben
from konzept.models import Handlungsfeld, Konzept, Strategie
from tests.factories import make_handlungsfeld, make_konzept, make_strategie, make_ziel
from tests.konzept.test_matrix import DAY
from tests.lesen import words
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def before() -> Konzept:
    konzept = make_konzept(kennung="alt", titel="Konzept 2020")
    feld = make_handlungsfeld(konzept=konzept, nr="1", titel="Wege", kennung="wege")
    make_ziel(feld, nr="1.1", titel="Mehr Busse", kennung="busse")
    make_strategie(handlungsfeld=feld, nr="1.1", titel="Planen", kennung="planen")
    return konzept


def published(konzept: Konzept) -> None:
    publish(freeze("konzept", konzept, zweck="beschluss"), now=DAY)


def carried_on(before: Konzept) -> Konzept:
    neu = fortschreiben.carry_on(before, "Konzept 2026", by=None)
    make_strategie(handlungsfeld=neu.handlungsfelder.get(), nr="1.2", titel="Neu", kennung="neu")
    return neu


def lines(client: Client, konzept: Konzept) -> list[str]:
    page = lxml.html.fromstring(client.get(f"/konzept/{konzept.kennung}/fassung/1/").content)
    return [text for one in page.cssselect("p.klein") if (text := words(one)).startswith("Davor:")]


ALL = [
    "Davor: Handlungsfeld 1: Wege, Konzept 2020",
    "Davor: Ziel 1.1: Mehr Busse, Konzept 2020",
    "Davor: Strategie 1.1: Planen, Konzept 2020",
]


def test_each_part_names_what_it_was_and_new_ones_name_nothing(client: Client, before: Konzept) -> None:
    published(before)
    neu = carried_on(before)
    published(neu)

    assert lines(client, neu) == ALL


def test_line_stays_as_it_was_frozen(client: Client, before: Konzept) -> None:
    published(before)
    neu = carried_on(before)
    published(neu)
    Konzept.objects.filter(pk=before.pk).update(titel="Umbenannt")
    Handlungsfeld.objects.filter(konzept=before).update(titel="Anders")
    Strategie.objects.filter(handlungsfeld__konzept=neu).update(vorgaenger=None)

    assert lines(client, neu) == ALL


def test_what_was_never_published_is_not_named(client: Client, before: Konzept) -> None:
    neu = carried_on(before)
    published(neu)

    assert lines(client, neu) == []
