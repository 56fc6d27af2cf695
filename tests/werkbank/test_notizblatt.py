"""Notes beside the texts of the desk: at each of them, at its parts, and the way from the list to each place."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from bildungskommune.werkbank.models import Notiz
from bildungskommune.werkbank.staende import Gemerkt, staende
from tests import welt
from tests.factories import (
    make_abschnitt,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_massnahme,
    make_plan,
    make_stelle,
    make_strategie,
    make_ziel,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line
from tests.massnahmen.builders import make_indikator, make_wert

pytestmark = pytest.mark.django_db
FRAGE = "Ist das mit dem Jugendamt besprochen?"
TEXTE: dict[str, Callable[[], Model]] = {
    "v-leitbild": make_leitbild,
    "v-abschnitt-edit": make_abschnitt,
    "v-konzept": make_konzept,
    "v-handlungsfeld": make_handlungsfeld,
    "v-strategie-edit": make_strategie,
    "v-ziel-edit": lambda: make_ziel(make_handlungsfeld()),
    "v-massnahme": make_massnahme,
    "v-plan": make_plan,
}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(name="Anke Amt"))
    return client


def note(thing: Model, text: str = FRAGE) -> Notiz:
    return Notiz.objects.create(
        objekt_art=thing._meta.label_lower, objekt_id=thing.pk, objekt_name=str(thing), text=text
    )


def notes(thing: Model) -> str:
    return reverse("v-notizen", args=(thing._meta.label_lower, thing.pk))


def page(client: Client, name: str, pk: int) -> str:
    return one_line(client.get(reverse(name, args=(pk,))).content.decode())


@pytest.mark.parametrize("name", TEXTE)
def test_note_stands_beside_each_text_with_the_way_to_all(office: Client, name: str) -> None:
    thing = TEXTE[name]()
    before = page(office, name, thing.pk)
    note(thing)

    after = page(office, name, thing.pk)

    assert ("Niemand hat hier etwas notiert." in before, FRAGE in before) == (True, False)
    assert ("Niemand hat hier etwas notiert." in after, FRAGE in after) == (False, True)
    for html in (before, after):
        assert f'href="{notes(thing)}"' in html
    assert office.get(notes(thing)).status_code == 200


def test_fachamt_sees_its_measure_without_the_notes(client: Client) -> None:
    stelle = make_stelle()
    konto, massnahme = make_konto("fachamt", stelle=stelle), make_massnahme(federfuehrung=stelle)
    note(massnahme)
    client.force_login(konto)

    html = page(client, "v-massnahme", massnahme.pk)

    assert massnahme.titel in html
    assert (FRAGE in html, "Notiz" in html) == (False, False)


def test_whole_names_the_notes_at_its_parts(office: Client) -> None:
    feld = make_handlungsfeld()
    strategie, ziel = make_strategie(handlungsfeld=feld, titel="Wege kürzen"), make_ziel(feld, titel="Jeder kommt hin")
    note(strategie)
    note(strategie, "Zweite Frage")
    note(ziel, "Bis wann?")

    html = page(office, "v-handlungsfeld", feld.pk)

    assert [words in html for words in (FRAGE, "Zweite Frage", "Bis wann?")] == [True] * 3
    assert f'<a href="{notes(strategie)}">{strategie}</a>' in html
    assert '2 Notizen<span class="nur-vorlesen">' in html
    assert '1 Notiz<span class="nur-vorlesen">' in html
    assert "Notiz für die Kolleginnen und Kollegen schreiben" in html


def test_handlungsfeld_offers_to_write_at_each_part(office: Client) -> None:
    feld = make_handlungsfeld()
    teile = [make_strategie(handlungsfeld=feld), make_ziel(feld)]

    html = page(office, "v-handlungsfeld", feld.pk)

    assert html.count("Notiz schreiben<span") == 2
    assert [f'href="{notes(teil)}"' in html for teil in teile] == [True, True]


def test_leitbild_marks_the_abschnitt_with_a_note_alone(office: Client) -> None:
    leitbild = make_leitbild()
    satz, other = make_abschnitt(leitbild=leitbild), make_abschnitt(leitbild=leitbild)
    note(satz)

    html = page(office, "v-leitbild", leitbild.pk)

    assert (notes(satz) in html, notes(other) in html) == (True, False)


def test_of_many_notes_twenty_stand_beside_and_the_rest_is_counted(office: Client) -> None:
    leitbild = make_leitbild()
    for number in range(23):
        note(leitbild, f"Frage-{number:02}")

    html = page(office, "v-leitbild", leitbild.pk)

    assert ("Frage-19" in html, "Frage-20" in html, "und 3 weitere" in html) == (True, False, True)


def test_settled_note_is_not_counted(office: Client) -> None:
    feld = make_handlungsfeld()
    ziel = make_ziel(feld)
    office.post(reverse("v-notiz-erledigt", args=(note(ziel).pk,)))

    html = page(office, "v-handlungsfeld", feld.pk)

    assert (FRAGE in html, "1 Notiz" in html) == (False, False)


def test_notes_need_the_same_queries_for_one_and_thirty_parts(office: Client) -> None:
    def fill(number: int) -> list[str]:
        leitbild, feld = make_leitbild(), make_handlungsfeld()
        for _ in range(number):
            parts = make_abschnitt(leitbild=leitbild), make_strategie(handlungsfeld=feld), make_ziel(feld)
            for part in parts:
                note(part)
        for other in range(number - 1):
            note(make_handlungsfeld(konzept=feld.konzept, nr=str(other)))
        names = (("v-leitbild", leitbild), ("v-handlungsfeld", feld), ("v-konzept", feld.konzept))
        return [reverse(name, args=(thing.pk,)) for name, thing in names]

    few, many = fill(1), fill(30)
    for small, large in zip(few, many, strict=True):
        office.get(small)
        assert queries(lambda: office.get(small)) == queries(lambda: office.get(large))  # noqa: B023 (called at once)


def test_list_leads_to_each_place(office: Client) -> None:
    feld, massnahme = make_handlungsfeld(), make_massnahme()
    strategie, ziel = make_strategie(handlungsfeld=feld), make_ziel(feld)
    wert = make_wert(make_indikator(massnahme))
    for thing in (strategie, ziel, wert):
        note(thing)

    html = one_line(office.get(reverse("v-notiz-list")).content.decode())

    at = reverse("v-handlungsfeld", args=(feld.pk,))
    places = [f"{at}#{strategie.kennung}", f"{at}#ziel-{ziel.kennung}", reverse("v-massnahme", args=(massnahme.pk,))]
    assert [f'href="{place}"' in html for place in places] == [True] * 3
    shown = page(office, "v-handlungsfeld", feld.pk)
    assert [f'id="{place.partition("#")[2]}"' in shown for place in places[:2]] == [True, True]
    assert html.count("Antworten oder erledigen") == 3


@pytest.mark.parametrize(
    "make", [lambda: make_ziel(make_handlungsfeld()), lambda: make_wert(make_indikator(make_massnahme()))]
)
def test_list_of_parts_asks_the_same_for_one_and_thirty(office: Client, make: Callable[[], Model]) -> None:
    note(make())
    few = queries(lambda: office.get(reverse("v-notiz-list")))
    for _ in range(29):
        note(make())

    assert queries(lambda: office.get(reverse("v-notiz-list"))) == few


def test_address_of_a_place_is_known_from_what_is_fetched_along() -> None:
    welt.build()
    asked = {}
    for one in staende.collect():
        if not isinstance(one, Gemerkt):
            continue
        thing = one.modell._default_manager.select_related(*one.mit or [None]).first()
        if thing is not None:
            asked[one.modell._meta.label] = queries(lambda: one.seite(thing))  # noqa: B023 (called at once)

    assert len(asked) > 10
    assert {label: number for label, number in asked.items() if number} == {}
