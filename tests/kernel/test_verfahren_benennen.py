"""The own process gets its Kennung once, by the first file that is read or in the settings."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from bildungskommune.akte.datei import AkteUnlesbar, Datei
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.akte.herkunft import CannotBeNamed, name_own, own_head
from bildungskommune.audit.models import Eintrag
from tests.factories import make_massnahme
from tests.formular import Formular

pytestmark = pytest.mark.django_db

BUS = {"kennung": "bus", "titel": "Spätbus"}


def read(verfahren: str, titel: str, massnahme: dict[str, Any]) -> Ergebnis:
    kopf = {"format": "bildungskommune-verfahrensakte", "version": 1, "verfahren": verfahren, "titel": titel}
    return einlesen(Datei({**kopf, "massnahmen": [massnahme]}))


def test_process_entered_by_hand_is_named_once_and_every_file_carries_its_kennung(office: Client) -> None:
    make_massnahme(kennung="bus", titel="Spätbus")
    assert own_head() == {}

    Formular(office, reverse("v-verfahren")).type(kennung="boerde", titel="Börde").send()

    assert own_head() == {"verfahren": "boerde", "titel": "Börde"}
    assert read("boerde", "Börde", {**BUS, "titel": "Schulbus"}).geaendert == {"massnahmen": 1}
    with pytest.raises(AkteUnlesbar, match="gehört zum Verfahren „Börde“ \\(boerde\\)"):
        read("altmark", "Altmark", {**BUS, "titel": "Rad"})
    assert Eintrag.objects.filter(ereignis="verfahren.benannt").values_list("objekt_name", flat=True).get() == "Börde"


def test_kennung_of_the_own_process_is_shown_and_never_changed(office: Client) -> None:
    form = Formular(office, reverse("v-verfahren")).type(kennung="altmark")
    read("boerde", "Börde", BUS)

    page = office.get(reverse("v-verfahren")).content.decode()
    refused = form.send()

    assert "<dd>boerde</dd>" in page
    assert 'name="kennung"' not in page
    assert (refused.status_code, refused.context["form"].errors["kennung"]) == (
        422,
        [
            (
                "Ihr Verfahren hat schon die Kennung „boerde“. Sie bleibt, weil auch andere Portale Ihre Akten an ihr "
                "erkennen."
            )
        ],
    )
    assert own_head()["verfahren"] == "boerde"


@pytest.mark.parametrize(
    ("kennung", "sentence"),
    [
        ("Börde 2026", "Bitte nehmen Sie nur Kleinbuchstaben, Ziffern und Bindestriche."),
        ("", "Bitte füllen Sie dieses Feld aus."),
        (
            "altmark",
            (
                "Diese Kennung hat schon das Verfahren „Altmark“, aus dem hier eine Akte eingelesen wurde. Bitte "
                "wählen Sie eine andere."
            ),
        ),
    ],
    ids=["other characters", "none", "of another process"],
)
def test_kennung_that_cannot_be_is_refused_with_a_sentence(office: Client, kennung: str, sentence: str) -> None:
    make_massnahme()
    read("altmark", "Altmark", BUS)

    refused = Formular(office, reverse("v-verfahren")).type(kennung=kennung).send()

    assert (refused.status_code, refused.context["form"].errors["kennung"]) == (422, [sentence])
    assert own_head() == {}


@pytest.mark.django_db(transaction=True)
def test_second_of_two_who_name_it_at_once_learns_that_it_has_a_name() -> None:
    named, waits = threading.Event(), threading.Event()

    def second() -> str:
        try:
            named.wait(10)
            waits.set()
            name_own("altmark", "Altmark", by=None)
        except CannotBeNamed as refused:
            return str(refused)
        finally:
            connection.close()
        return ""

    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(second)
        with transaction.atomic():
            name_own("boerde", "Börde", by=None)
            named.set()
            waits.wait(10)
            time.sleep(0.3)  # the other one stands at the lock, or has passed it

    assert "Ihr Verfahren hat schon die Kennung „boerde“." in answer.result()
