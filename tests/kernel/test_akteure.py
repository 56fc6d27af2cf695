"""The directory: places from the first day, lists with filters, a person with two hats."""

import lxml.html
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.akteure.models import Gemeinde, Institution, Person, Stelle, Zugehoerigkeit
from bildungskommune.audit.models import Eintrag
from bildungskommune.werkbank.models import Geloescht
from tests.factories import (
    make_gemeinde,
    make_gremium,
    make_institution,
    make_konto,
    make_massnahme,
    make_person,
    make_stelle,
)
from tests.lesen import one_line

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("gemeinden")]
LISTS = ["v-institution-list", "v-person-list", "v-stelle-list", "v-gremium-list", "v-gemeinde-list"]
NEW = ["v-institution-new", "v-person-new", "v-stelle-new", "v-gremium-new", "v-gemeinde-new"]


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_county_has_its_34_gemeinden_in_four_verbaenden() -> None:
    counts = {art: Gemeinde.objects.filter(art=art).count() for art in Gemeinde.Art.values}

    assert counts == {"stadt": 5, "einheitsgemeinde": 4, "verbandsgemeinde": 4, "mitgliedsgemeinde": 25}


def test_a_gemeinde_that_bears_the_name_of_its_verband_belongs_to_it() -> None:
    assert Gemeinde.objects.get(kennung="flechtingen").uebergeordnet == Gemeinde.objects.get(
        kennung="verbandsgemeinde-flechtingen"
    )


@pytest.mark.parametrize(
    ("name", "kennung"),
    [
        ("Kita Größe & Süß", "kita-groesse-suess"),
        ("!!!", "institution"),
        ("x" * 300, "x" * 60),
        ("Kita Regenbogen", "kita-regenbogen-2"),
    ],
)
def test_new_entry_gets_a_free_kennung_that_reads_like_its_name(office: Client, name: str, kennung: str) -> None:
    make_institution(kennung="kita-regenbogen")

    office.post(reverse("v-institution-new"), {"name": name, "typ": "kita"})

    assert Institution.objects.get(name=name).kennung == kennung


@pytest.mark.parametrize("name", LISTS)
def test_list_is_there_for_the_office(office: Client, name: str) -> None:
    assert office.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", LISTS)
def test_list_asks_who_is_there(client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 302


@pytest.mark.parametrize("name", [*LISTS, *NEW])
def test_fachamt_may_not(fachamt: Client, name: str) -> None:
    assert fachamt.get(reverse(name)).status_code == 403


@pytest.mark.parametrize("name", NEW)
def test_leitung_reads_but_does_not_write(client: Client, name: str) -> None:
    client.force_login(make_konto(rolle="leitung"))

    assert [client.get(reverse("v-institution-list")).status_code, client.get(reverse(name)).status_code] == [200, 403]


@pytest.mark.parametrize("name", NEW)
def test_new_without_a_name_is_refused(office: Client, name: str) -> None:
    response = office.post(reverse(name), {"name": ""})

    assert response.status_code == 422
    assert "Bitte füllen Sie dieses Feld aus." in response.content.decode()


def test_institutions_ask_as_often_at_30_rows_as_at_one(office: Client) -> None:
    place = Gemeinde.objects.first()
    make_institution(gemeinde=place)
    one = queries(office, reverse("v-institution-list"))
    for _ in range(29):
        make_institution(gemeinde=place)

    assert queries(office, reverse("v-institution-list")) == one


def test_people_ask_as_often_at_20_rows_as_at_one(office: Client) -> None:
    institution = make_institution()
    Zugehoerigkeit.objects.create(person=make_person(), institution=institution)
    one = queries(office, reverse("v-person-list"))
    for _ in range(19):
        Zugehoerigkeit.objects.create(person=make_person(), institution=institution)

    assert queries(office, reverse("v-person-list")) == one


def test_list_has_pages(office: Client) -> None:
    for number in range(51):
        make_gremium(name=f"Ausschuss {number:02}")

    first = office.get(reverse("v-gremium-list")).content.decode()
    second = office.get(reverse("v-gremium-list"), {"seite": "2"}).content.decode()

    assert ["Ausschuss 50" in first, "Ausschuss 50" in second] == [False, True]


def test_list_is_had_as_a_file_as_it_is_filtered_and_sorted(office: Client) -> None:
    person = make_person(name="Özil, Eva", email="eva@kita.example")
    Zugehoerigkeit.objects.create(person=person, institution=make_institution(name="Kita"))
    make_person(name="Zorn, Eva")
    make_person(name="Adam")

    response = office.get(reverse("v-person-list"), {"q": "eva", "sortierung": "-name", "als": "csv"})

    assert b"".join(response).decode("utf-8-sig").splitlines() == [
        "Name;Wo;E-Mail-Adresse;Telefon",
        "Zorn, Eva;;;",
        "Özil, Eva;Kita;eva@kita.example;",
    ]


@pytest.mark.parametrize("name", LISTS[1:])
def test_every_drawer_sorts_by_each_of_its_columns(office: Client, name: str) -> None:
    for make in (make_institution, make_person, make_stelle, make_gremium):
        make()
    page = lxml.html.fromstring(office.get(reverse(name)).content.decode())
    links = [link.get("href") for link in page.cssselect("thead a")]

    answers = [office.get(f"{reverse(name)}{link}").status_code for link in links]

    assert answers == [200] * len(links)
    assert len(links) >= 2


def test_filter_needs_every_word(office: Client) -> None:
    make_institution(name="Kita Regenbogen")
    make_institution(name="Kita Sonnenschein")

    page = office.get(reverse("v-institution-list"), {"q": "kita sonne"}).content.decode()

    assert ["Sonnenschein" in page, "Regenbogen" in page] == [True, False]


@pytest.mark.parametrize("query", [{"typ": "quatsch"}, {"gemeinde": "x"}, {"q": "\x00"}, {"seite": "-1"}])
def test_filter_that_makes_no_sense_never_fails(office: Client, query) -> None:
    assert office.get(reverse("v-institution-list"), query).status_code == 200


def test_new_institution_gets_its_kennung_and_an_entry(office: Client) -> None:
    data = {"name": "Kita Größe", "typ": "kita", "bildungsformen": ["formal"], "website": "www.kita.example"}

    office.post(reverse("v-institution-new"), data)

    made = Institution.objects.get()
    assert [made.kennung, made.bildungsformen, made.website] == ["kita-groesse", ["formal"], "https://www.kita.example"]
    assert Eintrag.objects.about(made).get().ereignis == "institution.angelegt"


def test_edit_keeps_the_kennung(office: Client) -> None:
    one = make_institution(kennung="alt", name="Alt")

    office.post(reverse("v-institution-edit", args=(one.pk,)), {"name": "Neu", "typ": "kita"})

    one.refresh_from_db()
    assert [one.kennung, one.name] == ["alt", "Neu"]


def test_edit_of_what_does_not_exist(office: Client) -> None:
    assert office.get(reverse("v-institution-edit", args=(999_999,))).status_code == 404


def test_person_has_two_hats(office: Client) -> None:
    person, kita, verein = make_person(), make_institution(), make_institution()

    for institution in (kita, verein):
        office.post(reverse("v-zugehoerigkeit-new", args=(person.pk,)), {"institution": institution.pk})

    assert set(person.institutionen.all()) == {kita, verein}


def test_same_hat_twice_is_refused_in_words(office: Client) -> None:
    person, kita = make_person(), make_institution()
    url = reverse("v-zugehoerigkeit-new", args=(person.pk,))
    office.post(url, {"institution": kita.pk, "funktion": "Leitung"})

    response = office.post(url, {"institution": kita.pk, "funktion": "Leitung"})

    assert response.status_code == 422
    assert "dort schon mit dieser Funktion" in response.content.decode()


def test_hat_that_ends_before_it_begins_is_refused(office: Client) -> None:
    person, kita = make_person(), make_institution()

    response = office.post(
        reverse("v-zugehoerigkeit-new", args=(person.pk,)),
        {"institution": kita.pk, "von": "2026-02-01", "bis": "2026-01-01"},
    )

    assert response.status_code == 422
    assert "Das Ende liegt vor dem Beginn" in response.content.decode()


def test_hat_is_taken_off_after_a_question(office: Client) -> None:
    hat = Zugehoerigkeit.objects.create(person=make_person(), institution=make_institution())
    url = reverse("v-zugehoerigkeit-loeschen", args=(hat.pk,))

    page = one_line(office.get(url).content.decode())
    assert "tragen Sie besser „bis“ ein" in page
    assert Zugehoerigkeit.objects.count() == 1

    response = office.post(url)

    assert response.headers["Location"] == reverse("v-person-edit", args=(hat.person_id,))
    assert Zugehoerigkeit.objects.count() == 0
    entry = Eintrag.objects.exclude(ereignis="startdaten.geladen").get()
    assert [entry.ereignis, entry.objekt_id, entry.angaben] == [
        "person.geaendert",
        str(hat.person_id),
        {"felder": ["zugehoerigkeiten"]},
    ]


def test_hat_is_changed_in_the_trail_of_its_person(office: Client) -> None:
    hat = Zugehoerigkeit.objects.create(person=make_person(), institution=make_institution())

    office.post(
        reverse("v-zugehoerigkeit-edit", args=(hat.pk,)), {"institution": hat.institution_id, "funktion": "Leitung"}
    )

    hat.refresh_from_db()
    assert [hat.funktion, hat.version] == ["Leitung", 2]
    assert Eintrag.objects.about(hat.person).get().angaben == {"felder": ["zugehoerigkeiten"]}


def test_stelle_that_belongs_to_itself_is_refused(office: Client) -> None:
    one = make_stelle()

    response = office.post(reverse("v-stelle-edit", args=(one.pk,)), {"name": "x", "uebergeordnet": one.pk})

    assert response.status_code == 422


def test_mitgliedsgemeinde_without_a_verband_is_refused(office: Client) -> None:
    response = office.post(reverse("v-gemeinde-new"), {"name": "Neudorf", "art": "mitgliedsgemeinde"})

    assert response.status_code == 422
    assert "gehört zu einer Verbandsgemeinde" in response.content.decode()


def test_person_goes_for_good_with_all_hats(office: Client) -> None:
    person = make_person()
    Zugehoerigkeit.objects.create(person=person, institution=make_institution())
    url = reverse("v-person-loeschen", args=(person.pk,))

    page = one_line(office.get(url).content.decode())
    assert "<li>1 Zugehörigkeit</li>" in page
    assert "Das lässt sich nicht rückgängig machen." in page
    assert Person.objects.count() == 1

    office.post(url)

    assert [Person.objects.count(), Geloescht.objects.count()] == [0, 0]


def test_deleted_institution_comes_back_from_the_papierkorb(office: Client) -> None:
    one = make_institution(name="Kita Regenbogen", bildungsformen=["formal"])

    office.post(reverse("v-institution-loeschen", args=(one.pk,)))

    assert not Institution.objects.exists()
    page = office.get(reverse("v-papierkorb")).content.decode()
    assert "Kita Regenbogen" in page

    office.post(reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,)))

    back = Institution.objects.get()
    assert [back.pk, back.name, back.bildungsformen] == [one.pk, "Kita Regenbogen", ["formal"]]


@pytest.mark.parametrize("art", ["institution", "person", "stelle", "gremium", "gemeinde"])
def test_edit_page_leads_to_the_question_and_deletes_nothing_itself(office: Client, art: str) -> None:
    thing = {
        "institution": make_institution,
        "person": make_person,
        "stelle": make_stelle,
        "gremium": make_gremium,
        "gemeinde": make_gemeinde,
    }[art]()
    url = reverse(f"v-{art}-loeschen", args=(thing.pk,))

    page = office.get(reverse(f"v-{art}-edit", args=(thing.pk,))).content.decode()

    assert f'href="{url}"' in page
    assert f'action="{url}"' not in page
    assert office.get(url).status_code == 200
    assert type(thing)._default_manager.filter(pk=thing.pk).exists()


def test_delete_what_something_refers_to_is_refused(office: Client) -> None:
    stelle = make_stelle()
    make_massnahme(federfuehrung=stelle)
    url = reverse("v-stelle-loeschen", args=(stelle.pk,))

    asked, refused = office.get(url), office.post(url)

    assert [asked.status_code, refused.status_code] == [200, 422]
    assert "daran hängt noch: 1 Maßnahme" in one_line(asked.content.decode())
    assert list(Stelle.objects.all()) == [stelle]
    assert not Eintrag.objects.exclude(ereignis="startdaten.geladen").exists()
