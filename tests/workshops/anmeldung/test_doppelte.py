"""Registrations that are probably one person: which pairs are offered, with which reason, and how the desk decides."""

import hashlib
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from tests.factories import make_anmeldung, make_institution, make_konto, make_workshop
from tests.lesen import words
from workshops.anmeldung import doppelte
from workshops.anmeldung.aufbewahrung import anonymise_registrations
from workshops.models import Anmeldung, FruehereNummer, Workshop, ZweiPersonen
from workshops.models.enums import AnmeldungStatus as S

pytestmark = pytest.mark.django_db

JANA: Mapping[str, Any] = {
    "name": "Jana Müller",
    "email": "jana@haus.example",
    "einrichtung": "Kita Sonne",
    "quelle": "telefon",
}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def reasons(*people: Mapping[str, Any]) -> list[str]:
    workshop = make_workshop()
    for person in people:
        make_anmeldung(workshop=workshop, **person)
    return [paar.grund for paar in doppelte.pairs(workshop)]


@pytest.mark.parametrize(
    ("other", "reason"),
    [
        ({"name": "Jana Schulz", "email": "JANA@haus.example", "einrichtung": "Hort"}, "gleiche E-Mail-Adresse"),
        ({"name": "Müller, Jana", "email": "Jana@Haus.example"}, "gleiche E-Mail-Adresse, gleicher Name"),
        ({"email": "j@haus.example"}, "gleicher Name und gleiche Einrichtung"),
        ({"name": "Mueller, Jana", "email": ""}, "gleicher Name und gleiche Einrichtung"),
        (
            {"name": "Dr. jana muller", "email": "", "einrichtung": "KITA  Sonne"},
            "gleicher Name und gleiche Einrichtung",
        ),
        ({"name": "Jana Muler", "email": ""}, "ähnlicher Name, gleiche Einrichtung"),
        ({"name": "Yana Müller", "email": ""}, "ähnlicher Name, gleiche Einrichtung"),
        ({"name": "J. Müller", "email": ""}, "ähnlicher Name, gleiche Einrichtung"),
        ({"name": "Jana Marie Müller", "email": ""}, "ähnlicher Name, gleiche Einrichtung"),
        ({"name": "Anja Mülle", "email": "", "einrichtung": "Hort"}, ""),
        ({"email": "", "einrichtung": "Hort"}, ""),
        ({"name": "Tom Muster", "email": ""}, ""),
        ({"email": "jana@haus.example.org", "status": S.STORNIERT}, ""),
    ],
)
def test_pair_is_offered_with_its_reason_in_words(other: dict[str, Any], reason: str) -> None:
    assert reasons(JANA, {**JANA, **other}) == ([reason] if reason else [])


def test_people_whom_one_form_named_under_one_address_are_never_a_pair() -> None:
    group = {"email": "kita@haus.example", "einrichtung": "Kita Sonne", "zusammen": uuid4()}

    assert reasons({**group, "name": "Jana Muster"}, {**group, "name": "Jan Muster"}) == []


def test_address_of_an_office_makes_a_pair_only_together_with_the_name() -> None:
    shared = {"email": "kita@haus.example", "einrichtung": "Kita Sonne"}
    names = ("Ada Ahorn", "Bo Birke", "Cem Ceder", "Dora Distel", "Emil Eibe", "Ada Ahorm")

    assert reasons(*({**shared, "name": name} for name in names)) == ["gleiche E-Mail-Adresse, ähnlicher Name"]
    group = {**shared, "zusammen": uuid4()}
    assert reasons({**group, "name": "Ada Ahorn"}, {**group, "name": "Bo Birke"}, {**shared, "name": "Cem Ceder"}) == []


def test_institution_of_the_directory_counts_as_the_same_house() -> None:
    house = make_institution(name="Kita Sonne")

    same = ({**JANA, "email": "", "institution": house}, {**JANA, "einrichtung": "Sonne", "institution": house})
    assert reasons(*same) == ["gleicher Name und gleiche Einrichtung"]


def test_privat_is_no_house_in_which_names_resemble_each_other() -> None:
    alone = {**JANA, "einrichtung": "privat", "email": ""}

    assert reasons(alone, {**alone, "einrichtung": "Privat"}) == ["gleicher Name, beide privat"]
    assert reasons(alone, {**alone, "name": "Jana Muler"}) == []


def test_clearest_pair_comes_first_and_in_it_who_came_first() -> None:
    workshop, now = make_workshop(), timezone.now()
    late = make_anmeldung(workshop=workshop, **JANA, eingegangen_am=now)
    early = make_anmeldung(workshop=workshop, **{**JANA, "email": ""}, eingegangen_am=now - timedelta(days=1))
    same = make_anmeldung(workshop=workshop, **{**JANA, "name": "Eva Ott"}, eingegangen_am=now + timedelta(1))

    found = [(paar.erste, paar.zweite) for paar in doppelte.pairs(workshop)]

    assert found == [(late.pk, same.pk), (early.pk, late.pk)]


def test_full_hall_is_compared_in_two_statements() -> None:
    workshop = make_workshop()
    house = make_institution(name="Landkreis")
    fields = {"workshop": workshop, "institution": house, "einrichtung": "Landkreis", "status": S.BESTAETIGT}
    first = ("Anna", "Anton", "Berta", "Bruno", "Clara", "Cem", "Dora", "Dirk", "Eva", "Emil")
    rows = [
        Anmeldung(name=f"{first[number % 10]} {surname(number)}", email=f"p{number}@x.example", **fields)
        for number in range(2000)
    ]
    rows.append(Anmeldung(name=f"Ana {surname(0)}", email="p7@x.example", **fields))
    Anmeldung.objects.bulk_create(rows)

    with CaptureQueriesContext(connection) as asked:
        found = {paar.grund for paar in doppelte.pairs(workshop)}

    assert {"gleiche E-Mail-Adresse", "ähnlicher Name, gleiche Einrichtung"} <= found
    assert len(asked) == 2


def surname(number: int) -> str:
    """Return a word that is unlike that of any other number."""
    return re.sub("[0-9]", lambda digit: "ghijklmnop"[int(digit[0])], hashlib.sha256(b"%d" % number).hexdigest()[:9])


def listed(office: Client, workshop: Workshop, query: str = "") -> lxml.html.HtmlElement:
    return lxml.html.fromstring(office.get(reverse("v-doppel-list", args=(workshop.pk,)) + query).content.decode())


def test_list_of_registrations_says_how_many_pairs_there_are(office: Client) -> None:
    workshop = make_workshop()
    page = reverse("v-anmeldung-list", args=(workshop.pk,))
    make_anmeldung(workshop=workshop, **JANA)
    before = office.get(page).content.decode()
    make_anmeldung(workshop=workshop, **{**JANA, "email": ""})
    one = office.get(page).content.decode()
    make_anmeldung(workshop=workshop, **{**JANA, "email": "j@haus.example"})

    assert "vermutlich" not in before
    assert "Ein Paar von Anmeldungen ist vermutlich dieselbe Person." in one
    assert "3 Paare von Anmeldungen sind vermutlich" in office.get(page).content.decode()


def test_both_stand_side_by_side_and_what_differs_is_marked(office: Client) -> None:
    workshop = make_workshop()
    make_anmeldung(workshop=workshop, **JANA, telefon="03904 1")
    make_anmeldung(workshop=workshop, **{**JANA, "email": "j@haus.example"}, telefon="03904 1")

    page = listed(office, workshop)

    rows = {
        words(row.cssselect("th")[0]): [words(cell) for cell in row.cssselect("td")]
        for row in page.cssselect("tbody tr")
    }
    assert words(page.cssselect("h3")[0]) == "Jana Müller und Jana Müller gleicher Name und gleiche Einrichtung"
    assert rows["E-Mail-Adresse (verschieden)"] == ["jana@haus.example", "j@haus.example"]
    assert rows["Telefon"] == ["03904 1", "03904 1"]
    assert len(page.cssselect("mark")) == 2


def test_two_people_are_kept_and_offered_no_more_but_may_be_merged_later(office: Client) -> None:
    workshop = make_workshop()
    first, second = (make_anmeldung(workshop=workshop, **{**JANA, "email": email}) for email in ("", "j@haus.example"))
    url = reverse("v-doppel-zwei", args=(workshop.pk,))

    said = office.post(url, {"erste": second.pk, "zweite": first.pk}, follow=True).content.decode()
    again = office.post(url, {"erste": first.pk, "zweite": second.pk}, follow=True).content.decode()

    assert "sind zwei Personen." in said
    assert "sind zwei Personen." in again
    assert list(ZweiPersonen.objects.values_list("erste", "zweite")) == [(first.pk, second.pk)]
    assert Eintrag.objects.filter(ereignis="anmeldung.zwei_personen").count() == 1
    assert doppelte.pairs(workshop) == []
    assert "Niemand ist vermutlich doppelt angemeldet." in words(listed(office, workshop))
    (link,) = listed(office, workshop, "?art=zwei").cssselect("section.block a")
    assert words(link).startswith("Doch zusammenführen")
    assert office.get(str(link.get("href"))).status_code == 200


def test_nothing_kept_is_said(office: Client) -> None:
    assert "Noch ist von niemandem festgehalten" in words(listed(office, make_workshop(), "?art=zwei"))


def test_whoever_is_of_another_workshop_or_cancelled_cannot_be_kept_apart(office: Client) -> None:
    workshop = make_workshop()
    first, second = (make_anmeldung(workshop=workshop, **{**JANA, "email": email}) for email in ("", "j@haus.example"))
    strange = make_anmeldung(**JANA)
    url = reverse("v-doppel-zwei", args=(workshop.pk,))

    pages = [office.post(url, {"erste": first.pk, "zweite": strange.pk}, follow=True).content.decode()]
    Anmeldung.objects.filter(pk=second.pk).update(status=S.STORNIERT)
    pages.append(office.post(url, {"erste": first.pk, "zweite": second.pk}, follow=True).content.decode())

    assert "gibt es nicht mehr" in pages[0]
    assert "ist storniert" in pages[1]
    assert not ZweiPersonen.objects.exists()


def test_pages_of_pairs_take_as_many_statements_for_many_as_for_one(office: Client) -> None:
    workshop = make_workshop()

    def couple(number: int) -> None:
        for email in ("", f"p{number}@haus.example"):
            make_anmeldung(workshop=workshop, **{**JANA, "name": f"Person {chr(65 + number) * 4}", "email": email})

    def statements(name: str, query: str = "") -> int:
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse(name, args=(workshop.pk,)) + query)
        return len(asked)

    pages = (("v-doppel-list", ""), ("v-anmeldung-list", ""))
    couple(0)
    few = [statements(*page) for page in pages]
    for number in range(1, 15):
        couple(number)

    assert [statements(*page) for page in pages] == few
    first, second = listed(office, workshop), listed(office, workshop, "?seite=2")
    assert (len(first.cssselect("h3")), len(second.cssselect("h3"))) == (10, 5)


def test_numbers_and_decisions_go_with_the_names() -> None:
    workshop = make_workshop()
    first, second = (make_anmeldung(workshop=workshop) for _ in range(2))
    ZweiPersonen.objects.create(erste=first, zweite=second)
    FruehereNummer.objects.create(nummer=999, anmeldung=first)

    anonymise_registrations(Anmeldung.objects.filter(pk=first.pk))

    assert not FruehereNummer.objects.exists()
    assert not ZweiPersonen.objects.exists()
    assert doppelte.pairs(workshop) == []
