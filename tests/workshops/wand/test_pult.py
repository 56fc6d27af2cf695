"""Themen, dots and the projector: what the wall takes, what it refuses, and who may touch it."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.audit.models import Eintrag
from tests.factories import (
    make_abfrage,
    make_beitrag,
    make_gruppe,
    make_konto,
    make_reihe,
    make_thema,
    make_workshop,
    make_zuordnung,
)
from tests.formular import Formular
from tests.lesen import words
from tests.workshops.staff import Werkstatt, make_werkstatt
from workshops import zahlen
from workshops.models import Beitrag, Punktabfrage, Punktstand, Thema, Workshop
from workshops.models.enums import BeitragStatus
from workshops.wand import cardwall, punkte, rangfolge, themen
from workshops.wand.rangfolge import Stimmen, ranked

pytestmark = pytest.mark.django_db


@pytest.fixture
def werkstatt(client: Client) -> Werkstatt:
    made = make_werkstatt()
    client.force_login(made.moderation)
    return made


def told(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def dots(abfrage: Punktabfrage) -> dict[str, int]:
    return {stand.thema.titel: stand.punkte for stand in abfrage.staende.select_related("thema")}


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"frage": ""}, "frage"),
        ({"frage": "x" * 2000}, "frage"),
        ({"punkte_je_person": "0"}, "punkte_je_person"),
        ({"punkte_je_person": "101"}, "punkte_je_person"),
        ({"punkte_je_person": "-3"}, "punkte_je_person"),
        ({"punkte_je_person": "drei"}, "punkte_je_person"),
        ({"punkte_je_person": ""}, "punkte_je_person"),
    ],
)
def test_question_that_cannot_be_asked(client: Client, werkstatt: Werkstatt, typed: dict[str, str], field: str) -> None:
    whole = {"frage": "Was zuerst?", "punkte_je_person": "3", **typed}

    response = client.post(werkstatt.url("v-abfrage-new"), whole)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert Punktabfrage.objects.count() == 1


def test_question_leads_to_its_counting_and_has_a_kennung_of_its_own(client: Client, werkstatt: Werkstatt) -> None:
    for _ in range(2):
        response = client.post(werkstatt.url("v-abfrage-new"), {"frage": "Was zuerst?", "punkte_je_person": "5"})

    first, second = Punktabfrage.objects.filter(frage="Was zuerst?").order_by("pk")
    assert (first.kennung, second.kennung, second.punkte_je_person) == ("was-zuerst", "was-zuerst-2", 5)
    assert response["Location"] == reverse("v-abfrage", args=(second.pk,))


def test_changed_question_keeps_its_dots(client: Client, werkstatt: Werkstatt) -> None:
    Formular(client, werkstatt.url("v-abfrage-edit")).type(frage="Was danach?").send()

    werkstatt.abfrage.refresh_from_db()
    assert (werkstatt.abfrage.frage, dots(werkstatt.abfrage)) == ("Was danach?", {werkstatt.thema.titel: 2})


@pytest.mark.parametrize(
    ("personen", "counted", "is_taken"),
    [
        ("1", "3", True),
        ("1", "4", False),
        ("", "100000", True),
        ("5000", "100000", False),
        ("2", "", True),
        ("0", "1", False),
        ("5001", "1", False),
        ("2", "-1", False),
        ("2", "100001", False),
        ("2", "1,5", False),
    ],
)
def test_dots_are_counted_as_far_as_the_people_had_them(
    client: Client, werkstatt: Werkstatt, personen: str, counted: str, is_taken: bool
) -> None:
    Punktstand.objects.all().delete()
    Punktabfrage.objects.update(punkte_je_person=3)
    field = f"thema_{werkstatt.thema.pk}"

    response = client.post(werkstatt.url("v-abfrage"), {"personen": personen, field: counted})

    expected = {werkstatt.thema.titel: int(counted)} if is_taken and counted else {}
    assert (response.status_code == 302) is is_taken
    assert dots(werkstatt.abfrage) == expected
    if not is_taken:
        assert str(response.context["form"][field].value()) == counted


def test_counting_adds_to_what_came_digitally(client: Client, werkstatt: Werkstatt) -> None:
    Punktstand.objects.update(quelle=Punktstand.Quelle.DIGITAL, punkte=2)
    Punktabfrage.objects.update(punkte_je_person=1)

    refused = client.post(werkstatt.url("v-abfrage"), {"personen": "2", f"thema_{werkstatt.thema.pk}": "1"})
    taken = client.post(werkstatt.url("v-abfrage"), {"personen": "3", f"thema_{werkstatt.thema.pk}": "1"})

    (rang,) = rangfolge.of_abfrage(werkstatt.abfrage)
    assert (refused.status_code, taken.status_code) == (422, 302)
    assert "Sie haben 3 Punkte eingetragen, vergeben werden konnten höchstens 2." in refused.content.decode()
    assert (rang.punkte, rang.davon_papier) == (3, 1)


def test_counted_sum_stands_in_the_form_again(client: Client, werkstatt: Werkstatt) -> None:
    field = f"thema_{werkstatt.thema.pk}"
    client.post(werkstatt.url("v-abfrage"), {"personen": "7", field: "12"})

    form = client.get(werkstatt.url("v-abfrage")).context["form"]

    assert (form["personen"].value(), form[field].value()) == (7, 12)


def test_vote_is_ended_and_opened_by_the_same_button(client: Client, werkstatt: Werkstatt) -> None:
    sentences = [told(client.post(werkstatt.url("v-abfrage-beenden"), follow=True)) for _ in range(2)]

    assert sentences == ["Die Abstimmung ist beendet.", "Die Abstimmung läuft wieder."]
    assert list(Eintrag.objects.order_by("pk").values_list("ereignis", flat=True)) == [
        "punkte.beendet",
        "punkte.wieder_offen",
    ]


def test_projector_shows_eight_places_and_says_how_many_follow(client: Client, werkstatt: Werkstatt) -> None:
    workshop = werkstatt.workshop
    Punktstand.objects.all().delete()
    for number in range(10):
        thema = make_thema(workshop=workshop, titel=f"Nummer {number}")
        Punktstand.objects.create(abfrage=werkstatt.abfrage, thema=thema, punkte=20 - number, quelle="papier")

    context = client.get(werkstatt.url("v-beamer")).context

    assert [platz.thema.titel for platz in context["plaetze"]] == [f"Nummer {number}" for number in range(8)]
    assert (context["weitere"], context["summe"], context["papier"]) == (2, 155, 155)


@pytest.mark.parametrize("asked", ["", "x", "999999", "-1"])
def test_projector_without_a_known_question_never_breaks(client: Client, werkstatt: Werkstatt, asked: str) -> None:
    response = client.get(werkstatt.url("v-beamer"), {"abfrage": asked})

    assert response.status_code == 200
    assert response.context["abfrage"] == (None if asked == "999999" else werkstatt.abfrage)


def test_projector_shows_no_question_of_another_workshop(client: Client, werkstatt: Werkstatt) -> None:
    foreign = make_abfrage(workshop=make_workshop(), frage="Geheim?")

    assert "Geheim?" not in client.get(werkstatt.url("v-beamer"), {"abfrage": foreign.pk}).content.decode()


@given(st.lists(st.integers(0, 9), max_size=12))
def test_ranking_leaves_nobody_out_and_gives_equal_dots_one_rank(numbers: list[int]) -> None:
    rows = ranked(Stimmen(Thema(pk=place, position=place), number) for place, number in enumerate(numbers, start=1))

    assert sorted(row.punkte for row in rows) == sorted(numbers)
    for row in rows:
        assert row.rang == (1 + sum(other > row.punkte for other in numbers) if row.punkte else None)
        assert row.geteilt is (row.punkte > 0 and numbers.count(row.punkte) > 1)
        assert 0 <= row.anteil <= 100


def test_new_thema_is_the_last_column_and_keeps_its_words(client: Client, werkstatt: Werkstatt) -> None:
    data = {"titel": "Gute Wege", "beschreibung": "Zu Fuß und mit dem Bus.", "uebergeordnet": ""}

    response = client.post(werkstatt.url("v-thema-new"), data)

    made = Thema.objects.get(titel="Gute Wege")
    assert response["Location"] == werkstatt.url("v-kartenwand")
    assert (made.kennung, made.beschreibung, made.uebergeordnet) == ("gute-wege", "Zu Fuß und mit dem Bus.", None)
    assert list(cardwall.columns(werkstatt.workshop))[-1] == made


def test_new_thema_below_another_is_a_column_at_once(client: Client, werkstatt: Werkstatt) -> None:
    above = make_thema(workshop=werkstatt.workshop, titel="Gute Wege", position=50)

    client.post(werkstatt.url("v-thema-new"), {"titel": "Bushaltestellen", "uebergeordnet": above.pk})

    made = Thema.objects.get(titel="Bushaltestellen")
    wall = lxml.html.fromstring(client.get(werkstatt.url("v-kartenwand")).content.decode())
    assert made.uebergeordnet == above
    assert list(cardwall.columns(werkstatt.workshop))[-2:] == [above, made]
    assert wall.cssselect(f"[data-spalte='{made.pk}'] .thema__leer") != []


@pytest.mark.parametrize("titel", ["Gute Wege", "GUTE WEGE", "  gute wege "])
def test_title_that_stands_at_the_wall_is_not_given_twice(client: Client, werkstatt: Werkstatt, titel: str) -> None:
    make_thema(workshop=werkstatt.workshop, titel="Gute Wege", beschreibung="Bleibt.")

    response = client.post(werkstatt.url("v-thema-new"), {"titel": titel, "beschreibung": "Neu"})

    assert list(response.context["form"].errors) == ["titel"]
    assert list(Thema.objects.filter(titel__iexact="gute wege").values_list("beschreibung", flat=True)) == ["Bleibt."]


def test_same_title_at_another_wall_is_a_thema_of_its_own(client: Client, werkstatt: Werkstatt) -> None:
    make_thema(workshop=make_workshop(reihe=werkstatt.workshop.reihe), titel="Gute Wege", kennung="gute-wege")

    client.post(werkstatt.url("v-thema-new"), {"titel": "Gute Wege"})

    assert Thema.objects.get(workshop=werkstatt.workshop, titel="Gute Wege").kennung == "gute-wege-2"


def test_thema_of_another_wall_cannot_be_chosen_as_parent(client: Client, werkstatt: Werkstatt) -> None:
    foreign = make_thema(workshop=make_workshop())

    response = client.post(werkstatt.url("v-thema-new"), {"titel": "Neu", "uebergeordnet": foreign.pk})

    assert list(response.context["form"].errors) == ["uebergeordnet"]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_thema_cannot_go_below_one_of_its_own_parts(client: Client, werkstatt: Werkstatt, depth: int) -> None:
    below = werkstatt.thema
    for _ in range(depth):
        below = make_thema(workshop=werkstatt.workshop, uebergeordnet=below)

    form = Formular(client, werkstatt.url("v-thema-edit")).type(uebergeordnet=str(below.pk))
    response = form.send()

    werkstatt.thema.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["uebergeordnet"]
    assert werkstatt.thema.uebergeordnet is None


def test_renamed_thema_keeps_its_address_and_its_former_title(client: Client, werkstatt: Werkstatt) -> None:
    former, kennung = werkstatt.thema.titel, werkstatt.thema.kennung

    Formular(client, werkstatt.url("v-thema-edit")).type(titel="Neuer Name").send()

    werkstatt.thema.refresh_from_db()
    assert (werkstatt.thema.titel, werkstatt.thema.kennung) == ("Neuer Name", kennung)
    assert werkstatt.thema.fruehere_titel == [former]
    assert "thema.umbenannt" in Eintrag.objects.values_list("ereignis", flat=True)


@pytest.mark.parametrize(
    ("who", "zug", "order"),
    [("B", "l", "BAC"), ("B", "r", "ACB"), ("A", "l", "ABC"), ("C", "r", "ABC"), ("B", "", "ABC"), ("B", "x", "ABC")],
)
def test_columns_change_places(client: Client, who: str, zug: str, order: str) -> None:
    workshop = make_workshop()
    columns = {titel: make_thema(workshop=workshop, titel=titel, position=n) for n, titel in enumerate("ABC", start=1)}
    client.force_login(make_konto())

    response = client.post(reverse("v-thema-move", args=(columns[who].pk,)), {"zug": zug})

    assert response.status_code == 302
    assert "".join(thema.titel for thema in cardwall.columns(workshop)) == order


def test_merging_moves_cards_and_dots_and_says_how_many(client: Client, werkstatt: Werkstatt) -> None:
    workshop, gone = werkstatt.workshop, werkstatt.thema
    into = make_thema(workshop=workshop, titel="Wege")
    make_zuordnung(gone, make_beitrag(workshop=workshop))
    Punktstand.objects.create(abfrage=werkstatt.abfrage, thema=into, punkte=3)

    response = client.post(werkstatt.url("v-thema-merge"), {"ziel": into.pk}, follow=True)

    gone.refresh_from_db()
    assert told(response) == f"„{gone}“ ist in „Wege“ aufgegangen, mit 2 Karten."
    assert (gone.uebergeordnet, into.beitraege.count(), gone.beitraege.count()) == (into, 2, 0)
    assert dots(werkstatt.abfrage) == {"Wege": 5}
    assert gone not in cardwall.columns(workshop)


def test_card_in_both_themen_hangs_once_after_merging(werkstatt: Werkstatt) -> None:
    into = make_thema(workshop=werkstatt.workshop)
    make_zuordnung(into, werkstatt.beitrag)

    themen.merge(werkstatt.thema, into, by=werkstatt.moderation)

    assert list(into.beitraege.all()) == [werkstatt.beitrag]


@pytest.mark.parametrize("who", ["itself", "its part", "of another wall"])
def test_merging_that_makes_no_sense_is_refused(client: Client, werkstatt: Werkstatt, who: str) -> None:
    targets = {
        "itself": werkstatt.thema,
        "its part": make_thema(workshop=werkstatt.workshop, uebergeordnet=werkstatt.thema),
        "of another wall": make_thema(workshop=make_workshop(reihe=werkstatt.workshop.reihe)),
    }

    response = client.post(werkstatt.url("v-thema-merge"), {"ziel": targets[who].pk})

    werkstatt.thema.refresh_from_db()
    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["ziel"]
    assert (werkstatt.thema.uebergeordnet, werkstatt.thema.beitraege.count()) == (None, 1)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("v-karte-new", {"text": "Bus"}),
        ("v-thema-new", {"titel": "Neu"}),
        ("v-thema-edit", {"titel": "Neu"}),
        ("v-thema-move", {"zug": "l"}),
        ("v-thema-merge", {"ziel": "1"}),
        ("v-abfrage-new", {"frage": "Neu?", "punkte_je_person": "3"}),
        ("v-abfrage", {"personen": "1"}),
        ("v-abfrage-beenden", {}),
    ],
)
@pytest.mark.parametrize("rolle", ["leitung", "fachamt", "moderation"])
def test_wall_is_touched_by_nobody_else(werkstatt: Werkstatt, name: str, data: dict[str, str], rolle: str) -> None:
    stranger = Client()
    stranger.force_login(make_konto(rolle=rolle))
    before = (Beitrag.objects.count(), list(Thema.objects.values()), list(Punktabfrage.objects.values()))

    assert stranger.post(werkstatt.url(name), data).status_code in {403, 404}
    assert (Beitrag.objects.count(), list(Thema.objects.values()), list(Punktabfrage.objects.values())) == before


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", {"eins", "zwei", "drei"}),
        ("?phase=kritik", {"eins"}),
        ("?phase=phantasie", {"zwei"}),
        ("?phase=verwirklichung", set()),
        ("?phase=unsinn", {"eins", "zwei", "drei"}),
        ("?gruppe={gruppe}", {"zwei"}),
        ("?gruppe={gruppe}&phase=kritik", set()),
        ("?gruppe=999999", {"eins", "zwei", "drei"}),
    ],
)
def test_wall_is_narrowed_to_a_group_and_a_phase(client: Client, query: str, shown: set[str]) -> None:
    workshop = make_workshop()
    gruppe = make_gruppe(workshop=workshop)
    make_beitrag(workshop=workshop, text="eins", phase="kritik")
    make_beitrag(workshop=workshop, text="zwei", phase="phantasie", gruppe=gruppe)
    make_beitrag(workshop=workshop, text="drei")
    make_beitrag(workshop=workshop, text="vier", status=BeitragStatus.ZURUECKGEWIESEN)
    client.force_login(make_konto())

    page = client.get(reverse("v-kartenwand", args=(workshop.pk,)) + query.format(gruppe=gruppe.pk))

    assert {karte.text for spalte in page.context["spalten"] for karte in spalte.karten} == shown
    assert page.context["anzahl"] == len(shown)


def test_paper_wall_has_the_cards_thema_by_thema_and_those_without_one_last(client: Client) -> None:
    workshop = make_workshop()
    first, second = (make_thema(workshop=workshop, titel=titel, position=n) for n, titel in enumerate("AB", start=1))
    loose = make_beitrag(workshop=workshop, text="lose")
    both = make_beitrag(workshop=workshop, text="beide")
    make_zuordnung(second, both)
    make_zuordnung(first, both)
    client.force_login(make_konto())

    page = client.get(reverse("v-karten-druck", args=(workshop.pk,)))

    printed = [(karte.text, karte.titel) for karte in page.context["page_obj"]]
    assert printed == [("beide", "A"), ("beide", "B"), (loose.text, None)]


def test_numbers_of_a_workshop_count_each_card_once() -> None:
    workshop = make_workshop()
    card = make_beitrag(workshop=workshop)
    for _ in range(2):
        make_zuordnung(make_thema(workshop=workshop), card)
    make_beitrag(workshop=workshop)
    make_beitrag(workshop=workshop, status=BeitragStatus.ZURUECKGEWIESEN)
    Punktstand.objects.create(abfrage=make_abfrage(workshop=workshop), thema=make_thema(workshop=workshop), punkte=4)

    found = zahlen.counts(workshop)

    assert (found.beitraege, found.ohne_thema, found.punkte) == (2, 1, 4)


def test_numbers_of_an_empty_workshop_are_zeros() -> None:
    found = zahlen.counts(make_workshop())

    assert set(vars(found).values()) == {0}


def test_questions_come_newest_first_with_their_sums() -> None:
    workshop = make_workshop()
    old, new = make_abfrage(workshop=workshop), make_abfrage(workshop=workshop)
    for number in (3, 4):
        Punktstand.objects.create(abfrage=old, thema=make_thema(workshop=workshop), punkte=number)

    rows: Any = punkte.of_workshop(workshop)

    assert [(row, row.gezaehlt) for row in rows] == [(new, 0), (old, 7)]


def test_page_of_a_thema_ranks_it_among_its_workshop() -> None:
    workshop = make_workshop(reihe=make_reihe(oeffentlich=True))
    first, second = make_thema(workshop=workshop, titel="Wege"), make_thema(workshop=workshop, titel="Zeit")
    abfrage = make_abfrage(workshop=workshop)
    for thema, number in ((first, 5), (second, 2)):
        Punktstand.objects.create(abfrage=abfrage, thema=thema, punkte=number)

    assert rangfolge.of_thema(second) == rangfolge.of_workshop(workshop.pk)[1]
    page = lxml.html.fromstring(Client().get(second.get_absolute_url()).content.decode())
    assert "Zeit" in words(page.cssselect("h1")[0])


def test_two_workshops_do_not_mix_their_dots() -> None:
    here, there = make_workshop(), make_workshop()
    for workshop, number in ((here, 1), (there, 9)):
        abfrage, thema = make_abfrage(workshop=workshop), make_thema(workshop=workshop)
        Punktstand.objects.create(abfrage=abfrage, thema=thema, punkte=number)

    found = rangfolge.of_workshops([here.pk, there.pk])

    assert {pk: [rang.summe for rang in rows] for pk, rows in found.items()} == {here.pk: [1], there.pk: [9]}
    assert Workshop.objects.count() == 2
