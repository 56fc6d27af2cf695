"""Which Leitsatz carries which Handlungsfeld: on the desk as it stands, for readers as it was published."""

from datetime import UTC, datetime

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from bildungskommune.fassungen import rules
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.rules import freeze
from konzept import matrix
from konzept.models import Handlungsfeld, Konzept
from leitbild.models import Abschnitt, Leitbild
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_thema,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line, words
from tests.veroeffentlichen import publish

pytestmark = pytest.mark.django_db

DAY = datetime(2025, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def konzept() -> Konzept:
    return make_konzept(kennung="bk", leitbild=make_leitbild(kennung="lb"))


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def make_satz(konzept: Konzept, place: int, **fields: object) -> Abschnitt:
    given: dict[str, object] = {"art": "leitsatz", "nr": str(place), "titel": f"Satz {place}", "position": place}
    given["kennung"] = f"leitsatz-{place}"
    return make_abschnitt(leitbild=konzept.leitbild, **(given | fields))


def make_feld(konzept: Konzept, nr: int, **fields: object) -> Handlungsfeld:
    given = {"nr": str(nr), "titel": f"Feld {nr}", "kennung": f"hf-{nr}", "position": nr}
    return make_handlungsfeld(konzept=konzept, **(given | fields))


def table(found: matrix.Matrix) -> list[list[str | None]]:
    """Return the names of the rows with the reasons in their cells."""
    return [[zeile.satz.name, *(zelle.grund for zelle in zeile.zellen)] for zeile in found.zeilen]


def leitbild_of(konzept: Konzept) -> Leitbild:
    assert konzept.leitbild is not None
    return konzept.leitbild


def make_published(konzept: Konzept) -> Fassung:
    """Publish the Leitbild, then the Konzept that stands on it."""
    publish(freeze("leitbild", leitbild_of(konzept), zweck="beschluss"), now=DAY)
    fassung = freeze("konzept", konzept, zweck="beschluss")
    publish(fassung, now=DAY)
    return Fassung.objects.get(pk=fassung.pk)


def test_rows_are_leitsaetze_columns_are_felder_in_their_order(konzept: Konzept) -> None:
    second, first = make_satz(konzept, 2), make_satz(konzept, 1)
    late, early = make_feld(konzept, 2), make_feld(konzept, 1)
    make_ableitung(early, abschnitt=second, begruendung="Wege sind lang.")
    make_ableitung(late, abschnitt=first, begruendung="Orte fehlen.")

    found = matrix.working(konzept)

    assert [feld.ganz for feld in found.felder] == ["Handlungsfeld 1: Feld 1", "Handlungsfeld 2: Feld 2"]
    assert table(found) == [["Leitsatz 1", None, "Orte fehlen."], ["Leitsatz 2", "Wege sind lang.", None]]


def test_outline_is_kept(konzept: Konzept) -> None:
    top = make_satz(konzept, 1)
    make_satz(konzept, 2)
    make_satz(konzept, 9, nr="1.1", uebergeordnet=top)
    make_feld(konzept, 1)

    names = [zeile.satz.name for zeile in matrix.working(konzept).zeilen]
    assert names == ["Leitsatz 1", "Leitsatz 1.1", "Leitsatz 2"]


def test_what_stands_alone_is_counted_in_words(konzept: Konzept) -> None:
    used, _, _ = (make_satz(konzept, nr) for nr in (1, 2, 3))
    derived, by_thema, _ = (make_feld(konzept, nr) for nr in (1, 2, 3))
    make_ableitung(derived, abschnitt=used)
    make_ableitung(by_thema, thema=make_thema())

    found = matrix.working(konzept)

    assert found.befund == [
        "2 von 3 Leitsätzen sind ohne Handlungsfeld.",
        "1 von 3 Handlungsfeldern ist ohne Herkunft.",
    ]
    assert [spalte.wort for spalte in found.spalten] == ["1 Leitsatz", "kein Leitsatz", "ohne Herkunft"]
    assert [zeile.fehlt for zeile in found.zeilen] == [False, True, True]


def test_other_parts_of_the_leitbild_stand_there_only_when_they_are_a_source(konzept: Konzept) -> None:
    vision = make_satz(konzept, 1, art="vision", nr="", titel="So leben wir", kennung="vision")
    make_satz(konzept, 2, art="vorwort", nr="", kennung="vorwort")
    strange = make_abschnitt(art="leitsatz", nr="7")
    feld = make_feld(konzept, 1)
    make_ableitung(feld, abschnitt=vision, begruendung="Weil.")
    make_ableitung(feld, abschnitt=strange, begruendung="Darum.")

    found = matrix.working(konzept)

    assert table(found) == [["Vision", "Weil."], ["Leitsatz 7", "Darum."]]
    assert found.befund == []


def test_konzept_without_leitbild_has_only_its_sources() -> None:
    konzept = make_konzept()
    make_abschnitt(art="leitsatz")
    make_feld(konzept, 1)

    assert matrix.working(konzept).zeilen == []


def test_readers_see_what_was_frozen(konzept: Konzept) -> None:
    first, _ = make_satz(konzept, 1), make_satz(konzept, 2)
    feld, _ = make_feld(konzept, 1), make_feld(konzept, 2)
    link = make_ableitung(feld, abschnitt=first, begruendung="Wege sind lang.")
    fassung = make_published(konzept)
    link.begruendung = "Später geändert."
    link.save()
    make_ableitung(Handlungsfeld.objects.get(kennung="hf-2"), abschnitt=first)

    found = matrix.published(fassung)

    assert table(found) == [["Leitsatz 1", "Wege sind lang.", None], ["Leitsatz 2", None, None]]
    assert found.felder[0].url == "/konzept/bk/fassung/1/#hf-1"
    assert found.saetze[0].url == "/leitbild/lb/#leitsatz-1"
    assert [spalte.wort for spalte in found.spalten] == ["1 Leitsatz", "ohne Herkunft"]


def test_readers_see_a_leitsatz_of_another_leitbild_too(konzept: Konzept) -> None:
    make_satz(konzept, 1)
    strange = make_abschnitt(leitbild=make_leitbild(kennung="fremd"), art="leitsatz", nr="7", kennung="leitsatz-7")
    publish(freeze("leitbild", strange.leitbild, zweck="beschluss"), now=DAY)
    make_ableitung(make_feld(konzept, 1), abschnitt=strange, begruendung="Darum.")

    found = matrix.published(make_published(konzept))

    assert table(found) == [["Leitsatz 1", None], ["Leitsatz 7", "Darum."]]


def test_what_a_leitsatz_was_carried_on_from_is_no_row(konzept: Konzept) -> None:
    before = make_abschnitt(leitbild=make_leitbild(kennung="davor"), art="leitsatz", nr="1", kennung="leitsatz-1")
    publish(freeze("leitbild", before.leitbild, zweck="beschluss"), now=DAY)
    satz = make_satz(konzept, 1, vorgaenger=before)
    make_ableitung(make_feld(konzept, 1), abschnitt=satz, begruendung="Darum.")

    assert table(matrix.published(make_published(konzept))) == [["Leitsatz 1", "Darum."]]


def test_without_a_published_leitbild_only_the_sources_are_known() -> None:
    konzept = make_konzept(kennung="bk")
    make_feld(konzept, 1)
    fassung = freeze("konzept", konzept, zweck="beschluss")

    found = matrix.published(fassung)

    assert (found.saetze, found.befund) == ([], ["1 von 1 Handlungsfeld ist ohne Herkunft."])


def test_page_for_readers_says_each_reason_and_each_gap(client: Client, konzept: Konzept) -> None:
    satz, _ = make_satz(konzept, 1), make_satz(konzept, 2)
    make_ableitung(make_feld(konzept, 1), abschnitt=satz, begruendung="Wege sind lang.")
    make_published(konzept)

    page = lxml.html.fromstring(client.get("/konzept/bk/fassung/1/matrix/").content)

    cell = page.cssselect(".matrix__ja")[0]
    reason = page.get_element_by_id(cell.attrib["href"].removeprefix("#"))
    assert words(cell) == "● Grund für Handlungsfeld 1 aus Leitsatz 1"
    assert words(reason) == "Handlungsfeld 1: Feld 1 Wege sind lang."
    assert words(page.cssselect(".matrix__befund")[0]) == "1 von 2 Leitsätzen ist ohne Handlungsfeld."
    assert [words(one) for one in page.cssselect(".matrix td strong")] == ["ohne Handlungsfeld"]
    assert page.cssselect("main form, main input") == []


@pytest.mark.parametrize("start", ["/konzept/", "/konzept/bk/fassung/1/"])
def test_readers_find_the_table(client: Client, konzept: Konzept, start: str) -> None:
    make_feld(konzept, 1)
    make_satz(konzept, 1)
    make_published(konzept)

    assert 'href="/konzept/bk/fassung/1/matrix/"' in one_line(client.get(start).content.decode())


def test_withdrawn_edition_says_that_it_is_gone(client: Client, konzept: Konzept) -> None:
    make_feld(konzept, 1)
    rules.withdraw(make_published(konzept), "Ein Irrtum.", by=make_konto())

    assert client.get("/konzept/bk/fassung/1/matrix/").status_code == 410


def test_draft_is_for_the_office_alone(client: Client, konzept: Konzept) -> None:
    make_feld(konzept, 1)
    freeze("konzept", konzept, zweck="beschluss")
    address = "/konzept/bk/fassung/1/matrix/"
    stranger = client.get(address).status_code
    client.force_login(make_konto())

    assert (stranger, client.get(address).status_code) == (404, 200)


def test_empty_cell_leads_to_the_form_of_these_two(office: Client, konzept: Konzept) -> None:
    satz, feld = make_satz(konzept, 1), make_feld(konzept, 1)
    page = lxml.html.fromstring(office.get(reverse("v-konzept-matrix", args=(konzept.pk,))).content)
    (way,) = page.cssselect(".matrix__nein")

    form = lxml.html.fromstring(office.get(way.attrib["href"]).content)

    ticked = [box.get("value") for box in form.cssselect("input[type=checkbox][checked]")]
    assert words(way) == "verbinden Leitsatz 1 mit Handlungsfeld 1"
    assert ticked == [f"abschnitt-{satz.pk}", str(feld.pk)]


def test_leitung_reads_and_changes_nothing(client: Client, konzept: Konzept) -> None:
    make_satz(konzept, 1)
    make_feld(konzept, 1)
    client.force_login(make_konto("leitung"))

    page = lxml.html.fromstring(client.get(reverse("v-konzept-matrix", args=(konzept.pk,))).content)

    assert page.cssselect("main form, main input, .matrix__nein") == []
    assert words(page.cssselect(".matrix tbody td")[0]) == "–keine Verbindung"


@pytest.mark.parametrize(("rolle", "knopf"), [("stabsstelle", True), ("leitung", False)])
def test_empty_table_says_what_belongs_there(client: Client, konzept: Konzept, rolle: str, knopf: bool) -> None:
    client.force_login(make_konto(rolle))
    address = reverse("v-konzept-matrix", args=(konzept.pk,))
    no_field = one_line(client.get(address).content.decode())
    make_feld(konzept, 1)
    no_satz = one_line(client.get(address).content.decode())

    assert ("Erstes Handlungsfeld anlegen" in no_field, "Angaben ändern" in no_satz) == (knopf, knopf)
    assert "Dieses Konzept hat noch kein Handlungsfeld" in no_field
    assert "Leitbild" in no_satz


@pytest.mark.parametrize("count", [1, 30])
def test_desk_asks_as_often_for_many_as_for_few(office: Client, konzept: Konzept, count: int) -> None:
    address = reverse("v-konzept-matrix", args=(konzept.pk,))
    fill(konzept, 1)
    few = queries(lambda: office.get(address))
    fill(konzept, count, start=2)

    assert queries(lambda: office.get(address)) == few


def fill(konzept: Konzept, count: int, start: int = 1) -> None:
    for nr in range(start, start + count):
        make_ableitung(make_feld(konzept, nr), abschnitt=make_satz(konzept, nr))


def test_readers_ask_as_often_for_many_as_for_few(client: Client, konzept: Konzept) -> None:
    fill(konzept, 1)
    make_published(konzept)
    few = queries(lambda: client.get("/konzept/bk/fassung/1/matrix/"))
    fill(konzept, 12, start=2)
    publish(freeze("leitbild", leitbild_of(konzept), zweck="beschluss"), now=DAY)
    publish(freeze("konzept", konzept, zweck="beschluss"), now=DAY)

    assert queries(lambda: client.get("/konzept/bk/fassung/2/matrix/")) == few


def test_long_leitbild_has_pages(office: Client, konzept: Konzept) -> None:
    make_feld(konzept, 1)
    for nr in range(1, matrix.ZEILEN + 2):
        make_satz(konzept, nr)
    address = reverse("v-konzept-matrix", args=(konzept.pk,))

    second = lxml.html.fromstring(office.get(address, {"seite": "2"}).content)

    assert len(second.cssselect(".matrix tbody tr")) == 1
    assert words(second.cssselect(".matrix__befund li")[0]) == "61 von 61 Leitsätzen sind ohne Handlungsfeld."
