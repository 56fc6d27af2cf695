"""The whole life of a Fassung in a real browser: debated, adopted with changes, published, withdrawn, carried on."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from bildungskommune.fassungen.models import Fassung
from leitbild.models import Abschnitt, Leitbild
from tests import reise
from tests.conftest import OpenPage
from tests.factories import make_abschnitt, make_gremium, make_leitbild

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GRUND = "Ein Absatz nannte eine falsche Zahl."


def debate(page: Page, vorlage: str, day: date, ergebnis: str) -> None:
    """Enter what the Kreistag did on a day."""
    page.goto(vorlage)
    reise.follow(page, "Beratung eintragen")
    page.get_by_label("Gremium").select_option(label="Kreistag")
    page.get_by_label("Rolle").select_option("entscheidung")
    page.fill("#id_datum", day.isoformat())
    page.get_by_label("Ergebnis").select_option(ergebnis)
    reise.send(page, "Speichern")


def freeze(page: Page, leitbild: Leitbild) -> str:
    """Freeze the Leitbild as what is introduced; returns the address of its page on the desk."""
    page.goto(f"/verwaltung/leitbild/{leitbild.pk}/")
    reise.follow(page, "Fassung einfrieren")
    page.get_by_label("Zweck").select_option("vorlage")
    reise.send(page, "Fassung einfrieren")
    return page.url


def stands(page: Page, fassung: str, words: str) -> None:
    page.goto(fassung)
    expect(page.locator("main dl.merkmale dd").first).to_contain_text(words)


def answers(page: Page, address: str) -> tuple[int, str]:
    response = page.request.get(address)
    return response.status, response.text()


def test_from_draft_to_the_next_edition(live_browser: OpenPage) -> None:
    leitbild = make_leitbild(kennung="lb", titel="Leitbild 2026")
    satz = make_abschnitt(leitbild=leitbild, titel="Kein Weg ist zu weit", text="Lernorte sind erreichbar.")
    make_gremium(name="Kreistag")
    office, reader = reise.patient(live_browser()), reise.patient(live_browser())
    reader.goto("/")
    reise.log_in(office)

    introduced = freeze(office, leitbild)
    reise.follow(office, "Vorlage anlegen")
    office.fill("#id_nummer", "0711/40/2026")
    office.get_by_label("Art", exact=True).select_option("beschluss")
    office.fill("#id_betreff", "Bildungsleitbild")
    reise.send(office, "Speichern")
    vorlage = office.url
    debate(office, vorlage, date(2026, 3, 4), "vertagt")
    stands(office, introduced, "in Beratung")
    debate(office, vorlage, date(2026, 4, 1), "geaendert")
    stands(office, introduced, "geändert beschlossen")

    Abschnitt.objects.filter(pk=satz.pk).update(text="Lernorte sind auch am Nachmittag erreichbar.")
    reise.follow(office, "Beschlussfassung einfrieren …")
    office.get_by_label("Die beschlossenen Änderungen stehen im Entwurf.").check()
    reise.send(office, "Beschlussfassung einfrieren")
    adopted = office.url
    stands(office, adopted, "beschlossen")
    reise.follow(office, "Veröffentlichen …")
    reise.send(office, "Fassung 2 veröffentlichen")
    stands(office, adopted, "veröffentlicht")
    status, page = answers(reader, "/leitbild/")
    assert (status, "auch am Nachmittag" in page, "Fassung 2, Beschlussfassung" in page) == (200, True, True)

    reise.follow(office, "Zurückziehen …")
    office.get_by_label("Begründung").fill(GRUND)
    reise.send(office, "Fassung zurückziehen")
    status, page = answers(reader, "/leitbild/lb/fassung/2/")
    assert (status, GRUND in page, "auch am Nachmittag" in page) == (410, True, False)

    office.goto(f"/verwaltung/leitbild/{leitbild.pk}/")
    reise.follow(office, "Fortschreiben …")
    office.get_by_label("Titel der Fortschreibung").fill("Leitbild 2030")
    reise.send(office, "Fortschreibung beginnen")
    expect(office.locator("main")).to_contain_text("Fortschreibung von")
    office.locator("main a[href*='/fassungen/neu/']").first.click()
    office.get_by_label("Zweck").select_option("vorlage")
    reise.send(office, "Fassung einfrieren")
    reise.adopt(office)
    reise.follow(office, "Veröffentlichen …")
    reise.send(office, "Fassung 1 veröffentlichen")

    new = Fassung.objects.get(titel="Leitbild 2030")
    addresses = ("/leitbild/", "/leitbild/lb/fassung/2/", f"/leitbild/{new.dokument}/fassung/1/", "/publikationen/")
    assert [answers(reader, address)[0] for address in addresses] == [200, 410, 200, 200]
    assert re.search("Leitbild 2030", answers(reader, "/leitbild/")[1])
    assert answers(office, introduced)[0] == 200
