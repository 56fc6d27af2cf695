"""The public page of a Reihe: asked, said, done."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_herleitung,
    make_konto,
    make_reihe,
    make_thema,
    make_workshop,
)
from workshops.models import Reihe, Thema
from workshops.models.enums import BeitragStatus, WorkshopStatus
from workshops.termine import reihenseite

pytestmark = pytest.mark.django_db


def page(reihe: Reihe) -> str:
    return Client().get(reihe.get_absolute_url()).content.decode()


def make_said(reihe: Reihe, titel: str, karten: int) -> Thema:
    """A Thema with so many public cards."""
    workshop = make_workshop(
        reihe=reihe, beginn=timezone.now() - timedelta(days=30), status=WorkshopStatus.DURCHGEFUEHRT
    )
    thema = make_thema(reihe=reihe, workshop=workshop, titel=titel)
    for _ in range(karten):
        card = make_beitrag(reihe=reihe, workshop=workshop, status=BeitragStatus.VEROEFFENTLICHT)
        thema.zuordnungen.create(beitrag=card)
    return thema


def test_page_names_the_dates_the_themen_and_what_they_led_to() -> None:
    reihe = make_reihe(titel="Bildung im Dorf", untertitel="Vier Abende")
    thema = make_said(reihe, "Wege", 2)
    make_workshop(reihe=reihe, titel="Der nächste Abend")
    abschnitt = make_abschnitt(titel="Kein Weg ist zu weit.")
    make_herleitung(abschnitt=abschnitt, thema=thema)

    said = page(reihe)

    for word in ("Vier Abende", "Der nächste Abend", "Was bisher war", "Wege", "2 Beiträge sind öffentlich."):
        assert word in said
    assert said.index('id="gefragt"') < said.index('id="gesagt"') < said.index('id="getan"')


def test_most_cards_stand_first_and_the_rest_is_counted() -> None:
    reihe = make_reihe()
    for nr in range(reihenseite.GENANNT + 2):
        make_thema(reihe=reihe, titel=f"Thema {nr:02}")
    make_said(reihe, "Zuletzt angelegt", 1)

    gesagt = reihenseite.said(reihe)

    assert gesagt.themen[0].titel == "Zuletzt angelegt"
    assert [len(gesagt.themen), gesagt.weitere] == [reihenseite.GENANNT, 3]
    assert "3 weitere Themen" in page(reihe)


def test_answers_are_counted_with_their_share_and_open_ones_last() -> None:
    reihe = make_reihe()
    for verbleib in ("aufgenommen", "aufgenommen", "nicht_aufgenommen", ""):
        make_beitrag(
            reihe=reihe,
            status=BeitragStatus.VEROEFFENTLICHT,
            verbleib=verbleib,
            verbleib_begruendung="Weil es so ist." if verbleib else "",
            verbleib_am=timezone.localdate() if verbleib else None,
        )
    make_beitrag(reihe=reihe, status=BeitragStatus.EINGEREICHT)

    assert [(one.wort, one.anzahl, one.anteil) for one in reihenseite.answers(reihe)] == [
        ("aufgenommen", 2, 50), ("nicht aufgenommen", 1, 25), ("noch offen", 1, 25),
    ]  # fmt: skip


def test_reihe_without_anything_says_what_will_stand_there() -> None:
    said = page(make_reihe())

    for word in ("Noch steht kein Termin fest", "Noch hat niemand etwas geschrieben", "sobald sie ausgewertet sind"):
        assert word in said


def test_reihe_that_is_not_public_is_known_to_the_desk_alone(client: Client) -> None:
    reihe = make_reihe(oeffentlich=False)
    assert client.get(reihe.get_absolute_url()).status_code == 404

    client.force_login(make_konto())
    assert client.get(reihe.get_absolute_url()).status_code == 200


def test_more_themen_and_cards_ask_the_database_no_more_often() -> None:
    small, large = make_reihe(), make_reihe()
    make_said(small, "Eins", 1)
    for nr in range(8):
        make_said(large, f"Thema {nr}", 3)

    counts = []
    for reihe in (small, large):
        page(reihe)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(reihe)
        counts.append(len(asked))

    assert counts[1] <= counts[0] + 1


def test_page_of_a_workshop_leads_to_its_reihe() -> None:
    workshop = make_workshop()

    assert f'href="{workshop.reihe.get_absolute_url()}"' in Client().get(workshop.get_absolute_url()).content.decode()
