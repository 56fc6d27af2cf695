"""Marks on the desk and on the pages: uploaded, kept as they are, shown on their days."""

from datetime import date, timedelta
from typing import Any

import lxml.html
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.foerderung import stand
from bildungskommune.foerderung.models import Foerderzeichen, Zeichenbild
from bildungskommune.verfahren import aufgaben
from tests.factories import make_konto
from tests.foerderung.bauen import HINWEIS, WORTE, make_hinweis, make_zeichen, picture

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
DAY = timedelta(days=1)
SENT = {"titel": "Emblem", "alternativtext": WORTE, "art": "foerdergeber", "platz": "1"}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(rolle="stabsstelle"))
    return client


def upload(content: bytes, name: str = "emblem.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def strip(address: str = "/") -> Any:
    """Return what a page shows of the funding, None if nothing."""
    found = lxml.html.fromstring(Client().get(address).content.decode()).cssselect("section.foerderung")
    return found[0] if found else None


def shown() -> list[str]:
    found = strip()
    return [str(image.get("alt")) for image in found.cssselect("img")] if found is not None else []


def test_uploaded_mark_stands_on_the_page_as_the_same_file(office: Client) -> None:
    content = picture(size=(700, 200))

    office.post(reverse("v-foerderzeichen-new"), {**SENT, "datei": upload(content)})

    (image,) = strip().cssselect("img")
    answer = Client().get(image.get("src"))
    assert (image.get("alt"), image.get("width"), image.get("height")) == (WORTE, "700", "200")
    assert (answer.content, answer.headers["Content-Type"]) == (content, "image/png")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_mark_sent_twice_is_made_once(office: Client) -> None:
    address = reverse("v-foerderzeichen-new")
    form: Any = lxml.html.fromstring(office.get(address).content.decode()).cssselect("form[method=post][novalidate]")[0]
    hidden = {name: value for name, value in form.form_values() if name not in {"csrfmiddlewaretoken", *SENT}}

    answers = [office.post(address, {**hidden, **SENT, "datei": upload(picture())}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert Foerderzeichen.objects.count() == 1


def test_mark_without_a_file_is_refused_and_what_was_typed_stays(office: Client) -> None:
    answer = office.post(reverse("v-foerderzeichen-new"), SENT)

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"datei": ["Bitte wählen Sie die Datei des Zeichens aus."]}
    assert answer.context["form"]["alternativtext"].value() == WORTE


def test_drawing_is_refused_at_its_field(office: Client) -> None:
    answer = office.post(reverse("v-foerderzeichen-new"), {**SENT, "datei": upload(b"<svg/>", "emblem.svg")})

    assert answer.status_code == 422
    assert "PNG" in answer.context["form"].errors["datei"][0]
    assert not Zeichenbild.objects.exists()


def test_another_file_takes_the_place_of_the_old_one_which_stays_in_the_store(office: Client) -> None:
    one = make_zeichen()
    before = one.bild
    new = picture(size=(500, 150))

    office.post(reverse("v-foerderzeichen-edit", args=(one.pk,)), {**SENT, "datei": upload(new)})

    one.refresh_from_db()
    assert (one.bild == before, one.bild.breite, one.version) == (False, 500, 2)
    assert Zeichenbild.objects.count() == 2


def test_change_of_words_keeps_the_file(office: Client) -> None:
    one = make_zeichen()

    office.post(reverse("v-foerderzeichen-edit", args=(one.pk,)), {**SENT, "titel": "EU"})

    changed = Foerderzeichen.objects.get()
    assert (changed.titel, changed.bild) == ("EU", one.bild)


def test_same_file_is_kept_once() -> None:
    one, other = make_zeichen(), make_zeichen(titel="Noch einmal")

    assert one.bild == other.bild


@pytest.mark.parametrize(
    "statement", ["UPDATE foerderung_zeichenbild SET daten = ''", "DELETE FROM foerderung_zeichenbild"]
)
def test_database_refuses_to_change_a_file(statement: str) -> None:
    make_zeichen()

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_marks_stand_in_their_order_with_the_one_who_pays_first() -> None:
    for art, platz in (("weitere", 1), ("land", 2), ("land", 1), ("kommune", 1), ("foerdergeber", 9)):
        make_zeichen(titel=art, alternativtext=f"{art} {platz}", art=art, platz=platz)

    assert shown() == ["foerdergeber 9", "land 1", "land 2", "kommune 1", "weitere 1"]


@pytest.mark.parametrize(
    ("ab", "bis", "is_shown"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY + DAY, None, False),
        (None, TODAY - DAY, False),
        (TODAY - DAY, TODAY + DAY, True),
    ],
)
def test_mark_is_shown_on_its_days(ab: date | None, bis: date | None, is_shown: bool) -> None:
    make_zeichen(gilt_ab=ab, gilt_bis=bis)

    assert (shown() == [WORTE]) is is_shown


def test_end_before_the_beginning_is_refused(office: Client) -> None:
    days = {"gilt_ab": "02.01.2027", "gilt_bis": "01.01.2027"}

    answer = office.post(reverse("v-foerderzeichen-new"), {**SENT, **days, "datei": upload(picture())})

    assert answer.status_code == 422
    assert "Das Ende liegt vor dem Beginn." in answer.content.decode()


def test_seventh_mark_of_the_same_days_is_refused(office: Client) -> None:
    for number in range(6):
        make_zeichen(titel=str(number), gilt_bis=TODAY)

    refused = office.post(reverse("v-foerderzeichen-new"), {**SENT, "datei": upload(picture())})
    later = {**SENT, "gilt_ab": (TODAY + DAY).strftime("%d.%m.%Y"), "datei": upload(picture())}
    taken = office.post(reverse("v-foerderzeichen-new"), later)

    assert (refused.status_code, taken.status_code) == (422, 302)


def test_note_stands_alone_without_a_mark_and_the_desk_says_what_is_missing() -> None:
    make_hinweis()
    konto = make_konto(rolle="stabsstelle")

    said = [one.titel for one in aufgaben.waiting(konto, timezone.now())]

    assert (" ".join(strip().text_content().split()), shown()) == (HINWEIS, [])
    assert "Zeichen des Fördergebers fehlt" in said


def test_nothing_is_missing_once_the_emblem_is_there_or_nothing_is_funded() -> None:
    konto = make_konto(rolle="stabsstelle")
    before = [one.titel for one in aufgaben.waiting(konto, timezone.now())]
    make_hinweis()
    make_zeichen(art="land")
    land = stand.on(TODAY).lacks_emblem

    make_zeichen()

    assert "Zeichen des Fördergebers fehlt" not in before
    assert (land, stand.on(TODAY).lacks_emblem) == (True, False)


def test_long_note_is_cut_at_the_top_and_whole_at_the_foot() -> None:
    make_hinweis("Gefördert. " * 40)

    page = lxml.html.fromstring(Client().get("/").content.decode())

    (link,) = page.cssselect(".foerderung a")
    (whole,) = page.cssselect(str(link.get("href")))
    assert len(page.cssselect(".foerderung__hinweis")[0].text_content().strip()) < 220
    assert whole.text_content().count("Gefördert.") == 40


def test_without_funding_there_is_no_strip() -> None:
    assert strip() is None


def test_deleted_mark_comes_back_from_the_waste_paper(office: Client) -> None:
    one = make_zeichen()

    office.post(reverse("v-foerderzeichen-delete", args=(one.pk,)))

    assert (shown(), Zeichenbild.objects.count()) == ([], 1)


def test_list_asks_the_same_for_one_and_for_many(office: Client) -> None:
    address = reverse("v-foerderzeichen-list")
    counts = []
    for number in (1, 5):
        for place in range(number):
            make_zeichen(picture(size=(600 + number * 10 + place, 150)), titel=f"{number} {place}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert office.get(address).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_strip_never_loads_the_files_themselves() -> None:
    make_zeichen()

    with CaptureQueriesContext(connection) as asked:
        Client().get("/")

    assert [query["sql"] for query in asked if '"daten"' in query["sql"]] == []
