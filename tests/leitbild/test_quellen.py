"""Which contributions and Themen stand to choose from as sources."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen import rules
from bildungskommune.kennzahlen.models import Zahlenwert
from leitbild import fortschreiben, quellen
from leitbild.models import Abschnitt, Leitbild
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_reihe,
    make_thema,
)
from tests.formular import Formular
from tests.kennzahlen.bauen import make_reihe as make_zahlenreihe
from tests.veroeffentlichen import publish
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


def figure(zeit: str = "2023", wert: str = "9.8", **fields: Any) -> Zahlenwert:
    named = {"kennung": "abschluss", "einheit": "%"} | fields
    reihe = make_zahlenreihe("Schulabgänge ohne Abschluss", werte={"2022": "8.4", zeit: wert}, **named)
    return reihe.werte.get(zeit=zeit)


def test_figure_is_found_named_as_a_source_and_offered_no_second_time() -> None:
    satz, wert = abschnitt(None), figure()
    figure(kennung="geheim", oeffentlich=False)
    client = Client()
    client.force_login(make_konto())
    address = reverse("v-herleitung-new", args=(satz.pk,)) + "?art=zahlenwert&wort=abschluss"
    found = client.get(address).content.decode()

    named = {"quelle": f"zahlenwert-{wert.pk}", "begruendung": "Jeder zehnte geht ohne Abschluss."}
    client.post(address, named | {"fuer": satz.pk})

    assert "Schulabgänge ohne Abschluss: 8,4 % (2022)" in found
    assert found.count('name="quelle"') == 2
    link = satz.herleitungen.get()
    assert (link.zahlenwert, link.begruendung) == (wert, "Jeder zehnte geht ohne Abschluss.")
    assert client.get(address).content.decode().count('name="quelle"') == 1
    desk = client.get(reverse("v-leitbild", args=(satz.leitbild_id,))).content.decode()
    assert "Schulabgänge ohne Abschluss: 9,8 % (2023)" in desk
    assert (
        "Schulabgänge ohne Abschluss: 9,8 % (2023)"
        in client.get(reverse("v-abschnitt-edit", args=(satz.pk,))).content.decode()
    )


def test_figure_stands_behind_another_satz_once() -> None:
    satz, wert, client = abschnitt(None), figure(), Client()
    other = make_abschnitt(leitbild=satz.leitbild)
    client.force_login(make_konto())
    address = reverse("v-herleitung-new", args=(satz.pk,)) + "?art=zahlenwert"
    named = {"quelle": f"zahlenwert-{wert.pk}", "fuer": other.pk, "begruendung": "Weil."}

    answers = [client.post(address, named) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert "Dort schon als Quelle eingetragen" in answers[1].content.decode()
    assert [one.zahlenwert for one in other.herleitungen.all()] == [wert]


def test_reader_tells_the_figure_that_held_when_the_text_was_frozen_and_leads_to_its_series() -> None:
    leitbild = make_leitbild(kennung="lb")
    satz, wert = make_abschnitt(leitbild=leitbild, nr="1", titel="Alle kommen an."), figure()
    make_herleitung(satz, zahlenwert=wert, begruendung="Jeder zehnte geht ohne Abschluss.")
    publish(rules.freeze("leitbild", leitbild))
    Zahlenwert.objects.filter(pk=wert.pk).update(ersetzt_am=timezone.now())
    wert.reihe.werte.create(zeit="2023", tag=wert.tag, nr=2, wert="7.1", abgerufen_am=wert.abgerufen_am)

    page = Client().get("/leitbild/lb/fassung/1/").content.decode()

    for words in ("Schulabgänge ohne Abschluss: 9,8 % (2023)", "Jeder zehnte geht ohne Abschluss."):
        assert words in page
    assert f'href="{wert.reihe.get_absolute_url()}"' in page


def test_series_that_a_sentence_names_stays(client: Client) -> None:
    satz, wert = abschnitt(None), figure()
    make_herleitung(satz, zahlenwert=wert)
    client.force_login(make_konto())

    answer = client.post(reverse("v-zahlenreihe-delete", args=(wert.reihe_id,)))

    assert answer.status_code == 422
    assert Zahlenwert.objects.filter(pk=wert.pk).exists()
