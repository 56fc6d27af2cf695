"""A Fassung that cannot be read takes nothing else down: it is left out, its page says so, the desk is told."""

import logging
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen import auftraege, druck
from bildungskommune.fassungen.models import Druckauftrag, Fassung, Lesefehler
from bildungskommune.fassungen.rules import order_print
from bildungskommune.verfahren.aufgaben import waiting
from tests.factories import make_konto
from tests.fassungen.gold import Golden, address, publish_golden, text_of

pytestmark = pytest.mark.django_db

SATZ = "Diese Fassung lässt sich zurzeit nicht anzeigen."
TAG = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())
LEITBILD = Golden("leitbild", "standard", 1)


def broken(golden: Golden = LEITBILD) -> Fassung:
    return publish_golden(golden, {**golden.snapshot(), "schema": 99})


def told() -> list[str]:
    konto = make_konto(rolle="stabsstelle")
    return [task.url for task in waiting(konto, TAG) if task.titel == "Fassung lässt sich nicht lesen"]


def test_page_says_so_and_leads_to_the_pdf(client: Client) -> None:
    fassung = broken()
    Druckauftrag.objects.create(fassung=fassung, status="fertig", seiten=3)

    response = client.get(address(fassung))

    assert response.status_code == 503
    assert SATZ in text_of(response.content.decode())
    assert f'href="{reverse("fassung-pdf", args=("leitbild", fassung.dokument, 1))}"' in response.content.decode()


def test_page_without_a_pdf_leads_to_none(client: Client) -> None:
    response = client.get(address(broken()))

    assert SATZ in text_of(response.content.decode())
    assert "PDF laden" not in response.content.decode()


def test_desk_is_told_and_the_log_once(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    fassung = broken()
    assert told() == []

    with caplog.at_level(logging.ERROR, logger="bildungskommune.fassungen.lesen"):
        client.get(address(fassung))
        client.get(address(fassung))

    assert told() == [reverse("v-fassung", args=(fassung.pk,))]
    assert [record.name for record in caplog.records].count("bildungskommune.fassungen.lesen") == 1


def test_task_is_over_when_the_program_can_read_it_again(client: Client) -> None:
    fassung = publish_golden(LEITBILD)
    Lesefehler.objects.create(fassung=fassung, stelle="abschnitte[0].text")

    assert told() == []


def test_other_fassungen_of_the_stage_are_found_all_the_same(client: Client) -> None:
    broken()
    publish_golden(LEITBILD)

    response = client.get(reverse("suche"), {"q": "Bildung beginnt mit Beziehung"})

    assert "1 Treffer" in text_of(response.content.decode())


def test_print_fails_with_a_reason() -> None:
    auftrag = order_print(broken())

    assert druck.print_order(auftrag.pk) is False

    auftrag.refresh_from_db()
    assert [auftrag.status, auftrag.fehler] == [
        auftraege.Status.GESCHEITERT,
        "Der Inhalt lässt sich nicht lesen (LookupError: version 99).",
    ]


def test_page_of_a_handlungsfeld_says_that_its_fassung_cannot_be_read(client: Client) -> None:
    broken(Golden("konzept", "standard", 1))

    response = client.get(reverse("handlungsfeld", args=("hf-1",)))

    assert response.status_code == 503
