"""A report that is read in pages: what stands on which, what can be asked of it, and that no link to it breaks."""

import re
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from bildungskommune.fassungen.liste import link, place_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.stellensuche import places
from massnahmen import plaetze
from massnahmen.bericht.ausschnitt import JE_SEITE
from massnahmen.models import Massnahme, Umsetzungsbericht
from tests import reise
from tests.conftest import OpenPage
from tests.factories import (
    make_bericht,
    make_bezug,
    make_handlungsfeld,
    make_konto,
    make_massnahme,
    make_plan,
    make_sachstand,
    make_stelle,
)
from tests.massnahmen.builders import make_meilenstein, published

pytestmark = pytest.mark.django_db
TAG = date(2026, 6, 30)
LANGE_HER = datetime(2025, 1, 1, tzinfo=UTC)
GROESSTE = 150_000
"""Bytes of a page of a report."""
ARTIKEL = re.compile(r'<article class="planmassnahme" id="([^"]+)"')
KAPITEL = re.compile(r'<section class="feldteil" id="([^"]+)"')


def measures(count: int, **fields: Any) -> list[Massnahme]:
    return [
        make_massnahme(kennung=f"m-{nr:03d}", nr=str(nr), titel=f"Weg {nr}", status_seit=LANGE_HER, **fields)
        for nr in range(1, count + 1)
    ]


def report_on(massnahmen: list[Massnahme], **fields: Any) -> Umsetzungsbericht:
    plan = make_plan()
    plaetze.choose(plan, massnahmen)
    return make_bericht(**{"plan": plan, "stichtag": TAG, **fields})


def read(client: Client, fassung: Fassung, asked: str = "") -> str:
    answer = client.get(f"{link(fassung)}{asked}")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client: Client, fassung: Fassung, asked: str) -> list[str]:
    """Return the measures on a page."""
    return ARTIKEL.findall(read(client, fassung, asked))


def test_chapters_stand_on_the_first_page_and_every_measure_on_one(client: Client) -> None:
    all_of_them = measures(2 * JE_SEITE + 3)
    fassung = published(report_on(all_of_them, vorwort="Guten Tag.", fazit="Weiter so."))

    pages = [read(client, fassung, f"?seite={nr}") for nr in (1, 2, 3)]

    assert [KAPITEL.findall(page) for page in pages] == [
        ["vorwort", "ueberblick", "verzug", "aenderungen", "massnahmen", "fazit"],
        ["massnahmen"],
        ["massnahmen"],
    ]
    assert [len(ARTIKEL.findall(page)) for page in pages] == [JE_SEITE, JE_SEITE, 3]
    assert [kennung for page in pages for kennung in ARTIKEL.findall(page)] == [one.kennung for one in all_of_them]
    assert f"Maßnahmen 11 bis 20 von {len(all_of_them)}" in " ".join(pages[1].split())


def test_link_to_a_measure_opens_the_page_on_which_it_stands(client: Client) -> None:
    fassung = published(report_on(measures(25)))

    address, _, anker = place_link(fassung, "m-023").partition("#")

    assert anker == "m-023"
    assert 'id="m-023"' in client.get(address).content.decode()
    (found,) = [one for one in places(fassung, "23") if one.teil.endswith("Weg 23")]
    assert found.url == f"{address}#m-023"
    page = read(client, fassung, "?massnahme=m-023")
    (row,) = re.findall(r'href="([^"]+)"\s*><span\s+class="zahl"\s*>2</span>', page)
    assert row == "?massnahme=m-002#m-002"
    assert re.search(r'<a\s+id="m-002"', page)


def test_what_no_report_knows_shows_the_report(client: Client) -> None:
    fassung = published(report_on(measures(12)))

    assert {
        tuple(shown(client, fassung, asked))
        for asked in ("", "?massnahme=gibt-es-nicht", "?seite=abc", "?feld=Nirgends", "?unbekannt=1", "?nur=alles")
    } == {tuple(f"m-{nr:03d}" for nr in range(1, JE_SEITE + 1))}
    assert shown(client, fassung, "?seite=99") == ["m-011", "m-012"]


def test_measures_are_chosen_by_what_the_report_says_of_them(client: Client) -> None:
    bus, rad, weg = measures(3)
    feld, amt = make_handlungsfeld(nr="2", titel="Orte", veroeffentlicht=True), make_stelle(name="Amt für Wege")
    make_bezug(bus, handlungsfeld=feld)
    Massnahme.objects.filter(pk=rad.pk).update(federfuehrung=amt)
    make_sachstand(weg, stichtag=date(2026, 5, 1), status="verzoegert", hindernisse="Kein Angebot.")
    bericht = report_on([bus, rad, weg])
    bericht.vorschlaege.create(massnahme=rad, empfehlung="anpassen", begruendung="Das Geld reicht nicht.")
    fassung = published(bericht)

    asked = {
        question: shown(client, fassung, f"?{question}")
        for question in (
            f"feld={feld}", "feld=ohne Handlungsfeld", "stelle=Amt für Wege", "stelle=noch niemand zuständig",
            "ampel=in_verzug", "nur=vorschlag", "wort=angebot kein", "wort=reicht nicht", "wort=Bahn",
        )
    }  # fmt: skip

    assert list(asked.values()) == [
        ["m-001"], ["m-002", "m-003"], ["m-002"], ["m-001", "m-003"], ["m-003"], ["m-002"], ["m-003"], ["m-002"], [],
    ]  # fmt: skip
    assert "Zu dieser Auswahl gibt es keine Maßnahme." in read(client, fassung, "?wort=Bahn")


def test_only_what_has_changed_says_so_at_each_measure(client: Client) -> None:
    all_of_them = measures(30)
    first = report_on(all_of_them, stichtag=date(2025, 12, 31))
    published(first)
    for one in all_of_them[5:]:
        make_sachstand(one, stichtag=date(2026, 5, 1), status="verzoegert", hindernisse="Kein Angebot.")
    fassung = published(make_bericht(plan=first.plan, stichtag=TAG, vorbericht=first))

    assert shown(client, fassung, "?nur=geaendert") == [f"m-{nr:03d}" for nr in range(6, 16)]
    page = " ".join(read(client, fassung, "?nur=geaendert&seite=2").split())
    assert page.count("Seit 31. Dezember 2025 geändert") == JE_SEITE
    beginning = read(client, fassung)
    assert 'href="?teil=aenderungen">Alle 25 Änderungen<' in beginning
    assert 'href="?ampel=in_verzug">Alle 25 Maßnahmen im Verzug<' in beginning
    table = read(client, fassung, "?teil=aenderungen")
    assert KAPITEL.findall(table) == ["aenderungen"]
    assert table.count('href="?massnahme=m-0') >= 25


def test_no_page_of_a_long_report_is_too_heavy(client: Client) -> None:
    long = "Wer auf dem Dorf wohnt, fährt mit dem Bus oder gar nicht. " * 58
    first = report_on(measures(40, ziel=long[:3400], beginn=date(2026, 1, 1)), stichtag=date(2025, 12, 31))
    published(first)
    for one in first.plan.massnahmen.all():
        make_sachstand(one, stichtag=date(2026, 5, 1), status="verzoegert", text=long[:3000], hindernisse=long[:1000])
        make_meilenstein(one)
    bericht = make_bericht(plan=first.plan, stichtag=TAG, vorbericht=first)
    fassung = published(bericht)
    client.force_login(make_konto())
    preview = reverse("v-bericht-vorschau", args=(bericht.pk,))

    pages = [
        client.get(f"{way}{asked}").content
        for way in (link(fassung), preview)
        for asked in ("", "?seite=2", "?nur=geaendert", "?teil=aenderungen", "?ampel=in_verzug")
    ]

    assert [len(page) for page in pages if len(page) > GROESSTE] == []
    assert min(map(len, pages)) > 20_000


def test_page_of_a_report_asks_the_same_for_one_and_for_thirty(client: Client) -> None:
    def statements(count: int) -> int:
        plan = make_plan()
        made = [make_massnahme(status_seit=LANGE_HER) for _ in range(count)]
        plaetze.choose(plan, made)
        fassung = published(make_bericht(plan=plan, stichtag=TAG))
        with CaptureQueriesContext(connection) as asked:
            read(client, fassung)
        return len(asked)

    statements(1)
    assert statements(1) == statements(30)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_old_link_without_the_page_still_leads_to_the_measure(live_browser: OpenPage) -> None:
    fassung = published(report_on(measures(25)))
    page = reise.patient(live_browser())

    page.goto(f"{link(fassung)}#m-023")

    expect(page.locator("article#m-023")).to_be_in_viewport()
    page.goto(f"{link(fassung)}#m-003")
    expect(page.locator("article#m-003")).to_be_in_viewport()
