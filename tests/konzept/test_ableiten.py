"""The derivation desk: sources on one side, Handlungsfelder on the other, linked by tick or by dragging."""

from typing import Any

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from konzept.models import Ableitung, Handlungsfeld, Konzept
from leitbild.models import Abschnitt
from tests.conftest import OpenPage
from tests.factories import (
    make_ableitung,
    make_abschnitt,
    make_handlungsfeld,
    make_konto,
    make_konzept,
    make_leitbild,
    make_reihe,
    make_thema,
)
from tests.leitbild.zaehlen import queries
from tests.lesen import one_line, words
from tests.werkbank.test_zwei_browser import opened

pytestmark = pytest.mark.django_db


@pytest.fixture
def konzept() -> Konzept:
    return make_konzept(leitbild=make_leitbild(reihe=make_reihe()))


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def make_satz(konzept: Konzept, place: int, **fields: object) -> Abschnitt:
    given: dict[str, object] = {"art": "leitsatz", "nr": str(place), "titel": f"Satz {place}", "position": place}
    return make_abschnitt(leitbild=konzept.leitbild, **(given | fields))


def make_feld(konzept: Konzept, nr: int) -> Handlungsfeld:
    return make_handlungsfeld(konzept=konzept, nr=str(nr), titel=f"Feld {nr}", position=nr)


def address(konzept: Konzept) -> str:
    return reverse("v-konzept-ableiten", args=(konzept.pk,))


def offered(office: Client, konzept: Konzept, **asked: str) -> int:
    page = lxml.html.fromstring(office.get(address(konzept), asked).content)
    return len(page.cssselect(".ableiten__quellen li > label"))


def linked() -> set[tuple[int | None, int | None, int, str]]:
    return set(Ableitung.objects.values_list("abschnitt_id", "thema_id", "handlungsfeld_id", "begruendung"))


def test_both_sides_stand_beside_each_other(office: Client, konzept: Konzept) -> None:
    satz, feld, _ = make_satz(konzept, 1), make_feld(konzept, 1), make_feld(konzept, 2)
    make_ableitung(feld, abschnitt=satz, begruendung="Wege sind lang.")

    page = lxml.html.fromstring(office.get(address(konzept)).content)

    felder = [words(one) for one in page.cssselect("[data-ziel]")]
    assert [one.get("value") for one in page.cssselect("[name=quelle]")] == [f"abschnitt-{satz.pk}"]
    assert felder[0].startswith("Handlungsfeld 1: Feld 1 1 Quelle")
    assert "Wege sind lang." in felder[0]
    assert felder[1] == "Handlungsfeld 2: Feld 2 ohne Herkunft"


def test_sources_are_narrowed(office: Client, konzept: Konzept) -> None:
    used, _ = make_satz(konzept, 1), make_satz(konzept, 2)
    make_satz(konzept, 3, art="vorwort", nr="")
    make_ableitung(make_feld(konzept, 1), abschnitt=used)
    make_thema(reihe=konzept.leitbild and konzept.leitbild.reihe, titel="Wege")

    counts = {
        name: offered(office, konzept, **asked)
        for name, asked in {
            "alle": {},
            "leitsätze": {"art": "leitsatz"},
            "frei": {"art": "leitsatz", "frei": "on"},
            "wort": {"wort": "Satz 2"},
            "themen": {"art": "thema"},
        }.items()
    }

    assert counts == {"alle": 3, "leitsätze": 2, "frei": 1, "wort": 1, "themen": 1}


def send(office: Client, konzept: Konzept, quellen: list[str], felder: list[Handlungsfeld], **asked: str) -> Any:
    query = "&".join(f"{name}={value}" for name, value in asked.items())
    sent = {"quelle": quellen, "felder": [feld.pk for feld in felder], "begruendung": "Weil."}
    return office.post(f"{address(konzept)}?{query}", sent)


def test_act_links_both_sides_keeps_the_filter_and_is_taken_back(office: Client, konzept: Konzept) -> None:
    assert konzept.leitbild is not None
    themen = [make_thema(reihe=konzept.leitbild.reihe) for _ in range(2)]
    felder = [make_feld(konzept, nr) for nr in (1, 2)]

    answer = send(office, konzept, [f"thema-{one.pk}" for one in themen], felder, art="thema")
    page = office.get(answer["Location"])
    stored = linked()
    form = lxml.html.fromstring(page.content).cssselect(".matrix__zurueck")[0]
    back = office.post(form.attrib["action"], _lists(form), follow=True)

    assert stored == {(None, thema.pk, feld.pk, "Weil.") for thema in themen for feld in felder}
    assert answer["Location"].startswith(f"{address(konzept)}?art=thema&zuletzt=")
    assert "4 Verbindungen rückgängig machen" in one_line(page.content.decode())
    assert back.redirect_chain == [(address(konzept), 302)]
    assert linked() == set()


def _lists(form: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in form.form_values():
        found.setdefault(name, []).append(value)
    return found


def test_missing_reason_keeps_what_was_ticked(office: Client, konzept: Konzept) -> None:
    satz, feld = make_satz(konzept, 1), make_feld(konzept, 1)
    sent = {"quelle": f"abschnitt-{satz.pk}", "felder": feld.pk, "begruendung": ""}

    answer = office.post(address(konzept), sent)

    page = lxml.html.fromstring(answer.content)
    assert (answer.status_code, linked()) == (422, set())
    assert [one.get("name") for one in page.cssselect("input[checked]")] == ["quelle", "felder"]


def test_konzept_without_a_field_leads_to_the_first(office: Client, konzept: Konzept) -> None:
    page = lxml.html.fromstring(office.get(address(konzept)).content)

    ways = {words(one): one.get("href") for one in page.cssselect(".ableiten a")}
    assert ways["Erstes Handlungsfeld anlegen"] == reverse("v-handlungsfeld-new", args=(konzept.pk,))
    assert "Nichts gefunden." in words(page)


def test_undo_leads_to_no_page_that_is_not_ours(office: Client, konzept: Konzept) -> None:
    sent = {"ort": "../fremd", "verbindung": "0"}

    answer = office.post(reverse("v-konzept-zuruecknehmen", args=(konzept.pk,)), sent)

    assert answer["Location"] == reverse("v-konzept-matrix", args=(konzept.pk,))


def test_asks_as_often_for_many_as_for_few(office: Client, konzept: Konzept) -> None:
    make_ableitung(make_feld(konzept, 1), abschnitt=make_satz(konzept, 1))
    few = queries(lambda: office.get(address(konzept)))
    for nr in range(2, 16):
        make_ableitung(make_feld(konzept, nr), abschnitt=make_satz(konzept, nr))

    assert queries(lambda: office.get(address(konzept))) == few


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_dragging_ticks_both_and_asks_for_the_reason(live_browser: OpenPage, live_server: LiveServer) -> None:
    konzept = make_konzept(leitbild=make_leitbild())
    satz, feld = make_satz(konzept, 1), make_feld(konzept, 1)
    page = opened(live_browser, live_server, address(konzept), 1280)

    page.locator(".ableiten__quellen li").first.drag_to(page.locator("[data-ziel]").first)
    expect(page.locator("[data-verbinden-stand]")).to_contain_text(
        "Leitsatz 1: Satz 1 und Handlungsfeld 1: Feld 1 sind"
    )
    expect(page.locator("[name=begruendung]")).to_be_focused()
    page.keyboard.type("Wege sind lang.")
    page.get_by_role("button", name="Verbinden", exact=True).click()
    expect(page.get_by_text("1 Verbindung ist eingetragen.")).to_be_visible()

    assert linked() == {(satz.pk, None, feld.pk, "Wege sind lang.")}
