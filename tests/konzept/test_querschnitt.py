"""What runs across: Querschnittsfelder beside the others, on the desk as it stands, for readers as it was published."""

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse

from konzept import querschnitt
from konzept.models import Handlungsfeld, Konzept
from tests.factories import make_bezug, make_konto, make_konzept, make_leitbild, make_massnahme, make_strategie
from tests.konzept.test_matrix import make_feld, make_published, make_satz
from tests.leitbild.zaehlen import queries
from tests.lesen import words

pytestmark = pytest.mark.django_db

PUBLIC = "/konzept/bk/fassung/1/querschnitt/"


@pytest.fixture
def konzept() -> Konzept:
    return make_konzept(kennung="bk", leitbild=make_leitbild(kennung="lb"))


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def address(konzept: Konzept) -> str:
    return reverse("v-konzept-querschnitt", args=(konzept.pk,))


def shown(client: Client, url: str) -> list[list[str]]:
    """Return the words of each row, cell by cell."""
    page = lxml.html.fromstring(client.get(url).content)
    return [[words(cell) for cell in row.cssselect("th, td")] for row in page.cssselect(".tafel tbody tr")]


def make_three(konzept: Konzept) -> tuple[Handlungsfeld, Handlungsfeld, Handlungsfeld]:
    """A Querschnittsfeld, one that shares a Strategie and a measure with it, and one that shares nothing."""
    quer = make_feld(konzept, 1, querschnitt=True, titel="Digital")
    near, far = make_feld(konzept, 2, titel="Wege"), make_feld(konzept, 3, titel="Orte")
    strategie = make_strategie(handlungsfeld=near, nr="2.1", titel="Planen", kennung="planen")
    strategie.auch_in.add(quer)
    massnahme = make_massnahme(nr="14", titel="Spätbus", oeffentlich=True)
    make_bezug(massnahme, handlungsfeld=quer)
    make_bezug(massnahme, handlungsfeld=near)
    make_bezug(make_massnahme(nr="15", titel="Bad", oeffentlich=True), handlungsfeld=far)
    return quer, near, far


SHARED = [
    [
        "Handlungsfeld 2 Wege",
        "1 Strategie Strategie 2.1: Planen 1 Maßnahme Maßnahme 14: Spätbus",
    ],
    ["Handlungsfeld 3 Orte", "nichts gemeinsam"],
]


def test_desk_shows_what_both_share(office: Client, konzept: Konzept) -> None:
    make_three(konzept)

    assert shown(office, address(konzept)) == SHARED


def test_readers_see_it_as_it_was_frozen(client: Client, konzept: Konzept) -> None:
    quer, near, _ = make_three(konzept)
    make_published(konzept)
    make_bezug(make_massnahme(nr="99", titel="Später", oeffentlich=True), handlungsfeld=near)
    quer.querschnitt = False
    quer.save(update_fields=["querschnitt"])

    assert shown(client, PUBLIC) == SHARED


def test_measure_that_is_not_public_is_shown_at_the_desk_alone(client: Client, konzept: Konzept) -> None:
    quer, _, far = make_three(konzept)
    hidden = make_massnahme(nr="16", titel="Geheim", oeffentlich=False)
    make_bezug(hidden, handlungsfeld=quer)
    make_bezug(hidden, handlungsfeld=far)
    make_published(konzept)

    public = shown(client, PUBLIC)
    client.force_login(make_konto())

    assert public == SHARED
    assert shown(client, address(konzept))[1][1] == "1 Maßnahme Maßnahme 16: Geheim"


def test_pairs_that_share_nothing_are_counted(konzept: Konzept) -> None:
    _, _, far = make_three(konzept)
    before = querschnitt.working(konzept).befund
    strategie = make_strategie(handlungsfeld=far)
    strategie.auch_in.add(Handlungsfeld.objects.get(kennung="hf-1"))

    assert before == "1 von 2 Paaren hat weder Strategie noch Maßnahme gemeinsam."
    assert querschnitt.working(konzept).befund == (
        "Jedes Querschnittsfeld teilt mit jedem anderen Handlungsfeld mindestens eine Strategie oder Maßnahme."
    )


def test_cell_names_a_few_and_counts_the_others(office: Client, konzept: Konzept) -> None:
    quer, near, _ = make_three(konzept)
    for nr in range(querschnitt.JE_ZELLE):
        massnahme = make_massnahme(nr=str(20 + nr), titel="Mehr")
        make_bezug(massnahme, handlungsfeld=quer)
        make_bezug(massnahme, handlungsfeld=near)

    (_, cell), _ = shown(office, address(konzept))

    assert (cell.count("Maßnahme 2"), cell.endswith("und 1 weitere")) == (4, True)
    assert "6 Maßnahmen" in cell


def test_without_a_querschnitt_it_says_so(office: Client, konzept: Konzept) -> None:
    make_feld(konzept, 1)

    page = words(lxml.html.fromstring(office.get(address(konzept)).content))

    assert "Kein Handlungsfeld ist als Querschnittsthema gekennzeichnet." in page


def test_querschnitt_of_the_leitbild_is_named_on_both_pages(client: Client, konzept: Konzept) -> None:
    make_satz(konzept, 1, art="querschnitt", titel="Inklusion", kennung="inklusion")
    make_three(konzept)
    make_published(konzept)
    client.force_login(make_konto())

    ways = [
        {words(one): one.get("href") for one in lxml.html.fromstring(client.get(url).content).cssselect("main a")}
        for url in (address(konzept), PUBLIC)
    ]

    assert any("Inklusion" in name and str(url).endswith("#inklusion") for name, url in ways[0].items())
    assert ways[1]["Inklusion"] == "/leitbild/lb/#inklusion"


@pytest.mark.parametrize("public", [False, True])
def test_matrix_leads_to_it(office: Client, konzept: Konzept, public: bool) -> None:
    make_three(konzept)
    make_satz(konzept, 1)
    make_published(konzept)
    url = "/konzept/bk/fassung/1/matrix/" if public else reverse("v-konzept-matrix", args=(konzept.pk,))

    page = lxml.html.fromstring(office.get(url).content)

    ways = {words(one): one.get("href") for one in page.cssselect("main a")}
    assert ways["Was quer durch die Handlungsfelder läuft"] == (PUBLIC if public else address(konzept))


def test_asks_as_often_for_many_as_for_few(office: Client, konzept: Konzept) -> None:
    quer, near, _ = make_three(konzept)
    few = queries(lambda: office.get(address(konzept)))
    for nr in range(4, 20):
        feld = make_feld(konzept, nr)
        massnahme = make_massnahme(nr=str(100 + nr))
        make_strategie(handlungsfeld=feld).auch_in.add(quer)
        for one in (quer, near, feld):
            make_bezug(massnahme, handlungsfeld=one)

    assert queries(lambda: office.get(address(konzept))) == few


def test_draft_and_unknown_edition_are_not_there_for_strangers(client: Client, konzept: Konzept) -> None:
    make_three(konzept)

    assert client.get(PUBLIC).status_code == 404
