"""The scale of priorities: its words, their order, and what becomes of a word that falls away."""

from datetime import date, timedelta
from typing import Any

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from konzept import drafting, fortschreiben, prioritaeten
from konzept.fassungen import collect
from konzept.models import Konzept, Priorisierung, Ziel
from konzept.skala import VORLAGEN, check_scale
from tests.factories import make_handlungsfeld, make_konto, make_konzept, make_ziel
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import words

pytestmark = pytest.mark.django_db

EARLIER = date(2025, 1, 1)


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def ziel() -> Ziel:
    return make_ziel(make_handlungsfeld(nr="1", titel="Wege"), nr="1.1", titel="Mehr Busse")


def scale_of(ziel: Ziel) -> list[str]:
    return Konzept.objects.get(pk=ziel.handlungsfeld.konzept_id).prioritaeten


def change(office: Client, konzept: Konzept, **typed: str) -> Any:
    return Formular(office, reverse("v-konzept-skala-edit", args=(konzept.pk,))).type(**typed).send()


def rows() -> list[tuple[str, date, str, str]]:
    return list(Priorisierung.objects.order_by("ab").values_list("prioritaet", "ab", "durch", "begruendung"))


@pytest.mark.parametrize(
    ("worte", "good"),
    [
        (["hoch", "mittel", "niedrig"], True),
        (["A", "B"], True),
        ([str(nr) for nr in range(7)], True),
        ([], False),
        (["hoch"], False),
        ([str(nr) for nr in range(8)], False),
        (["A", "a"], False),
        (["A", " "], False),
        (["A", "x" * 41], False),
        (["A", "x" * 40], True),
    ],
)
def test_scale_has_two_to_seven_different_words(worte: list[str], good: bool) -> None:
    if good:
        check_scale(worte)
    else:
        with pytest.raises(ValidationError):
            check_scale(worte)


@pytest.mark.parametrize("name", VORLAGEN)
def test_ready_scale_is_taken_whatever_stands_below(office: Client, ziel: Ziel, name: str) -> None:
    answer = change(office, ziel.handlungsfeld.konzept, vorlage=name, prioritaeten="egal")

    assert answer.status_code == 302
    assert scale_of(ziel) == list(VORLAGEN[name])


def test_own_words_keep_their_order(office: Client, ziel: Ziel) -> None:
    change(office, ziel.handlungsfeld.konzept, prioritaeten="sofort\r\n\r\n bald \r\nspäter")

    assert scale_of(ziel) == ["sofort", "bald", "später"]


@pytest.mark.parametrize("typed", ["", "nur eins", "A\nA", "A\n" + "x" * 41])
def test_scale_that_cannot_be_is_refused_and_kept(office: Client, ziel: Ziel, typed: str) -> None:
    answer = change(office, ziel.handlungsfeld.konzept, prioritaeten=typed)

    box = lxml.html.fromstring(answer.content).cssselect("[name=prioritaeten]")[0]
    assert (answer.status_code, scale_of(ziel)) == (422, ["hoch", "mittel", "niedrig"])
    assert (box.text or "").strip() == typed


def test_word_in_use_goes_only_with_its_heir(office: Client, ziel: Ziel) -> None:
    drafting.prioritise(ziel, "hoch", EARLIER, "Beschluss", durch="gremium", wer="Kreistag", by=None)

    refused = change(office, ziel.handlungsfeld.konzept, vorlage="a-b-c")
    before = scale_of(ziel)
    taken = change(office, ziel.handlungsfeld.konzept, **{"vorlage": "a-b-c", "wird-0": "A"})

    assert refused.status_code == 422
    assert "Bitte wählen Sie, was aus „hoch“ wird." in words(lxml.html.fromstring(refused.content))
    assert before == ["hoch", "mittel", "niedrig"]
    assert (taken.status_code, scale_of(ziel)) == (302, ["A", "B", "C"])
    assert rows() == [
        ("hoch", EARLIER, "gremium", "Beschluss"),
        ("A", timezone.localdate(), "stabsstelle", "Neue Skala: „hoch“ heißt jetzt „A“."),
    ]


def test_what_begins_today_or_later_is_written_anew_and_the_past_stays(ziel: Ziel) -> None:
    today = timezone.localdate()
    for wort, day in (("niedrig", EARLIER), ("hoch", today), ("mittel", today + timedelta(days=9))):
        drafting.prioritise(ziel, wort, day, by=None)
    konzept = ziel.handlungsfeld.konzept
    used = prioritaeten.in_use(konzept)
    konzept.prioritaeten = ["A", "B"]

    prioritaeten.change_scale(konzept, ["prioritaeten"], version=None, wohin={"hoch": "A", "mittel": "B"}, by=None)

    assert used == {"hoch": 1, "mittel": 1}
    assert [row[:2] for row in rows()] == [
        ("niedrig", EARLIER),
        ("A", today),
        ("B", today + timedelta(days=9)),
    ]


def test_priority_is_asked_for_in_the_words_of_the_scale_and_names_who_set_it(office: Client, ziel: Ziel) -> None:
    Konzept.objects.update(prioritaeten=["A", "B"])
    address = reverse("v-prioritaet-new", args=(ziel.pk,))
    sent = {"ab": "2025-01-01", "begruendung": "Weil."}

    nameless = office.post(address, {**sent, "prioritaet": "A", "durch": "gremium"})
    strange = office.post(address, {**sent, "prioritaet": "hoch"})
    office.post(address, {**sent, "prioritaet": "A", "durch": "workshop", "wer": "Zukunftswerkstatt"})

    page = words(lxml.html.fromstring(office.get(reverse("v-handlungsfeld", args=(ziel.handlungsfeld_id,))).content))
    assert "Bitte nennen Sie das Gremium oder den Workshop beim Namen." in words(lxml.html.fromstring(nameless.content))
    assert (nameless.status_code, list(strange.context["form"].errors)) == (422, ["prioritaet"])
    assert rows() == [("A", EARLIER, "workshop", "Weil.")]
    assert "Priorität A seit 1. Januar 2025, Zukunftswerkstatt" in page


def make_many(ziel: Ziel, words_of: dict[str, str]) -> Konzept:
    konzept = ziel.handlungsfeld.konzept
    konzept.prioritaeten = ["sofort", "bald", "irgendwann"]
    konzept.save(update_fields=["prioritaeten"])
    for titel, wort in words_of.items():
        drafting.prioritise(make_ziel(ziel.handlungsfeld, titel=titel), wort, EARLIER, by=None)
    return konzept


def listed(office: Client, konzept: Konzept, **asked: str) -> list[str]:
    page = lxml.html.fromstring(office.get(reverse("v-konzept-prioritaeten", args=(konzept.pk,)), asked).content)
    return [words(one) for one in page.cssselect("tbody th")]


def test_list_sorts_and_filters_by_the_order_of_the_scale(office: Client, ziel: Ziel) -> None:
    konzept = make_many(ziel, {"Drei": "irgendwann", "Eins": "sofort", "Zwei": "bald"})

    assert listed(office, konzept) == ["Eins", "Zwei", "Drei", "1.1 Mehr Busse"]
    assert listed(office, konzept, sortierung="-rang")[:3] == ["Drei", "Zwei", "Eins"]
    assert listed(office, konzept, prioritaet="bald") == ["Zwei"]
    assert listed(office, konzept, prioritaet="-") == ["1.1 Mehr Busse"]


def test_list_is_a_file_too_and_asks_as_often_for_many(office: Client, ziel: Ziel) -> None:
    konzept = make_many(ziel, {"Eins": "sofort"})
    address = reverse("v-konzept-prioritaeten", args=(konzept.pk,))
    few = queries(lambda: office.get(address))
    make_many(ziel, {f"Ziel {nr}": "bald" for nr in range(30)})

    answer: Any = office.get(address, {"als": "csv"})
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()

    assert queries(lambda: office.get(address)) == few
    assert (len(lines), lines[1].split(";")[:3]) == (33, ["Eins", "Handlungsfeld 1: Wege", "sofort"])


@given(st.lists(st.text("ABCäß", min_size=1, max_size=5), min_size=2, max_size=7, unique_by=str.casefold))
def test_frozen_text_shows_the_word_and_the_next_edition_keeps_scale_and_author(worte: list[str]) -> None:
    konzept = make_konzept(prioritaeten=worte)
    ziel = make_ziel(make_handlungsfeld(konzept=konzept))
    drafting.prioritise(ziel, worte[-1], EARLIER, durch="gremium", wer="Kreistag", by=None)

    neu = fortschreiben.carry_on(konzept, "Neu", by=None)

    (feld,) = collect(konzept)["handlungsfelder"]
    assert [one["prioritaet"] for one in feld["ziele"]] == [worte[-1]]
    assert neu.prioritaeten == worte
    assert [
        (row.prioritaet, row.urheber) for row in Priorisierung.objects.filter(ziel__handlungsfeld__konzept=neu)
    ] == [(worte[-1], "Kreistag")]
