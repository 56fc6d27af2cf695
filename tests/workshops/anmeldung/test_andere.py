"""Two registrations that the portal never proposed are found by hand and put together."""

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_anmeldung, make_institution, make_konto, make_workshop
from tests.lesen import one_line, words
from workshops.models import Anmeldung, FruehereNummer
from workshops.models.enums import AnmeldungStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def jana() -> Anmeldung:
    return make_anmeldung(workshop=make_workshop(), name="Jana Muster", email="jana@haus.example", einrichtung="Haus A")


def picker(office: Client, anmeldung: Anmeldung, wort: str = "") -> lxml.html.HtmlElement:
    page = office.get(reverse("v-anmeldung-andere", args=(anmeldung.pk,)), {"wort": wort} if wort else {})
    assert page.status_code == 200
    return lxml.html.fromstring(page.content.decode())


def names(page: lxml.html.HtmlElement) -> list[str]:
    return [words(head) for head in page.cssselect("tbody th")]


def first_link(page: lxml.html.HtmlElement, where: str) -> str:
    return str(page.cssselect(where)[0].get("href"))


def test_only_others_of_the_workshop_that_still_count_are_offered(office: Client, jana: Anmeldung) -> None:
    make_anmeldung(workshop=jana.workshop, name="Zoe Zander")
    make_anmeldung(workshop=jana.workshop, name="Ada Ahorn")
    make_anmeldung(workshop=jana.workshop, name="Cem Ceder", status=AnmeldungStatus.STORNIERT)
    make_anmeldung(name="Bo Birke")

    assert names(picker(office, jana)) == ["Ada Ahorn", "Zoe Zander"]


@pytest.mark.parametrize("wort", ["bauer johanna", "JB@POST.example", "haus b", "Kita Elbe"])
def test_found_by_name_address_and_institution(office: Client, jana: Anmeldung, wort: str) -> None:
    fields = {"einrichtung": "Haus B", "institution": make_institution(name="Kita Elbe")}
    make_anmeldung(workshop=jana.workshop, name="Johanna Bauer", email="jb@post.example", **fields)
    make_anmeldung(workshop=jana.workshop, name="Ada Ahorn", email="ada@kita.example", einrichtung="Haus C")

    assert names(picker(office, jana, wort)) == ["Johanna Bauer"]
    assert "Auf diese Suche passt keine andere Anmeldung." in one_line(words(picker(office, jana, "Nirgends")))


def test_any_two_are_merged_and_the_way_back_is_the_registration(office: Client, jana: Anmeldung) -> None:
    late = make_anmeldung(workshop=jana.workshop, name="Johanna Bauer", email="jb@post.example", einrichtung="Haus B")
    registration = reverse("v-anmeldung", args=(late.pk,))
    at = lxml.html.fromstring(office.get(registration).content.decode())
    assert reverse("v-anmeldung-andere", args=(late.pk,)) in [link.get("href") for link in at.cssselect("main a")]

    asked = office.get(first_link(picker(office, late), "tbody a"))
    form = lxml.html.fromstring(asked.content.decode()).cssselect("main form")[-1]
    away = [link.get("href") for link in form.cssselect("a")]
    sent = {str(field.get("name")): str(field.get("value")) for field in form.cssselect("input[type=hidden]")}
    done = office.post(reverse("v-doppel", args=(jana.workshop.pk,)), sent, follow=True)

    assert away == [registration]
    assert "Die beiden Anmeldungen von Jana Muster sind jetzt eine" in one_line(done.content.decode())
    assert list(jana.workshop.anmeldungen.all()) == [jana]
    assert FruehereNummer.objects.get(nummer=late.pk).anmeldung == jana


def test_other_way_round_keeps_where_one_came_from(office: Client, jana: Anmeldung) -> None:
    make_anmeldung(workshop=jana.workshop, name="Johanna Bauer")

    asked = office.get(first_link(picker(office, jana), "tbody a"))

    turned = first_link(lxml.html.fromstring(asked.content.decode()), "main .knopfreihe a")
    assert turned.endswith(f"geht={jana.pk}&von={jana.pk}")


def test_cancelled_one_has_nothing_to_be_merged(office: Client, jana: Anmeldung) -> None:
    Anmeldung.objects.filter(pk=jana.pk).update(status=AnmeldungStatus.STORNIERT)

    page = office.get(reverse("v-anmeldung-andere", args=(jana.pk,)), follow=True)

    assert page.redirect_chain == [(reverse("v-anmeldung", args=(jana.pk,)), 302)]
    assert "ist storniert. Es bleibt die andere" in one_line(page.content.decode())
    assert "zusammenführen …" not in page.content.decode()


def test_list_takes_the_same_statements_however_long(office: Client, jana: Anmeldung) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            picker(office, jana)
        return len(asked)

    make_anmeldung(workshop=jana.workshop)
    few = statements()
    for _ in range(29):
        make_anmeldung(workshop=jana.workshop)

    assert statements() == few
    assert len(names(picker(office, jana))) == 20
