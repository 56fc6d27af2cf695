"""A measure stands in each plan at the place and under the number of that plan, everywhere else under its own."""

import csv
from typing import Any

import lxml.html
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.akte.ausgeben import Ausgabe
from bildungskommune.akte.datei import AkteUnlesbar, Datei, dump, parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.akte.ergebnis import Ergebnis
from bildungskommune.audit.models import Eintrag, Textstand
from bildungskommune.fassungen import lesen, rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import definition
from massnahmen import fortschreibung, plaetze
from massnahmen.fassungen import collect, tabellen
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz
from tests.factories import make_konto, make_massnahme, make_plan, make_stelle
from tests.fassungen.gold import text_of
from tests.formular import Formular
from tests.massnahmen.builders import make_verbindung
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def make_platz(plan: Massnahmenplan, massnahme: Massnahme, **fields: Any) -> Planplatz:
    place = plan.plaetze.count() + 1
    return Planplatz.objects.create(**{"plan": plan, "massnahme": massnahme, "position": place, **fields})


def two_plans() -> tuple[Massnahmenplan, Massnahmenplan]:
    """A plan of 2026, and one of 2029 in which both measures stand the other way round under other numbers."""
    bus = make_massnahme(kennung="bus", nr="7", titel="Spätbus", position=1)
    rad = make_massnahme(kennung="rad", nr="8", titel="Radweg", position=2)
    make_verbindung(bus, rad, art="ergaenzt")
    old, new = make_plan(kennung="plan-2026", titel="Plan 2026"), make_plan(kennung="plan-2029", titel="Plan 2029")
    make_platz(old, bus, nr="3.2")
    make_platz(old, rad)
    make_platz(new, rad, nr="1.3")
    make_platz(new, bus, nr="1.4")
    return old, new


def order_of(plan: Massnahmenplan) -> list[tuple[str, str]]:
    return [(one.kennung, one.nummer) for one in Massnahme.objects.of_plan(plan)]


def adopted(plan: Massnahmenplan) -> Fassung:
    fassung = rules.freeze("massnahmenplan", plan)
    publish(fassung)
    return fassung


@pytest.mark.django_db(transaction=True)
def test_measures_of_before_keep_their_plans_and_their_order_and_go_back() -> None:
    one, other, alone = make_massnahme(position=2), make_massnahme(position=1), make_massnahme(position=3)
    call_command("migrate", "massnahmen", "0007", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO massnahmen_massnahmenplan (kennung, titel, untertitel, einleitung, created, version)"
            " VALUES ('a', 'A', '', '', now(), 1), ('b', 'B', '', '', now(), 1) RETURNING id"
        )
        a, b = (row[0] for row in cursor.fetchall())
        cursor.executemany(
            "INSERT INTO massnahmen_massnahmenplan_massnahmen (massnahmenplan_id, massnahme_id) VALUES (%s, %s)",
            [(a, one.pk), (a, other.pk), (b, one.pk)],
        )

    call_command("migrate", "massnahmen", "0010", verbosity=0)
    call_command("migrate", "massnahmen", "0007", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT massnahmenplan_id, massnahme_id FROM massnahmen_massnahmenplan_massnahmen ORDER BY id")
        back = cursor.fetchall()
    call_command("migrate", "massnahmen", verbosity=0)
    places = list(Planplatz.objects.order_by("pk").values_list("plan__kennung", "massnahme", "position", "nr"))
    shown = order_of(Massnahmenplan.objects.get(kennung="a"))
    kept = Textstand.objects.filter(objekt_art="massnahmen.planplatz").values_list("vorgang", flat=True)
    states = list(kept)

    assert places == [("a", other.pk, 1, ""), ("a", one.pk, 2, ""), ("b", one.pk, 1, "")]
    assert shown == [(other.kennung, other.nr), (one.kennung, one.nr)]
    assert states == ["bestand"] * 3
    assert back == [(a, other.pk), (a, one.pk), (b, one.pk)]
    assert alone.plaene.count() == 0


def test_each_plan_freezes_its_own_order_and_numbers() -> None:
    old, new = two_plans()

    frozen = [
        [
            (one["kennung"], one["nr"], [link["nr"] for link in one["verbindungen"]])
            for one in collect(plan)["massnahmen"]
        ]
        for plan in (old, new)
    ]

    assert frozen == [
        [("bus", "3.2", ["8"]), ("rad", "8", ["3.2"])],
        [("rad", "1.3", ["1.4"]), ("bus", "1.4", ["1.3"])],
    ]


def test_link_to_a_measure_outside_of_the_plan_names_its_own_number() -> None:
    old, _ = two_plans()
    old.plaetze.filter(massnahme__kennung="rad").delete()

    (bus,) = collect(old)["massnahmen"]

    assert [link["nr"] for link in bus["verbindungen"]] == ["8"]


def test_table_and_contents_of_a_fassung_follow_the_plan() -> None:
    _, new = two_plans()
    snapshot = collect(new)

    lines = list(definition("massnahmenplan").verzeichnis(snapshot))

    assert [row[0] for row in tabellen(snapshot)["massnahmen"][1:]] == ["1.3", "1.4"]
    assert [line["nr"] for line in lines if line["ebene"] == 2] == ["1.3", "1.4"]


def test_page_of_a_fassung_goes_on_showing_what_was_frozen(client: Client) -> None:
    old, _ = two_plans()
    fassung = adopted(old)
    old.plaetze.update(nr="9.9")
    Massnahme.objects.update(nr="99")

    page = text_of(client.get(lesen_url(fassung)).content.decode())

    assert page.index("Maßnahme 3.2") < page.index("Maßnahme 8")
    assert "Maßnahme 99" not in page
    assert "Maßnahme 9.9" not in page


def lesen_url(fassung: Fassung) -> str:
    return definition("massnahmenplan").url(fassung)


def test_page_of_a_measure_says_where_it_stands_in_plans_that_hold(client: Client) -> None:
    old, new = two_plans()
    fassung = adopted(old)
    Planplatz.objects.filter(plan=old).update(nr="5.5")

    page = client.get(reverse("massnahme", args=("bus",)))

    assert [fact for fact in page.context["merkmale"] if fact[0] == "Steht in"] == [
        ("Steht in", f"{fassung.titel}, als Nr. 3.2", f"{lesen_url(fassung)}#bus")
    ]
    assert page.context["massnahme"].bezeichnung == "Maßnahme 7"
    assert new.titel not in text_of(page.content.decode())


def test_page_of_a_measure_names_each_plan_once_and_asks_once(client: Client) -> None:
    old, new = two_plans()
    path = reverse("massnahme", args=("bus",))
    with CaptureQueriesContext(connection) as before:
        client.get(path)
    for plan in (old, new):
        adopted(plan)
        report = rules.freeze("massnahmenplan", plan, art="bericht", zweck="lesefassung")
        publish(report)

    with CaptureQueriesContext(connection) as after:
        facts = client.get(path).context["merkmale"]

    assert [fact[1] for fact in facts if fact[0] == "Steht in"] == ["Plan 2029, als Nr. 1.4", "Plan 2026, als Nr. 3.2"]
    assert len(after) == len(before)


def test_entry_is_found_in_a_large_fassung_without_loading_it() -> None:
    old, _ = two_plans()
    fassung = adopted(old)

    (found,) = lesen.entries(Fassung.objects.all(), "massnahmen", "rad")
    missing = list(lesen.entries(Fassung.objects.all(), "massnahmen", 'rad" || true'))

    assert (found[0], found[1]["nr"], found[0].get_deferred_fields()) == (fassung, "8", {"snapshot"})
    assert missing == []


def test_desk_of_a_measure_names_its_plans_with_the_numbers_there(office: Client) -> None:
    old, new = two_plans()
    bus = Massnahme.objects.get(kennung="bus")

    page = office.get(reverse("v-massnahme", args=(bus.pk,)))

    assert [(one.plan, one.nummer) for one in page.context["plaetze"]] == [(new, "1.4"), (old, "3.2")]
    assert "als Nr. 1.4" in text_of(page.content.decode())


def test_lists_outside_of_plans_show_the_own_number(client: Client, office: Client) -> None:
    two_plans()

    desk = office.get(f"{reverse('v-massnahme-list')}?als=csv").getvalue().decode("utf-8-sig")
    public = text_of(client.get(reverse("massnahme-list")).content.decode())

    assert [row[0] for row in csv.reader(desk.splitlines(keepends=True), delimiter=";")][1:] == ["7", "8"]
    assert "3.2" not in public
    assert "1.4" not in public


def test_number_is_given_in_one_plan_only_and_noted(office: Client) -> None:
    old, new = two_plans()
    platz = old.plaetze.get(massnahme__kennung="rad")

    answer = Formular(office, reverse("v-planplatz-edit", args=(platz.pk,))).type(nr="3.1").send()

    assert answer["Location"] == f"{reverse('v-plan', args=(old.pk,))}#platz-{platz.pk}"
    assert (order_of(old), order_of(new)) == ([("bus", "3.2"), ("rad", "3.1")], [("rad", "1.3"), ("bus", "1.4")])
    assert Massnahme.objects.get(kennung="rad").nr == "8"
    noted = Eintrag.objects.about(old).get(ereignis="massnahmenplan.nummer")
    assert (noted.angaben["felder"], noted.angaben["massnahme"]) == (["nr"], "rad")
    states = Textstand.objects.filter(objekt_art="massnahmen.planplatz", objekt_id=platz.pk).order_by("pk")
    assert [(one.werte or {})["nr"] for one in states] == ["", "3.1"]


def test_number_is_taken_back_by_an_empty_field(office: Client) -> None:
    old, _ = two_plans()
    platz = old.plaetze.get(massnahme__kennung="bus")
    form = Formular(office, reverse("v-planplatz-edit", args=(platz.pk,)))

    assert "Leer: die eigene Nummer der Maßnahme, 7." in text_of(form.answer.content.decode())
    form.type(nr="").send()

    assert order_of(old)[0] == ("bus", "7")


def test_number_that_is_too_long_is_refused(office: Client) -> None:
    old, _ = two_plans()
    platz = old.plaetze.first()
    assert platz is not None

    answer = Formular(office, reverse("v-planplatz-edit", args=(platz.pk,))).type(nr="1" * 21).send()

    assert answer.status_code == 422


def test_two_people_give_a_number_and_the_second_is_asked(office: Client) -> None:
    old, _ = two_plans()
    platz = old.plaetze.get(massnahme__kennung="bus")
    first, second = (Formular(office, reverse("v-planplatz-edit", args=(platz.pk,))) for _ in range(2))

    first.type(nr="4.1").send()
    answer = second.type(nr="4.2").send()

    assert answer.status_code == 409
    assert second.texts == {"Nummer im Plan": ("4.2", "4.1")}
    assert order_of(old)[0] == ("bus", "4.1")


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"richtung": "hoch"}, "acb"),
        ({"richtung": "runter"}, "abc"),
        ({"position": "1"}, "cab"),
        ({"position": "x"}, "abc"),
    ],
)
def test_order_is_set_in_one_plan_only(office: Client, wish: dict[str, str], expected: str) -> None:
    plan, other = make_plan(), make_plan()
    for name in "abc":
        measure = make_massnahme(kennung=name)
        make_platz(plan, measure)
        make_platz(other, measure)
    last = plan.plaetze.get(massnahme__kennung="c")

    answer = office.post(reverse("v-planplatz-verschieben", args=(last.pk,)), wish)

    assert answer["Location"] == f"{reverse('v-plan', args=(plan.pk,))}#platz-{last.pk}"
    assert "".join(kennung for kennung, _ in order_of(plan)) == expected
    assert "".join(kennung for kennung, _ in order_of(other)) == "abc"
    assert [one["kennung"] for one in collect(plan)["massnahmen"]] == list(expected)
    assert Eintrag.objects.about(plan).filter(ereignis="planplatz.verschoben").exists() == (expected != "abc")


def test_order_that_somebody_else_changed_is_looked_at_first(office: Client) -> None:
    old, _ = two_plans()
    bus, rad = old.plaetze.all()
    page = lxml.html.fromstring(office.get(reverse("v-plan", args=(old.pk,))).content.decode())
    forms: list[Any] = page.cssselect(".ordnen")
    sent = [dict(form.form_values()) | {"position": "2"} for form in forms]
    plaetze.move(rad, {"richtung": "hoch"}, by=None)

    answer = office.post(reverse("v-planplatz-verschieben", args=(bus.pk,)), sent[0], follow=True)

    assert "Jemand anderes hat die Reihenfolge inzwischen geändert." in text_of(answer.content.decode())
    assert [kennung for kennung, _ in order_of(old)] == ["rad", "bus"]
    assert [one["platz"] for one in sent] == ["1", "2"]


def test_moved_measure_is_shown_on_its_page_of_the_list(office: Client) -> None:
    plan = make_plan()
    places = [make_platz(plan, make_massnahme()) for _ in range(102)]
    first = reverse("v-planplatz-verschieben", args=(places[0].pk,))

    answer = office.post(first, {"position": "101"})

    assert answer["Location"] == f"{reverse('v-plan', args=(plan.pk,))}?seite=2#platz-{places[0].pk}"
    page = office.get(answer["Location"].partition("#")[0]).content.decode()
    assert f'id="platz-{places[0].pk}"' in page
    assert "Platz 101 von 102" in text_of(page)


def test_page_of_the_plan_offers_no_order_to_those_who_only_read(client: Client) -> None:
    old, _ = two_plans()
    client.force_login(make_konto("leitung"))

    page = client.get(reverse("v-plan", args=(old.pk,))).content.decode()

    assert "verschieben" not in page
    assert "3.2" in text_of(page)


def test_measure_that_is_chosen_comes_last_and_who_stays_keeps_its_place(office: Client) -> None:
    _, new = two_plans()
    third = make_massnahme(kennung="steg", position=0)
    rad, bus = new.massnahmen.get(kennung="rad"), new.massnahmen.get(kennung="bus")

    chosen = [str(third.pk), str(bus.pk), str(rad.pk)]
    Formular(office, reverse("v-plan-edit", args=(new.pk,))).type(massnahmen=chosen).send()
    all_three = order_of(new)
    Formular(office, reverse("v-plan-edit", args=(new.pk,))).type(massnahmen=[str(third.pk), str(bus.pk)]).send()

    assert all_three == [("rad", "1.3"), ("bus", "1.4"), ("steg", third.nr)]
    assert order_of(new) == [("bus", "1.4"), ("steg", third.nr)]


def test_new_plan_begins_in_the_own_order_of_its_measures(office: Client) -> None:
    later, earlier = make_massnahme(kennung="b", position=2), make_massnahme(kennung="a", position=1)

    office.post(reverse("v-plan-new"), {"titel": "Plan", "massnahmen": [later.pk, earlier.pk]})

    assert [kennung for kennung, _ in order_of(Massnahmenplan.objects.get())] == ["a", "b"]


def test_next_plan_begins_with_places_and_numbers_and_goes_its_own_way() -> None:
    _, plan = two_plans()
    make_platz(plan, make_massnahme(status="verworfen"), position=0)

    neu = fortschreibung.carry_on(plan, "Plan 2033", by=None)
    neu.plaetze.filter(massnahme__kennung="bus").update(nr="2.1")

    assert list(neu.plaetze.values_list("massnahme__kennung", "position", "nr")) == [
        ("rad", 1, "1.3"),
        ("bus", 2, "2.1"),
    ]
    assert order_of(plan)[1:] == [("rad", "1.3"), ("bus", "1.4")]


def test_measure_stands_once_in_a_plan() -> None:
    old, _ = two_plans()
    again = Planplatz(plan=old, massnahme=old.massnahmen.all()[0])

    with pytest.raises(Exception, match="Diese Maßnahme steht schon in diesem Plan"):
        again.full_clean()


def test_earlier_number_comes_back(office: Client) -> None:
    old, _ = two_plans()
    platz = old.plaetze.get(massnahme__kennung="bus")
    plaetze.change(platz_with(platz, "6"), ["nr"], by=None)
    first = Textstand.objects.filter(objekt_art="massnahmen.planplatz", objekt_id=platz.pk).order_by("pk")[0]
    address = {"art": "massnahmen.planplatz", "pk": platz.pk}

    page = office.get(reverse("v-staende", kwargs=address))
    office.post(reverse("v-staende-wiederherstellen", kwargs=address | {"stand": first.pk}))

    assert page.status_code == 200
    assert order_of(old)[0] == ("bus", "3.2")


def platz_with(platz: Planplatz, nr: str) -> Planplatz:
    platz.nr = nr
    return platz


def test_fachamt_may_not_order_a_plan(client: Client) -> None:
    old, _ = two_plans()
    stelle = make_stelle()
    Massnahme.objects.update(federfuehrung=stelle)
    client.force_login(make_konto("fachamt", stelle=stelle))
    platz = old.plaetze.all()[0]

    answers = [
        client.get(reverse("v-planplatz-edit", args=(platz.pk,))),
        client.post(reverse("v-planplatz-verschieben", args=(platz.pk,)), {"position": "2"}),
    ]

    assert [one.status_code for one in answers] == [403, 403]


KOPF = {"format": "bildungskommune-verfahrensakte", "version": 1}
DREI = [{"kennung": name, "titel": name.upper()} for name in ("b", "c", "a")]


def read(**plan: Any) -> Ergebnis:
    whole = {"kennung": "plan", "titel": "Plan", **plan}
    return einlesen(Datei({**KOPF, "massnahmen": DREI, "massnahmenplaene": [whole]}))


def written() -> dict[str, Any]:
    """The plan as a file holds it, without its names."""
    (plan,) = Ausgabe().akte({})["massnahmenplaene"]
    return {name: value for name, value in plan.items() if name in {"massnahmen", "plaetze"}}


def stored() -> list[tuple[str, int, str]]:
    return list(Planplatz.objects.values_list("massnahme__kennung", "position", "nr"))


ORDERED = [{"massnahme": "a"}, {"nr": "1.4", "massnahme": "b"}]


def test_places_and_numbers_come_back_to_the_letter() -> None:
    read(plaetze=ORDERED)
    text = dump(Ausgabe().akte({}))

    again = einlesen(parse(text))

    assert (again.changes, dump(Ausgabe().akte({})) == text) == (0, True)
    assert written() == {"plaetze": ORDERED}
    assert stored() == [("a", 1, ""), ("b", 2, "1.4")]


def test_file_of_before_names_the_measures_of_a_plan_and_comes_back_to_the_letter() -> None:
    first = read(massnahmen=["a", "b"])
    again = read(massnahmen=["a", "b"])

    assert (first.neu["plaetze"], again.changes) == (2, 0)
    assert stored() == [("b", 1, ""), ("a", 2, "")]
    assert written() == {"massnahmen": ["a", "b"]}


def test_file_of_before_puts_measures_in_their_own_order_and_takes_numbers_back() -> None:
    read(plaetze=ORDERED)

    changed = read(massnahmen=["a", "b", "c"])

    assert (changed.geaendert["plaetze"], changed.neu["plaetze"]) == (2, 1)
    assert stored() == [("b", 1, ""), ("c", 2, ""), ("a", 3, "")]


def test_plan_without_measures_in_the_file_has_none() -> None:
    read(plaetze=ORDERED)

    read()

    assert (stored(), written()) == ([], {})


@pytest.mark.parametrize(
    ("plan", "place"),
    [
        ({"massnahmen": ["a", "x"]}, "massnahmenplaene[1].massnahmen[2]"),
        ({"plaetze": [{"massnahme": "x"}]}, "massnahmenplaene[1].plaetze[1]"),
        ({"plaetze": [{"massnahme": "a"}, {"massnahme": "a", "nr": "2"}]}, "massnahmenplaene[1].plaetze[2]"),
        ({"plaetze": [{"massnahme": "a", "nr": "1" * 21}]}, "massnahmenplaene[1].plaetze[1]"),
        ({"plaetze": ORDERED, "massnahmen": ["a"]}, "massnahmenplaene[1]"),
    ],
)
def test_wrong_place_is_refused_where_it_stands(plan: dict[str, Any], place: str) -> None:
    with pytest.raises(AkteUnlesbar) as refused:
        read(**plan)

    assert [fehler.pfad[: len(place)] for fehler in refused.value.fehler] == [place]
    assert stored() == []


def test_both_forms_at_once_are_refused_with_a_sentence() -> None:
    with pytest.raises(AkteUnlesbar) as refused:
        read(plaetze=ORDERED, massnahmen=["a"])

    assert [one.satz for one in refused.value.fehler] == ["Bitte nennen Sie nur eines von beiden: plaetze, massnahmen."]


def test_measure_that_an_older_file_names_twice_stands_once() -> None:
    read(massnahmen=["a", "b", "a"])

    assert stored() == [("b", 1, ""), ("a", 2, "")]


def test_plan_without_numbers_of_its_own_freezes_what_it_froze_before() -> None:
    old, _ = two_plans()
    old.plaetze.update(nr="")

    content = collect(old)

    assert definition("massnahmenplan").version == 8
    assert [(one["nr"], one["verbindungen"][0]["nr"]) for one in content["massnahmen"]] == [("7", "8"), ("8", "7")]
