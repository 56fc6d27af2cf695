"""The desk of a Konzept: Handlungsfelder, Ziele with their priority, Strategien, and what they come from."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.audit.models import Eintrag
from bildungskommune.werkbank.models import Geloescht
from konzept import desk, drafting
from konzept.models import Ableitung, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_massnahme,
    make_plan,
    make_reihe,
    make_strategie,
    make_thema,
    make_ziel,
)
from tests.formular import Formular

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


ERRORS: list[tuple[str, dict[str, str], list[str]]] = [
    ("handlungsfeld", {"titel": ""}, ["titel"]),
    ("handlungsfeld", {"titel": "x" * 301}, ["titel"]),
    ("handlungsfeld", {"titel": "x", "nr": "x" * 21}, ["nr"]),
    ("handlungsfeld", {"titel": "x", "zielbild": "x" * 20_001}, ["zielbild"]),
    ("ziel", {"titel": "", "art": "strategisch"}, ["titel"]),
    ("ziel", {"titel": "x", "art": "groß"}, ["art"]),
    ("ziel", {"titel": "x", "art": ""}, ["art"]),
    ("ziel", {"titel": "x", "art": "operativ", "kennzahl": "x" * 301}, ["kennzahl"]),
    ("strategie", {"titel": ""}, ["titel"]),
    ("strategie", {"titel": "x", "ziele": "0"}, ["ziele"]),
    ("strategie", {"titel": "x", "text": "x" * 20_001}, ["text"]),
    ("ableitung", {"quelle": "", "begruendung": "Weil."}, ["quelle"]),
    ("ableitung", {"quelle": "abschnitt-0", "begruendung": ""}, ["quelle", "begruendung"]),
    ("ableitung", {"quelle": "konto-1", "begruendung": "x" * 2001}, ["quelle", "begruendung"]),
]


@pytest.mark.parametrize(("art", "typed", "fields"), ERRORS)
def test_part_that_cannot_be_names_the_field_and_is_not_made(
    office: Client, art: str, typed: dict[str, str], fields: list[str]
) -> None:
    feld = make_handlungsfeld()
    make_ziel(feld)
    parent = feld.konzept_id if art == "handlungsfeld" else feld.pk

    response = office.post(reverse(f"v-{art}-new", args=(parent,)), typed)

    assert (response.status_code, set(response.context["form"].errors)) == (422, set(fields))
    assert (Handlungsfeld.objects.count(), Ziel.objects.count(), Strategie.objects.count()) == (1, 1, 0)
    assert (Ableitung.objects.count(), Eintrag.objects.count()) == (0, 0)


def test_parts_are_kept_with_all_they_say(office: Client) -> None:
    konzept = make_konzept()
    office.post(
        reverse("v-handlungsfeld-new", args=(konzept.pk,)),
        {"nr": "II", "titel": "Gute Wege", "querschnitt": "on", "zielbild": "Alle kommen hin.", "beispieltext": "on"},
    )
    feld = Handlungsfeld.objects.get()
    office.post(
        reverse("v-ziel-new", args=(feld.pk,)),
        {"nr": "2.1", "titel": "Kurze Wege", "art": "operativ", "text": "Zu Fuß.", "kennzahl": "Minuten"},
    )
    ziel = Ziel.objects.get()
    office.post(
        reverse("v-strategie-new", args=(feld.pk,)), {"nr": "2.a", "titel": "Zeiten abstimmen", "ziele": [ziel.pk]}
    )
    strategie = Strategie.objects.get()

    assert (feld.kennung, feld.nr, feld.querschnitt, feld.beispieltext) == ("gute-wege", "II", True, True)
    assert (ziel.art, ziel.text, ziel.kennzahl, str(ziel)) == ("operativ", "Zu Fuß.", "Minuten", "Ziel 2.1: Kurze Wege")
    assert (str(strategie), list(strategie.ziele.all())) == ("Strategie 2.a: Zeiten abstimmen", [ziel])
    assert [feld.veroeffentlicht, ziel.veroeffentlicht, strategie.veroeffentlicht] == [False] * 3


def test_kennung_fassung_is_kept_for_the_address_of_the_editions(office: Client) -> None:
    office.post(reverse("v-handlungsfeld-new", args=(make_konzept().pk,)), {"titel": "Fassung"})

    assert Handlungsfeld.objects.get().kennung == "fassung-2"


def test_kennung_of_a_strategie_is_none_of_a_handlungsfeld(office: Client) -> None:
    """Both are anchors of one page."""
    feld = make_handlungsfeld(titel="Wege", kennung="wege")

    office.post(reverse("v-strategie-new", args=(feld.pk,)), {"titel": "Wege"})

    assert Strategie.objects.get().kennung == "wege-2"


@pytest.mark.parametrize("art", ["handlungsfeld", "ziel", "strategie"])
@pytest.mark.parametrize(
    ("who", "wish", "order"),
    [
        ("B", {"richtung": "hoch"}, "BAC"),
        ("B", {"richtung": "runter"}, "ACB"),
        ("A", {"richtung": "hoch"}, "ABC"),
        ("C", {"position": "1"}, "CAB"),
        ("A", {"position": "77"}, "BCA"),
        ("A", {"position": "vorn"}, "ABC"),
    ],
)
def test_parts_are_put_in_order(office: Client, art: str, who: str, wish: dict[str, str], order: str) -> None:
    feld = make_handlungsfeld()
    konzept = make_konzept()
    make: dict[str, Any] = {
        "handlungsfeld": lambda **fields: make_handlungsfeld(konzept=konzept, **fields),
        "ziel": lambda **fields: make_ziel(feld, **fields),
        "strategie": lambda **fields: make_strategie(handlungsfeld=feld, **fields),
    }
    rows = {titel: make[art](titel=titel, position=number) for number, titel in enumerate("ABC", start=1)}

    response = office.post(reverse(f"v-{art}-verschieben", args=(rows[who].pk,)), wish)

    ordered = type(rows["A"]).objects.filter(pk__in=[row.pk for row in rows.values()]).order_by("position")
    assert response.status_code == 302
    assert "".join(row.titel for row in ordered) == order


@pytest.mark.parametrize(
    ("typed", "fields"),
    [
        ({"prioritaet": ""}, ["prioritaet"]),
        ({"prioritaet": "dringend"}, ["prioritaet"]),
        ({"ab": ""}, ["ab"]),
        ({"ab": "bald"}, ["ab"]),
        ({"begruendung": "x" * 2001}, ["begruendung"]),
    ],
)
def test_priority_that_cannot_be(office: Client, typed: dict[str, str], fields: list[str]) -> None:
    ziel = make_ziel(make_handlungsfeld())

    response = office.post(
        reverse("v-prioritaet-new", args=(ziel.pk,)), {"prioritaet": "hoch", "ab": "2026-01-01", **typed}
    )

    assert (response.status_code, list(response.context["form"].errors)) == (422, fields)
    assert Priorisierung.objects.count() == 0


@given(st.lists(st.tuples(st.sampled_from(["hoch", "mittel", "niedrig"]), st.integers(-5, 5)), max_size=6))
def test_priority_that_holds_is_the_newest_that_has_begun(entered: list[tuple[str, int]]) -> None:
    ziel = make_ziel(make_handlungsfeld())
    for prioritaet, day in entered:
        drafting.prioritise(ziel, prioritaet, TODAY + timedelta(days=day), by=None)

    known = {day: prioritaet for prioritaet, day in entered}
    begun = [day for day in known if day <= 0]
    row = drafting.priority_of(Ziel.objects.prefetch_related("priorisierungen").get(pk=ziel.pk))

    assert (row.prioritaet if row else None) == (known[max(begun)] if begun else None)
    assert ziel.priorisierungen.count() == len(known)


def test_desk_shows_the_history_of_a_priority(office: Client) -> None:
    ziel = make_ziel(make_handlungsfeld())
    url = reverse("v-prioritaet-new", args=(ziel.pk,))
    for prioritaet, day in (("niedrig", "2025-01-01"), ("hoch", "2026-01-01"), ("mittel", "2026-01-01")):
        office.post(url, {"prioritaet": prioritaet, "ab": day, "begruendung": f"Am {day}"})

    (zeile,) = desk.ziele(ziel.handlungsfeld)

    assert [(row.prioritaet, row.ab) for row in zeile.verlauf] == [
        ("mittel", date(2026, 1, 1)),
        ("niedrig", date(2025, 1, 1)),
    ]
    assert zeile.prioritaet == zeile.verlauf[0]


SEARCHES: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["Kein Weg", "Zeit"]),
    ({"wort": "WEG"}, ["Kein Weg"]),
    ({"wort": "abend"}, ["Zeit"]),
    ({"wort": "nirgends"}, []),
    ({"art": "thema"}, ["Busse"]),
    ({"art": "thema", "wort": "fahrplan"}, ["Busse"]),
    ({"art": "thema", "wort": "weg"}, []),
    ({"art": "unsinn"}, ["Kein Weg", "Zeit"]),
]


@pytest.mark.parametrize(("query", "found"), SEARCHES)
def test_origin_is_looked_for_in_what_the_konzept_stands_on(
    office: Client, query: dict[str, str], found: list[str]
) -> None:
    reihe = make_reihe()
    leitbild = make_leitbild(reihe=reihe)
    make_abschnitt(leitbild=leitbild, titel="Kein Weg")
    make_abschnitt(leitbild=leitbild, titel="Zeit", text="Bis in den Abend.")
    make_abschnitt(titel="Weg anderswo")
    make_thema(reihe=reihe, titel="Busse", beschreibung="Der Fahrplan")
    make_thema(titel="Fahrplan anderswo")
    feld = make_handlungsfeld(konzept=make_konzept(leitbild=leitbild))

    page = office.get(reverse("v-ableitung-new", args=(feld.pk,)), query)

    assert sorted(row.titel for row in page.context["seite"]) == found


def test_origin_named_once_is_not_taken_twice(office: Client) -> None:
    feld, abschnitt = make_handlungsfeld(), make_abschnitt()
    url = reverse("v-ableitung-new", args=(feld.pk,))
    data = {"quelle": f"abschnitt-{abschnitt.pk}", "begruendung": "Weil es dort steht."}

    answers = [office.post(url, data).status_code for _ in range(2)]

    assert (answers, Ableitung.objects.count()) == ([302, 422], 1)


def test_numbers_on_the_desk_do_not_multiply(office: Client) -> None:
    konzept = make_konzept(leitbild=make_leitbild(titel="Unser Leitbild"))
    feld, bare = (make_handlungsfeld(konzept=konzept, position=number) for number in (1, 2))
    for _ in range(2):
        make_ableitung(feld, thema=make_thema())
        make_ziel(feld)
    for _ in range(3):
        make_strategie(handlungsfeld=feld)

    rows: Any = office.get(reverse("v-konzept", args=(konzept.pk,))).context["felder"]

    assert [(row, row.abgeleitet, row.anzahl_ziele, row.anzahl_strategien) for row in rows] == [
        (feld, 2, 2, 3),
        (bare, 0, 0, 0),
    ]
    document: Any = desk.documents().get()
    assert (document.herkunft, document.teile, document.offen) == ("Unser Leitbild", 2, 1)


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda feld: feld, "handlungsfeld"),
        (make_ziel, "ziel"),
        (lambda feld: make_strategie(handlungsfeld=feld), "strategie"),
        (lambda feld: make_ableitung(feld, thema=make_thema()), "ableitung"),
    ],
)
@pytest.mark.parametrize("carried", [False, True])
def test_part_goes_unless_a_measure_carries_it_out(office: Client, make: Any, name: str, carried: bool) -> None:
    thing = make(make_handlungsfeld())
    stays = carried and name != "ableitung"
    if stays:
        make_bezug(make_massnahme(), **{name: thing})

    response = office.post(reverse(f"v-{name}-loeschen", args=(thing.pk,)))

    assert response.status_code == (422 if stays else 302)
    assert type(thing).objects.filter(pk=thing.pk).exists() is stays


def test_handlungsfeld_goes_with_its_parts_and_comes_back_with_them(office: Client) -> None:
    feld = make_handlungsfeld(titel="Wege")
    ziel = make_ziel(feld)
    drafting.prioritise(ziel, "hoch", TODAY, by=None)
    strategie = make_strategie(handlungsfeld=feld)
    strategie.ziele.add(ziel)

    asked = office.get(reverse("v-handlungsfeld-loeschen", args=(feld.pk,))).content.decode()
    office.post(reverse("v-handlungsfeld-loeschen", args=(feld.pk,)))
    gone = (Handlungsfeld.objects.count(), Ziel.objects.count(), Strategie.objects.count())
    office.post(reverse("v-papierkorb-zurueckholen", args=(Geloescht.objects.get().pk,)))

    assert ("1 Ziel" in asked, "1 Strategie" in asked, gone) == (True, True, (0, 0, 0))
    back = Strategie.objects.get()
    assert (back.handlungsfeld, list(back.ziele.all()), ziel.priorisierungen.count()) == (feld, [ziel], 1)


def test_konzept_that_a_plan_stands_on_keeps_its_name_for_it(office: Client) -> None:
    plan = make_plan(konzept=make_konzept(titel="Konzept"))

    Formular(office, reverse("v-konzept-edit", args=(plan.konzept_id,))).type(titel="Bildungskonzept").send()

    konzept = Konzept.objects.get()
    assert (konzept.titel, plan.konzept_id) == ("Bildungskonzept", konzept.pk)
    assert "Bildungskonzept" in office.get(reverse("v-plan-list")).content.decode()


def test_strategie_is_offered_the_ziele_of_its_own_field_and_asked_nothing_where_there_are_none(office: Client) -> None:
    with_ziel, without = make_handlungsfeld(), make_handlungsfeld()
    ziel = make_ziel(with_ziel)

    forms = [office.get(reverse("v-strategie-new", args=(feld.pk,))).context["form"] for feld in (with_ziel, without)]

    assert list(forms[0].fields["ziele"].queryset) == [ziel]
    assert "ziele" not in forms[1].fields
