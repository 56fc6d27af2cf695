"""The words of a Konzept for its levels: their forms, where they stand, what may be given up, what never changes."""

from typing import Any

import lxml.html
import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen.rules import freeze
from konzept.bezeichnungen import KONZEPT, PLAN, Bezeichnungsfeld, check, check_plan, read
from konzept.fassungen import collect, teile
from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel
from konzept.nummerierung import in_use
from tests.factories import make_handlungsfeld, make_konto, make_konzept, make_strategie, make_ziel
from tests.formular import Formular
from tests.leitbild.zaehlen import queries
from tests.lesen import words
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

EIGENE: dict[str, dict[str, Any]] = {
    "handlungsfeld": {"einzahl": "Themenfeld", "mehrzahl": "Themenfelder", "vorsatz": "TF"},
    "ziel": {"einzahl": "Strategisches Ziel", "mehrzahl": "Strategische Ziele"},
    "strategie": {"einzahl": "Baustein", "mehrzahl": "Bausteine", "genus": "m"},
}


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


@pytest.fixture
def konzept() -> Konzept:
    """Two Handlungsfelder, the first with a Ziel and two Strategien."""
    konzept = make_konzept()
    eins = make_handlungsfeld(konzept=konzept, nr="1", titel="Wege", position=1)
    make_handlungsfeld(konzept=konzept, nr="2", titel="Orte", position=2)
    make_ziel(eins, nr="1.1", titel="Mehr Busse")
    make_strategie(handlungsfeld=eins, nr="1.1", titel="Takt", position=1)
    make_strategie(handlungsfeld=eins, nr="1.2", titel="Tarif", position=2)
    return konzept


def form(office: Client, konzept: Konzept) -> Formular:
    return Formular(office, reverse("v-konzept-bezeichnungen-edit", args=(konzept.pk,)))


def numbers(model: Any) -> list[str]:
    return list(model.objects.order_by("position", "pk").values_list("nr", flat=True))


def addresses() -> list[str]:
    felder = [feld.get_absolute_url() for feld in Handlungsfeld.objects.order_by("pk")]
    return [*felder, *(one.get_absolute_url() for one in Strategie.objects.order_by("pk"))]


@pytest.mark.parametrize(
    ("art", "forms"),
    [
        (
            "strategie",
            (
                *("keinen Baustein", "Ersten Baustein anlegen", "Neuer Baustein", "der Baustein"),
                *("dem Baustein", "den Bausteinen", "dieses Bausteins"),
            ),
        ),
        (
            "ziel",
            (
                *("kein Strategisches Ziel", "Erstes Strategisches Ziel anlegen", "Neues Strategisches Ziel"),
                "das Strategische Ziel",
                *("dem Strategischen Ziel", "den Strategischen Zielen", "dieses Strategischen Ziels"),
            ),
        ),
    ],
)
def test_word_takes_the_endings_of_its_gender(art: str, forms: tuple[str, ...]) -> None:
    one = read(EIGENE, KONZEPT)[art]

    assert (one.keinen, one.anlegen, one.neu, one.der, one.dem, one.den, one.dieses) == forms


def test_words_of_the_portal_have_their_forms() -> None:
    strategie, ziel = KONZEPT["strategie"], KONZEPT["ziel"]

    assert (strategie.keinen, strategie.neu, strategie.dieses) == (
        "keine Strategie",
        "Neue Strategie",
        "dieser Strategie",
    )
    assert (strategie.ein, strategie.jedem_anderen) == ("eine Strategie", "jeder anderen Strategie")
    assert (strategie.den, ziel.den, ziel.jedes) == ("den Strategien", "den Zielen", "jedes Ziel")
    assert (ziel.anzahl(1), ziel.anzahl(2), ziel.mit("operativ")) == ("1 Ziel", "2 Ziele", "operatives Ziel")
    assert read({"strategie": {"einzahl": "Grundsatz", "genus": "m"}}, KONZEPT)["strategie"].genitiv == "Grundsatzes"


@pytest.mark.parametrize(
    "stored",
    [
        [],
        {"massnahme": {}},
        {"ziel": "Teilziel"},
        {"ziel": {"farbe": "rot"}},
        {"ziel": {"benutzt": "nein"}},
        {"ziel": {"genus": "x"}},
        {"ziel": {"zaehlung": "binär"}},
        {"ziel": {"einzahl": ""}},
        {"ziel": {"einzahl": "Ziel <b>"}},
        {"ziel": {"einzahl": "Z" * 41}},
        {"ziel": {"vorsatz": "A B"}},
        {"ziel": {"vorsatz": "ABCDEFG"}},
    ],
)
def test_what_cannot_be_a_word_or_a_pattern_is_refused(stored: Any) -> None:
    with pytest.raises(ValidationError):
        check(stored, KONZEPT)


def test_each_document_knows_its_own_levels_only() -> None:
    check_plan({"massnahme": {"einzahl": "Projekt", "vorsatz": "P"}})
    with pytest.raises(ValidationError):
        check_plan({"ziel": {"einzahl": "Teilziel"}})
    assert set(PLAN) == {"massnahme"}


def test_nothing_set_is_nothing_stored_and_todays_words(konzept: Konzept) -> None:
    assert konzept.bezeichnungen == {}
    assert konzept.worte.abweichungen == {}
    assert str(Handlungsfeld.objects.first()) == "Handlungsfeld 1: Wege"
    assert [str(one) for one in Strategie.objects.all()] == ["Strategie 1.1: Takt", "Strategie 1.2: Tarif"]


def test_own_words_are_kept_and_stand_where_the_parts_are_named(office: Client, konzept: Konzept) -> None:
    typed = {"handlungsfeld_einzahl": "Themenfeld", "handlungsfeld_mehrzahl": "Themenfelder"}
    typed |= {"strategie_einzahl": "Baustein", "strategie_mehrzahl": "Bausteine", "strategie_genus": "m"}

    answer = form(office, konzept).type(**typed).send()

    page = words(lxml.html.fromstring(office.get(reverse("v-konzept", args=(konzept.pk,))).content))
    konzept.refresh_from_db()
    assert answer.status_code == 302
    assert konzept.bezeichnungen == {
        "handlungsfeld": {"einzahl": "Themenfeld", "mehrzahl": "Themenfelder"},
        "strategie": {"einzahl": "Baustein", "mehrzahl": "Bausteine", "genus": "m"},
    }
    assert [str(one) for one in Strategie.objects.all()] == ["Baustein 1.1: Takt", "Baustein 1.2: Tarif"]
    assert "Neues Themenfeld" in page
    assert "1 Ziel, 2 Bausteine" in page
    assert Eintrag.objects.filter(ereignis="konzept.geaendert", angaben__felder=["bezeichnungen"]).count() == 1


def test_level_on_which_something_stands_is_not_given_up(office: Client, konzept: Konzept) -> None:
    refused = form(office, konzept).type(strategie_benutzt=[]).send()

    konzept.refresh_from_db()
    assert refused.status_code == 422
    assert "Hier gibt es noch 2 Strategien." in words(lxml.html.fromstring(refused.content))
    assert (konzept.bezeichnungen, in_use(konzept)) == ({}, {"ziel": 1, "strategie": 2})


def test_level_without_anything_goes_and_is_not_asked_for_any_more(office: Client, konzept: Konzept) -> None:
    Ziel.objects.all().delete()
    feld = Handlungsfeld.objects.get(nr="1")

    answer = form(office, konzept).type(ziel_benutzt=[]).send()

    page = words(lxml.html.fromstring(office.get(reverse("v-handlungsfeld", args=(feld.pk,))).content))
    assert answer.status_code == 302
    assert "Neues Ziel" not in page
    assert office.get(reverse("v-ziel-new", args=(feld.pk,))).status_code == 404


def test_preview_saves_nothing_and_says_what_would_be_numbered_anew(office: Client, konzept: Konzept) -> None:
    typed = {"handlungsfeld_zaehlung": "roemisch", "strategie_zaehlung": "klein", "vorschau": "Vorschau zeigen"}

    answer = form(office, konzept).type(**typed).send()

    page = words(lxml.html.fromstring(answer.content))
    konzept.refresh_from_db()
    assert answer.status_code == 200
    assert "Handlungsfeld I, Handlungsfeld II, Handlungsfeld III" in page
    assert "Strategie II.a, Strategie II.b, Strategie II.c" in page
    assert "1.1 wird I.a: Takt" in page
    assert (konzept.bezeichnungen, numbers(Strategie)) == ({}, ["1.1", "1.2"])


def test_numbers_stay_until_they_are_given_anew_and_no_address_changes(office: Client, konzept: Konzept) -> None:
    before = addresses()
    pattern = {"handlungsfeld_zaehlung": "arabisch", "handlungsfeld_vorsatz": "HF", "strategie_zaehlung": "gross"}

    form(office, konzept).type(**pattern).send()
    kept = numbers(Handlungsfeld)
    form(office, konzept).type(neu_nummerieren="on").send()

    assert kept == ["1", "2"]
    assert (numbers(Handlungsfeld), numbers(Strategie), numbers(Ziel)) == (["HF 1", "HF 2"], ["1.A", "1.B"], ["1.1"])
    assert [one.bezeichnung for one in Handlungsfeld.objects.all()] == ["HF 1", "HF 2"]
    assert addresses() == before
    assert Eintrag.objects.filter(ereignis="handlungsfeld.geaendert").count() == 2


def test_counting_may_run_through_the_document(office: Client, konzept: Konzept) -> None:
    make_strategie(handlungsfeld=Handlungsfeld.objects.get(nr="2"), nr="", titel="Räume", position=3)

    form(office, konzept).type(strategie_zaehlung="arabisch", strategie_folge="durch", neu_nummerieren="on").send()
    through = numbers(Strategie)
    form(office, konzept).type(strategie_folge="je", neu_nummerieren="on").send()

    assert (through, numbers(Strategie)) == (["1", "2", "3"], ["1", "2", "1"])


def test_new_part_is_offered_the_next_number(office: Client, konzept: Konzept) -> None:
    feld = Handlungsfeld.objects.get(nr="1")
    pattern = {"strategie_zaehlung": "arabisch", "handlungsfeld_zaehlung": "arabisch", "handlungsfeld_vorsatz": "HF"}
    form(office, konzept).type(**pattern).send()

    offered = [
        Formular(office, reverse("v-strategie-new", args=(feld.pk,))).value("nr"),
        Formular(office, reverse("v-handlungsfeld-new", args=(konzept.pk,))).value("nr"),
    ]
    by_hand = dict(Formular(office, reverse("v-ziel-new", args=(feld.pk,))).data).get("nr", "")

    assert (offered, by_hand.strip()) == (["1.3", "HF 3"], "")


def test_fassung_keeps_the_words_it_was_frozen_with(client: Client, konzept: Konzept) -> None:
    Konzept.objects.filter(pk=konzept.pk).update(bezeichnungen=EIGENE)
    fassung = freeze("konzept", Konzept.objects.get(pk=konzept.pk), zweck="beschluss")
    publish(fassung)
    Konzept.objects.filter(pk=konzept.pk).update(bezeichnungen={})

    feld = Handlungsfeld.objects.get(nr="1")
    page = words(lxml.html.fromstring(client.get(reverse("handlungsfeld", args=(feld.kennung,))).content))
    whole = words(lxml.html.fromstring(client.get(reverse("konzept")).content))

    assert "Themenfeld 1" in page
    assert "Baustein 1.1" in page
    assert "strategisches Strategisches Ziel" not in page
    assert "2 Bausteine" in whole
    assert [teil.titel for teil in teile(fassung.snapshot)][:1] == ["Themenfeld 1 Wege"]


def test_words_cost_no_statement_more(konzept: Konzept) -> None:
    usual = queries(lambda: collect(konzept))
    Konzept.objects.filter(pk=konzept.pk).update(bezeichnungen=EIGENE)
    konzept.refresh_from_db()

    assert queries(lambda: collect(konzept)) == usual


def test_history_tells_the_words() -> None:
    field = Konzept._meta.get_field("bezeichnungen")
    assert isinstance(field, Bezeichnungsfeld)

    told = field.worte({"ziel": {"einzahl": "Teilziel", "genus": "n", "benutzt": False, "zaehlung": "roemisch"}})

    assert told == "Teilziel, das, nicht benutzt, I, II, III"
    assert field.worte({}) == "wie im Portal"
