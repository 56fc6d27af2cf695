"""Which contributions and Themen stand to choose from as sources."""

import pytest
from django.test import Client
from django.urls import reverse

from leitbild import fortschreiben, quellen
from leitbild.models import Abschnitt, Leitbild
from tests.factories import make_abschnitt, make_beitrag, make_konto, make_leitbild, make_reihe, make_thema
from tests.formular import Formular
from workshops.models import Reihe
from workshops.quellen import BEITRAG, THEMA

pytestmark = pytest.mark.django_db


@pytest.fixture
def reihen() -> list[Reihe]:
    """Three series, each with one Thema and one card."""
    made = [make_reihe() for _ in range(3)]
    for reihe in made:
        make_thema(reihe=reihe)
        make_beitrag(reihe=reihe)
    return made


def abschnitt(reihe: Reihe | None, *others: Reihe) -> Abschnitt:
    leitbild = make_leitbild(reihe=reihe)
    leitbild.weitere_reihen.set(others)
    return make_abschnitt(leitbild=leitbild)


def offered(satz: Abschnitt) -> tuple[set[Reihe], set[Reihe]]:
    themen, beitraege = (quellen.QuellenFilter({"art": art}, abschnitt=satz).rows() for art in (THEMA, BEITRAG))
    return ({one.reihe for one in themen}, {one.reihe for one in beitraege})


def test_sources_of_all_series_stand_to_choose_from_and_no_other(reihen: list[Reihe]) -> None:
    first, second, _ = reihen

    assert offered(abschnitt(first)) == ({first}, {first})
    assert offered(abschnitt(first, second)) == ({first, second}, {first, second})
    assert offered(abschnitt(None, second)) == ({second}, {second})
    assert offered(abschnitt(None)) == (set(reihen), set(reihen))


def test_office_names_several_series_and_sees_them(reihen: list[Reihe]) -> None:
    first, second, _ = reihen
    leitbild = make_leitbild(reihe=first)
    client = Client()
    client.force_login(make_konto())

    Formular(client, reverse("v-leitbild-edit", args=(leitbild.pk,))).type(weitere_reihen=[str(second.pk)]).send()

    leitbild = Leitbild.objects.get()
    assert leitbild.reihen == [first, second]
    assert second.titel in client.get(reverse("v-leitbild", args=(leitbild.pk,))).content.decode()


def test_next_edition_comes_from_the_same_series(reihen: list[Reihe]) -> None:
    first, second, _ = reihen
    leitbild = abschnitt(first, second).leitbild

    assert fortschreiben.carry_on(leitbild, "Zweite Auflage", by=None).reihen == [first, second]
