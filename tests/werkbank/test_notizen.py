"""What colleagues note at a text: it stands there until somebody settles it, and only the administration reads it."""

import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.werkbank.models import Notiz
from leitbild.models import Abschnitt
from tests.factories import make_abschnitt, make_konto, make_leitbild
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line

pytestmark = pytest.mark.django_db
FRAGE = "Steht das so auch im Schulentwicklungsplan?"


@pytest.fixture
def satz() -> Abschnitt:
    return make_abschnitt(titel="Wege", text="Kein Weg ist zu weit.")


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(name="Anke Amt"))
    return client


def notes(satz: Abschnitt) -> str:
    return reverse("v-notizen", args=("leitbild.abschnitt", satz.pk))


def desk(client: Client, satz: Abschnitt) -> str:
    return one_line(client.get(reverse("v-abschnitt-edit", args=(satz.pk,))).content.decode())


def write(client: Client, satz: Abschnitt, text: str = FRAGE) -> Notiz:
    answer = Formular(client, notes(satz)).type(text=text).send()
    assert answer.status_code == 302
    return Notiz.objects.latest("pk")


def test_note_stands_beside_the_text_with_who_wrote_it(office: Client, satz: Abschnitt) -> None:
    assert "Niemand hat hier etwas notiert." in desk(office, satz)
    write(office, satz)

    page = desk(office, satz)

    assert FRAGE in page
    assert "Anke Amt" in page
    assert f'href="{notes(satz)}"' in page


def test_settled_note_leaves_the_text_and_can_be_opened_again(office: Client, satz: Abschnitt) -> None:
    note = write(office, satz)

    office.post(reverse("v-notiz-erledigt", args=(note.pk,)))
    settled = one_line(office.get(notes(satz)).content.decode())
    beside = desk(office, satz)
    office.post(reverse("v-notiz-erledigt", args=(note.pk,)), {"oeffnen": "1"})

    assert FRAGE not in beside
    assert "erledigt von Anke Amt" in settled
    assert "Hier ist nichts offen." in settled
    assert FRAGE in desk(office, satz)


def test_note_that_two_settle_at_once_is_settled(office: Client, satz: Abschnitt) -> None:
    note, colleague = write(office, satz), Client()
    colleague.force_login(make_konto("leitung"))

    for client in (office, colleague):
        client.post(reverse("v-notiz-erledigt", args=(note.pk,)), {"erledigt": "1"})

    note.refresh_from_db()
    assert note.erledigt_am is not None
    assert str(note.erledigt_von) == "Anke Amt"


def test_empty_note_is_refused_with_a_sentence(office: Client, satz: Abschnitt) -> None:
    answer = Formular(office, notes(satz)).type(text="  ").send()

    assert answer.status_code == 422
    assert "fehlerliste" in answer.content.decode()
    assert not Notiz.objects.exists()


def test_leitung_writes_and_others_do_not_even_read(client: Client, satz: Abschnitt) -> None:
    client.force_login(make_konto("leitung"))
    write(client, satz)
    assert FRAGE in client.get(notes(satz)).content.decode()

    for rolle in ("fachamt", "moderation"):
        client.force_login(make_konto(rolle))
        assert client.get(notes(satz)).status_code == 403
        assert client.get(reverse("v-notiz-list")).status_code == 403


@pytest.mark.parametrize("address", [("leitbild.abschnitt", 0), ("accounts.konto", 1), ("gibt.esnicht", 1)])
def test_note_at_nothing_is_a_404(office: Client, address: tuple[str, int]) -> None:
    assert office.get(reverse("v-notizen", args=address)).status_code == 404


def test_list_of_open_notes_names_the_places_and_leads_there(office: Client, satz: Abschnitt) -> None:
    note = write(office, satz)
    leitbild = make_leitbild(titel="Leitbild 2030")
    Notiz.objects.create(
        objekt_art="leitbild.leitbild", objekt_id=leitbild.pk, objekt_name="Leitbild 2030", text="Titel kürzen?"
    )
    for art in ("leitbild.abschnitt", "gibt.esnicht"):
        Notiz.objects.create(objekt_art=art, objekt_id=0, text="Verwaist")

    page = one_line(office.get(reverse("v-notiz-list")).content.decode())
    table = office.get(reverse("v-notiz-list"), {"als": "csv"})
    lines = b"".join(table).decode("utf-8-sig")

    assert f'href="{reverse("v-leitbild", args=(satz.leitbild_id,))}#{satz.kennung}"' in page
    assert f'href="{notes(satz)}#notiz-{note.pk}"' in page
    assert "Leitbild 2030" in page
    assert page.count("gelöscht") == 2
    assert "Titel kürzen?" in lines
    assert "Leitbild 2030" in lines


def test_list_asks_the_same_for_one_and_thirty(office: Client, satz: Abschnitt) -> None:
    write(office, satz)
    few = queries(lambda: office.get(reverse("v-notiz-list")))
    for number in range(29):
        other = make_abschnitt(leitbild=satz.leitbild, titel=f"Satz {number}")
        Notiz.objects.create(objekt_art="leitbild.abschnitt", objekt_id=other.pk, text=f"Notiz {number}")

    assert queries(lambda: office.get(reverse("v-notiz-list"))) == few


def test_desk_tells_of_notes_of_others(client: Client, satz: Abschnitt) -> None:
    mine, other = make_konto(), make_konto("leitung")
    client.force_login(mine)
    write(client, satz)
    assert "offene Notiz" not in one_line(client.get(reverse("pult")).content.decode())

    client.force_login(other)

    assert "offene Notiz" in one_line(client.get(reverse("pult")).content.decode())
