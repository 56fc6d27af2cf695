"""The desk of a Leitbild: its tree, its sources, its footnotes; what is taken, refused and shown as missing."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from bildungskommune.verfahren.suche import suchen
from leitbild import desk, drafting
from leitbild.models import Abschnitt, Art, Fussnote, Herleitung, Leitbild
from tests.factories import (
    make_abschnitt,
    make_beitrag,
    make_bezug,
    make_handlungsfeld,
    make_herleitung,
    make_konto,
    make_leitbild,
    make_massnahme,
    make_reihe,
    make_thema,
    make_zuordnung,
)
from tests.formular import Formular
from workshops.models.enums import BeitragStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def stab(db: None) -> Konto:
    return make_konto()


@pytest.fixture
def office(client: Client, stab: Konto) -> Client:
    client.force_login(stab)
    return client


def tree_of(leitbild: Leitbild) -> list[tuple[str, int]]:
    return [(ast.abschnitt.titel, ast.ebene) for ast in drafting.tree(leitbild.abschnitte.all())]


WRONG: dict[str, tuple[dict[str, str], list[str]]] = {
    "no title": ({"titel": ""}, ["titel"]),
    "a title that is too long": ({"titel": "x" * 301}, ["titel"]),
    "a kind that is none": ({"art": "gedicht"}, ["art"]),
    "no kind": ({"art": ""}, ["art"]),
    "free without a word of its own": ({"art": "frei"}, ["eigene_bezeichnung"]),
    "a word that is too long": ({"eigene_bezeichnung": "x" * 81}, ["eigene_bezeichnung"]),
    "a number that is too long": ({"nr": "x" * 21}, ["nr"]),
    "editorial without a reason": ({"redaktionell": "on"}, ["redaktionell_grund"]),
    "editorial with a blank reason": ({"redaktionell": "on", "redaktionell_grund": " \n"}, ["redaktionell_grund"]),
    "a text that is a book": ({"text": "x" * 20_001}, ["text"]),
    "a parent that does not exist": ({"uebergeordnet": "0"}, ["uebergeordnet"]),
    "several at once": ({"titel": "", "art": "frei"}, ["titel", "eigene_bezeichnung"]),
}


@pytest.mark.parametrize("name", WRONG)
def test_abschnitt_that_cannot_be_names_the_field_and_keeps_the_rest(office: Client, name: str) -> None:
    typed, fields = WRONG[name]
    leitbild = make_leitbild()
    whole = {"art": "leitsatz", "titel": "Kein Weg", "untertitel": "ist zu weit", **typed}

    response = office.post(reverse("v-abschnitt-new", args=(leitbild.pk,)), whole)

    form = response.context["form"]
    assert (response.status_code, set(form.errors)) == (422, set(fields))
    assert form["untertitel"].value() == "ist zu weit"
    assert (Abschnitt.objects.count(), Eintrag.objects.count()) == (0, 0)


@pytest.mark.parametrize("art", [art for art in Art if art != Art.FREI])
def test_abschnitt_of_each_kind_is_called_by_its_word(office: Client, art: str) -> None:
    leitbild = make_leitbild(wort_leitsatz="Leitlinie")

    office.post(reverse("v-abschnitt-new", args=(leitbild.pk,)), {"art": art, "titel": "Kein Weg", "nr": "III"})

    made = Abschnitt.objects.select_related("leitbild").get()
    wort = "Leitlinie" if art == Art.LEITSATZ else Art(art).label
    assert (made.bezeichnung, str(made)) == (f"{wort} III", f"{wort} III: Kein Weg")


def test_word_of_its_own_goes_before_the_kind(office: Client) -> None:
    leitbild = make_leitbild()
    data = {"art": "frei", "eigene_bezeichnung": "Grundsatz", "titel": "Kein Weg"}

    office.post(reverse("v-abschnitt-new", args=(leitbild.pk,)), data)

    assert Abschnitt.objects.select_related("leitbild").get().bezeichnung == "Grundsatz"


def test_abschnitt_goes_below_another_and_back_with_all_below_it(office: Client) -> None:
    leitbild = make_leitbild()
    a, b = (make_abschnitt(leitbild=leitbild, titel=titel, position=n) for n, titel in enumerate("AB", start=1))
    make_abschnitt(leitbild=leitbild, titel="A1", uebergeordnet=a, position=1)
    url = reverse("v-abschnitt-edit", args=(a.pk,))

    Formular(office, url).type(uebergeordnet=str(b.pk)).send()
    below = tree_of(leitbild)
    Formular(office, url).type(uebergeordnet="").send()

    assert below == [("B", 1), ("A", 2), ("A1", 3)]
    assert tree_of(leitbild) == [("B", 1), ("A", 1), ("A1", 2)]


@pytest.mark.parametrize("target", ["itself", "its child", "its grandchild", "the fourth level"])
def test_place_that_would_break_the_tree_is_not_offered_and_not_taken(office: Client, target: str) -> None:
    leitbild = make_leitbild()
    top = make_abschnitt(leitbild=leitbild)
    child = make_abschnitt(leitbild=leitbild, uebergeordnet=top)
    grandchild = make_abschnitt(leitbild=leitbild, uebergeordnet=child)
    deep = make_abschnitt(leitbild=leitbild)
    for _ in range(3):
        deep = make_abschnitt(leitbild=leitbild, uebergeordnet=deep)
    wanted = {"itself": top, "its child": child, "its grandchild": grandchild, "the fourth level": deep}[target]
    form = Formular(office, reverse("v-abschnitt-edit", args=(top.pk,)))
    offered = {value for value in form.form.xpath(".//select[@name='uebergeordnet']/option/@value") if value}

    response = form.type(uebergeordnet=str(wanted.pk)).send()

    top.refresh_from_db()
    assert str(wanted.pk) not in offered
    assert (response.status_code, top.uebergeordnet) == (422, None)


@given(st.lists(st.integers(0, 6), max_size=7))
def test_tree_has_every_abschnitt_once_whatever_stands_under_what(parents: list[int]) -> None:
    """A parent is always an earlier one, so there is no circle."""
    rows: list[Abschnitt] = []
    for number, wish in enumerate(parents, start=1):
        above = rows[wish % len(rows)] if rows and wish else None
        rows.append(Abschnitt(pk=number, uebergeordnet_id=above.pk if above else None))

    aeste = drafting.tree(rows)

    assert sorted(ast.abschnitt.pk for ast in aeste) == [row.pk for row in rows]
    levels = {ast.abschnitt.pk: ast.ebene for ast in aeste}
    assert all(levels[row.pk] == 1 + levels.get(row.uebergeordnet_id or 0, 0) for row in rows)


@pytest.mark.parametrize(
    ("who", "wish", "order"),
    [
        ("B", {"richtung": "hoch"}, "BACD"),
        ("B", {"richtung": "runter"}, "ACBD"),
        ("A", {"position": "3"}, "BCAD"),
        ("D", {"position": "1"}, "DABC"),
        ("D", {"position": "9999"}, "ABCD"),
        ("B", {"position": "99999"}, "ABCD"),
        ("B", {"position": "-1"}, "ABCD"),
        ("B", {"position": "²"}, "ABCD"),
        ("B", {}, "ABCD"),
    ],
)
def test_order_of_the_abschnitte(office: Client, who: str, wish: dict[str, str], order: str) -> None:
    leitbild = make_leitbild()
    rows = {
        titel: make_abschnitt(leitbild=leitbild, titel=titel, position=n) for n, titel in enumerate("ABCD", start=1)
    }

    response = office.post(reverse("v-abschnitt-verschieben", args=(rows[who].pk,)), wish)

    assert response["Location"] == f"{reverse('v-leitbild', args=(leitbild.pk,))}#{rows[who].kennung}"
    assert "".join(titel for titel, _ in tree_of(leitbild)) == order
    assert list(leitbild.abschnitte.values_list("position", flat=True)) == [1, 2, 3, 4]


def test_desk_marks_what_has_no_source(office: Client) -> None:
    leitbild = make_leitbild()
    bare = make_abschnitt(leitbild=leitbild, titel="Ohne")
    make_herleitung(make_abschnitt(leitbild=leitbild, titel="Mit"), thema=make_thema())
    make_abschnitt(leitbild=leitbild, titel="Redaktionell", redaktionell=True, redaktionell_grund="Einleitung")
    make_abschnitt(leitbild=leitbild, titel="Vorwort", art="vorwort")
    aim = make_abschnitt(leitbild=leitbild, titel="Leitziel", art="leitziel")

    page = office.get(reverse("v-leitbild", args=(leitbild.pk,)))

    assert {platz.abschnitt for platz in page.context["ohne_quelle"]} == {bare, aim}
    row: Any = desk.documents().get()
    assert ((row.teile, row.offen), set(Abschnitt.objects.without_source())) == ((4, 2), {bare, aim})


def test_list_of_leitbilder_does_not_mix_their_numbers() -> None:
    main = make_reihe(titel="Zweite Reihe")
    first, second = make_leitbild(reihe=main), make_leitbild()
    first.weitere_reihen.add(main, make_reihe(titel="Erste Reihe"))
    third = make_leitbild()
    third.weitere_reihen.add(main)
    make_abschnitt(leitbild=first)
    for _ in range(2):
        make_herleitung(make_abschnitt(leitbild=first), thema=make_thema())

    rows: Any = desk.documents()
    found = {row.pk: (row.herkunft, row.teile, row.offen) for row in rows}

    origins = {first.pk: "Zweite Reihe, Erste Reihe", second.pk: None, third.pk: "Zweite Reihe"}
    assert found == {pk: (origin, 3 * (pk == first.pk), 1 * (pk == first.pk)) for pk, origin in origins.items()}


SEARCHES: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["Wege", "Zeit"]),
    ({"wort": "weg"}, ["Wege"]),
    ({"wort": "fuß"}, ["Zeit"]),
    ({"wort": "nirgends"}, []),
    ({"art": "beitrag"}, ["Der Bus fährt nicht.", "Mehr Zeit!"]),
    ({"art": "beitrag", "wort": "ZEIT"}, ["Mehr Zeit!"]),
    ({"art": "beitrag", "wort": "abc-222"}, ["Der Bus fährt nicht."]),
    ({"art": "unsinn"}, ["Wege", "Zeit"]),
]


@pytest.mark.parametrize(("query", "found"), SEARCHES)
def test_source_is_looked_for_in_the_reihe_of_the_leitbild(
    office: Client, query: dict[str, str], found: list[str]
) -> None:
    reihe = make_reihe()
    wege = make_thema(reihe=reihe, titel="Wege")
    make_thema(reihe=reihe, titel="Zeit", beschreibung="Zu Fuß")
    make_thema(titel="Wege anderswo")
    card = make_beitrag(reihe=reihe, text="Der Bus fährt nicht.", code="ABC-222")
    make_zuordnung(wege, card)
    make_beitrag(reihe=reihe, text="Mehr Zeit!")
    make_beitrag(reihe=reihe, text="Beleidigung", status=BeitragStatus.ZURUECKGEWIESEN)
    make_beitrag(text="Zeit anderswo")
    abschnitt = make_abschnitt(leitbild=make_leitbild(reihe=reihe))

    page = office.get(reverse("v-herleitung-new", args=(abschnitt.pk,)), query)

    names = [getattr(row, "titel", "") or row.text for row in page.context["seite"]]
    assert sorted(names) == sorted(found)


def test_source_named_once_is_not_offered_again_and_not_taken_twice(office: Client) -> None:
    abschnitt, thema = make_abschnitt(), make_thema()
    url = reverse("v-herleitung-new", args=(abschnitt.pk,))
    data = {"quelle": f"thema-{thema.pk}", "fuer": abschnitt.pk, "begruendung": "Weil es dort steht."}

    first, again = office.post(url, data), office.post(url, {**data, "begruendung": "Noch einmal."})

    assert (first.status_code, again.status_code) == (302, 422)
    assert list(again.context["form"].errors) == ["quelle"]
    assert again.context["form"]["begruendung"].value() == "Noch einmal."
    assert [one.begruendung for one in Herleitung.objects.all()] == ["Weil es dort steht."]


@pytest.mark.parametrize("quelle", ["", "thema-0", "konto-1", "thema-", "beitrag-x", "thema-1; DROP TABLE"])
def test_source_that_was_not_found_is_not_taken(office: Client, quelle: str) -> None:
    make_thema()

    response = office.post(
        reverse("v-herleitung-new", args=(make_abschnitt().pk,)), {"quelle": quelle, "begruendung": "Weil."}
    )

    assert (response.status_code, Herleitung.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("typed", "fields"),
    [({"nr": ""}, ["nr"]), ({"nr": "x" * 11}, ["nr"]), ({"text": ""}, ["text"]), ({"text": "x" * 2001}, ["text"])],
)
def test_footnote_that_cannot_be(office: Client, typed: dict[str, str], fields: list[str]) -> None:
    response = office.post(
        reverse("v-fussnote-new", args=(make_abschnitt().pk,)), {"nr": "1", "text": "Quelle", **typed}
    )

    assert list(response.context["form"].errors) == fields
    assert Fussnote.objects.count() == 0


def test_number_of_a_footnote_is_free_in_the_next_abschnitt(office: Client) -> None:
    for abschnitt in (make_abschnitt(), make_abschnitt()):
        office.post(reverse("v-fussnote-new", args=(abschnitt.pk,)), {"nr": "1", "text": "Quelle"})

    assert Fussnote.objects.count() == 2


def hang_nothing(abschnitt: Abschnitt) -> None:
    """Leave it alone."""


def hang_a_child(abschnitt: Abschnitt) -> None:
    make_abschnitt(leitbild=abschnitt.leitbild, uebergeordnet=abschnitt)


def hang_a_measure(abschnitt: Abschnitt) -> None:
    make_bezug(make_massnahme(), abschnitt=abschnitt)


def hang_a_field(abschnitt: Abschnitt) -> None:
    make_handlungsfeld().ableitungen.create(abschnitt=abschnitt, begruendung="Weil.")


def hang_a_source(abschnitt: Abschnitt) -> None:
    make_herleitung(abschnitt, thema=make_thema())


@pytest.mark.parametrize(
    ("hang", "goes"),
    [
        (hang_nothing, True),
        (hang_a_source, True),
        (hang_a_child, False),
        (hang_a_measure, False),
        (hang_a_field, False),
    ],
)
def test_abschnitt_goes_while_nothing_stands_on_it(office: Client, hang: Any, goes: bool) -> None:
    abschnitt = make_abschnitt()
    hang(abschnitt)

    response = office.post(reverse("v-abschnitt-loeschen", args=(abschnitt.pk,)))

    assert response.status_code == (302 if goes else 422)
    assert Abschnitt.objects.filter(pk=abschnitt.pk).exists() is not goes


@pytest.mark.parametrize(
    ("rolle", "finds"),
    [("stabsstelle", True), ("leitung", True), ("fachamt", False), ("moderation", False)],
)
def test_draft_is_found_by_the_office_alone(rolle: str, finds: bool) -> None:
    make_abschnitt(titel="Ganz geheimer Entwurf")

    hits = suchen.collect("geheimer entwurf", make_konto(rolle=rolle))

    assert bool(hits) is finds
