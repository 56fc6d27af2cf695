"""What a workshop needs on paper: poster, sheet to hand on, signs for the tables, badges."""

from io import BytesIO

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.drucksachen.models import Drucksache
from tests.factories import make_anmeldung, make_gruppe, make_konto, make_ort, make_workshop
from tests.kernel.test_drucksachen import make_day, office, printed, written
from workshops.models import Workshop

pytestmark = pytest.mark.django_db


def sheet(name: str, workshop: Workshop) -> bytes:
    return printed(office(), reverse(name, args=(workshop.pk,)))


def size(pdf: bytes) -> list[tuple[int, int]]:
    """Return width and height of each page in millimetres."""
    with pikepdf.open(BytesIO(pdf)) as datei:
        return [(round(float(box[2]) / 72 * 25.4), round(float(box[3]) / 72 * 25.4)) for box in _boxes(datei)]


def _boxes(datei: pikepdf.Pdf) -> list[pikepdf.Array]:
    return [page.mediabox for page in datei.pages]


def make_invited() -> Workshop:
    ort = make_ort(name="Rathaus", strasse="Markt 1", plz="39340", ort="Haldensleben", stufenlos=True)
    workshop = make_workshop(titel="Wege und Räume", beschreibung="Wer kommt wie an? Das fragen wir.", ort=ort)
    workshop.programm.create(titel="Ankommen und Kaffee", zeit_text="ab 15:30")
    make_gruppe(workshop=workshop, titel="Unterwegs", raum="Saal 2")
    return workshop


def test_poster_is_one_page_of_a3_with_when_where_and_how_to_register() -> None:
    pdf = sheet("v-workshop-aushang", make_invited())

    assert size(pdf) == [(297, 420)]
    for word in ("WegeundRäume", "Werkommtwiean?", "Rathaus", "Markt1,39340Haldensleben", "Stufenloserreichbar"):
        assert word in written(pdf)
    assert "Anmeldenbis" in written(pdf)


@pytest.mark.parametrize("titel", ["Kurz", "Bildung " * 37])
def test_poster_holds_the_shortest_and_the_longest_title_on_its_page(titel: str) -> None:
    workshop = make_workshop(titel=titel.strip(), beschreibung="Wort " * 900)

    assert size(sheet("v-workshop-aushang", workshop)) == [(297, 420)]


def test_sheet_to_hand_on_has_the_programme_and_the_groups() -> None:
    text = written(sheet("v-workshop-einladung", make_invited()))

    for word in ("ab15:30", "AnkommenundKaffee", "Unterwegs", "Stufenloserreichbar.", "MeldenSiesichbittebis"):
        assert word in text


def test_each_group_has_a_sign_that_stands_on_both_sides() -> None:
    workshop = make_invited()
    make_gruppe(workshop=workshop, titel="Zu Hause")

    pdf = sheet("v-workshop-tischschilder", workshop)

    assert size(pdf) == [(297, 210), (297, 210)]
    assert [written(pdf).count(word) for word in ("Unterwegs", "ZuHause", "Saal2")] == [2, 2, 1]


def test_without_groups_the_page_says_where_they_are_made() -> None:
    address = reverse("v-workshop-tischschilder", args=(make_workshop().pk,))

    page = office().get(address, follow=True).content.decode()

    assert "sobald Sie im Programm Arbeitsgruppen angelegt haben" in page
    assert not Drucksache.objects.exists()


def test_everybody_with_a_seat_has_a_badge_by_the_name_of_who_comes() -> None:
    text = written(sheet("v-anwesenheit-namensschilder", make_day()))

    for word in ("AnnaLind", "KiTaMorgenstern", "Unterwegs", "RitaSommer", "CoraFalk"):
        assert word in text
    assert "BodoKern" not in text


def test_badges_show_names_to_those_alone_who_hold_the_workshop() -> None:
    workshop = make_day()
    other = Client()
    other.force_login(make_konto("leitung"))

    assert other.get(reverse("v-anwesenheit-namensschilder", args=(workshop.pk,))).status_code == 403


def test_page_of_the_workshop_leads_to_its_prints() -> None:
    workshop = make_invited()

    page = office().get(reverse("v-workshop", args=(workshop.pk,))).content.decode()

    for name in ("aushang", "einladung", "tischschilder"):
        assert f'href="{reverse(f"v-workshop-{name}", args=(workshop.pk,))}"' in page


def test_kitchen_gets_numbers_and_no_names() -> None:
    workshop = make_day()
    make_anmeldung(workshop=workshop, name="Vera Vogt", status="bestaetigt", verpflegung="vegan", kinder=[5, 3, 3])
    make_anmeldung(workshop=workshop, status="bestaetigt", kinderbetreuung=True)

    text = written(sheet("v-anwesenheit-zahlen", workshop))

    assert "5PersonenhabeneinenPlatz" in text
    assert "4KinderkommenzurBetreuung" in text
    assert "AlterKinder3Jahre25Jahre1Alternichtgenannt1" in text
    assert "vegan1" in text
    assert "Unterwegs1" in text
    assert "Vogt" not in text
