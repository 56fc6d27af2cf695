"""What is typed and not saved yet: put by for one person, offered again, and both texts where somebody was faster."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.werkbank.models import Entwurf
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_konto
from tests.formular import Formular
from tests.lesen import one_line

pytestmark = pytest.mark.django_db
OFFERED = "Sie haben einen Entwurf abgelegt"


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def satz() -> Abschnitt:
    return make_abschnitt(titel="Alt", text="Kein Weg ist zu weit.")


def url(satz: Abschnitt) -> str:
    return reverse("v-abschnitt-edit", args=(satz.pk,))


def put_by(client: Client, satz: Abschnitt, how: str = "1", **typed: str) -> Any:
    return Formular(client, url(satz)).type(ablegen=how, **typed).send()


def page(client: Client, address: str) -> str:
    return one_line(client.get(address).content.decode())


def test_draft_is_offered_and_the_stored_text_stays(office: Client, satz: Abschnitt) -> None:
    put_by(office, satz, text="Neu und unfertig.", titel="")

    shown = Formular(office, url(satz))
    again = Formular(office, f"{url(satz)}?entwurf=1")

    assert OFFERED in page(office, url(satz))
    assert (shown.value("text"), again.value("text")) == ("Kein Weg ist zu weit.", "Neu und unfertig.")
    assert (again.answer.status_code, bool(again.form.fields["titel"])) == (200, False)
    assert Abschnitt.objects.get().text == "Kein Weg ist zu weit."


def test_each_person_has_one_and_nobody_sees_that_of_another(office: Client, satz: Abschnitt) -> None:
    other = Client()
    other.force_login(make_konto())
    put_by(office, satz, text="Eins")
    put_by(office, satz, text="Zwei")

    assert Entwurf.objects.get().eingaben["text"] == ["Zwei"]
    assert OFFERED not in page(other, url(satz))
    assert Formular(other, f"{url(satz)}?entwurf=1").value("text") == "Kein Weg ist zu weit."


def test_saving_and_throwing_away_forget_it(office: Client, satz: Abschnitt) -> None:
    put_by(office, satz, text="Eins")
    Formular(office, f"{url(satz)}?entwurf=1").send()
    saved, left = Abschnitt.objects.get().text, Entwurf.objects.count()
    put_by(office, satz, text="Zwei")

    office.post(url(satz), {"verwerfen": "1"})

    assert (saved, left, Entwurf.objects.count(), Abschnitt.objects.get().text) == ("Eins", 0, 0, "Eins")


def test_what_equals_the_stored_text_is_no_draft(office: Client, satz: Abschnitt) -> None:
    put_by(office, satz, text="Anders")

    put_by(office, satz)

    assert not Entwurf.objects.exists()


def test_script_puts_by_without_a_word(office: Client, satz: Abschnitt) -> None:
    answer = put_by(office, satz, "still", text="Neu")

    assert answer.status_code == 302
    assert "Ihr Entwurf ist abgelegt" not in page(office, url(satz))
    put_by(office, satz, text="Neuer")
    assert "Ihr Entwurf ist abgelegt" in page(office, url(satz))


def test_both_texts_are_shown_when_somebody_saved_since(office: Client, satz: Abschnitt) -> None:
    put_by(office, satz, text="Mein Text.")
    other = Client()
    other.force_login(make_konto())
    Formular(other, url(satz)).type(text="Ihr Text.", untertitel="Dazu").send()

    form = Formular(office, f"{url(satz)}?entwurf=1")

    assert form.texts == {"Text": ("Mein Text.", "Ihr Text.")}
    assert (form.value("text"), form.value("untertitel")) == ("Mein Text.", "Dazu")
    form.send()
    assert (Abschnitt.objects.get().text, Abschnitt.objects.get().untertitel) == ("Mein Text.", "Dazu")
    assert not Entwurf.objects.exists()


def test_refused_form_keeps_the_draft(office: Client, satz: Abschnitt) -> None:
    put_by(office, satz, text="Eins")

    answer = Formular(office, url(satz)).type(titel="").send()

    assert (answer.status_code, Entwurf.objects.count()) == (422, 1)
