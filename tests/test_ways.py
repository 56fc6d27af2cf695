"""What the portal promises to everybody: short ways, the keyboard alone, no cookie, nothing from elsewhere."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from bildungskommune.fassungen.models import Druckauftrag
from bildungskommune.post.models import Mail
from massnahmen import progress
from tests import reise, welt
from tests.conftest import OpenPage
from tests.factories import make_beitrag, make_konto, make_massnahme, make_stelle, make_workshop
from tests.massnahmen.builders import make_indikator, make_meilenstein
from workshops.models import Anmeldung, Beitrag, Workshop
from workshops.models.enums import WorkshopStatus

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def swift(settings: Settings) -> None:
    """Tests type faster than people."""
    settings.SPAMSCHUTZ_SEKUNDEN = 0


@pytest.fixture
def workshop() -> Workshop:
    return make_workshop(titel="Wege zur Bildung", beitraege_online=True)


@pytest.fixture
def page(live_browser: OpenPage) -> Page:
    return reise.patient(live_browser())


def type_into(page: Page, selector: str, text: str) -> None:
    reise.tab_to(page, selector)
    page.keyboard.type(text)


def test_registration_with_the_keyboard_alone(page: Page, workshop: Workshop) -> None:
    page.goto(workshop.get_absolute_url())
    reise.tab_to(page, "main a[href$='/anmeldung/']")
    page.keyboard.press("Enter")
    expect(page.locator("#id_name")).to_be_visible()
    type_into(page, "#id_name", "Jana Beispiel")
    type_into(page, "#id_email", "jana@kita.example")
    type_into(page, "#id_einrichtung", "Kita Regenbogen")
    type_into(page, "#id_kinder", "3, 5")
    reise.tab_to(page, ".formular__senden")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")
    assert list(Anmeldung.objects.values_list("name", "kinder")) == [("Jana Beispiel", [3, 5])]


def test_contribution_with_the_keyboard_alone(page: Page, workshop: Workshop) -> None:
    page.goto(workshop.get_absolute_url())
    reise.tab_to(page, "main a[href$='/beitraege/neu/']")
    page.keyboard.press("Enter")
    expect(page.locator("#id_text")).to_be_visible()
    type_into(page, "#id_text", reise.BEITRAG)
    reise.tab_to(page, ".formular__senden")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Vielen Dank für Ihren Beitrag")
    assert Beitrag.objects.get().text == reise.BEITRAG


def test_code_from_a_slip_is_one_page(page: Page) -> None:
    beitrag = make_beitrag(text=reise.CARD)
    seen = reise.Gelesen(page)

    page.goto(f"/beitrag/{beitrag.code}/")

    expect(page.locator("main")).to_contain_text(reise.CARD)
    assert len(seen.seiten) == 1


def test_first_card_of_a_moderator_is_two_pages(page: Page) -> None:
    """While the workshop is going on: the desk, the wall, and then a line and Enter for each card."""
    began = timezone.now() - timedelta(minutes=30)
    workshop = make_workshop(titel="Wege zur Bildung", beginn=began, status=WorkshopStatus.GESCHLOSSEN)
    konto = make_konto("moderation", password=reise.PASSWORT)
    workshop.moderation.add(konto)
    page.goto("/verwaltung/")
    seen = reise.Gelesen(page)

    reise.enter_password(page, konto.email)
    page.get_by_role("link", name=re.compile("Wege zur Bildung")).click()
    expect(page.locator("#id_text")).to_be_focused()
    assert len(seen.seiten) == 2

    for text in ("Erste Karte", "Zweite Karte"):
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator(".zettel", has_text=text)).to_be_visible()
        expect(page.locator("#id_text")).to_be_focused()
    assert list(Beitrag.objects.order_by("pk").values_list("text", flat=True)) == ["Erste Karte", "Zweite Karte"]


def test_documentation_in_the_evening_is_three_pages(page: Page, workshop: Workshop) -> None:
    make_beitrag(workshop=workshop, text=reise.CARD)
    reise.log_in(page)
    expect(page.locator("h1")).to_have_text("Was heute ansteht")
    seen = reise.Gelesen(page)

    page.goto(f"/verwaltung/workshops/{workshop.pk}/dokumentation/")
    reise.follow(page, "Dokumentation einfrieren")
    reise.send(page, "Fassung einfrieren")
    expect(page.get_by_role("button", name="PDF jetzt setzen")).to_be_visible()
    assert len(seen.seiten) == 3

    reise.send(page, "PDF jetzt setzen")
    expect(page.locator("#druck progress, #druck [role=progressbar]").first).to_be_visible()
    assert Druckauftrag.objects.count() == 1


def test_sachstand_of_a_fachamt_is_three_screens_of_a_phone_from_the_mail_on(live_browser: OpenPage) -> None:
    stelle = make_stelle()
    konto = make_konto("fachamt", password=reise.PASSWORT, stelle=stelle)
    massnahme = make_massnahme(federfuehrung=stelle)
    make_indikator(massnahme)
    make_meilenstein(massnahme, titel="Ausschreibung der Buslinie und Zuschlag an ein Unternehmen aus der Region")
    progress.remind(massnahme, by=make_konto())
    page = reise.patient(live_browser(viewport={"width": 360, "height": 740}))
    seen, widths = reise.Gelesen(page), []

    page.goto(way_in(Mail.objects.get(an=konto.email)))
    widths.append(width_of(page))
    reise.enter_password(page, konto.email)
    widths.append(width_of(page))
    page.fill("#id_text", "Der Bus fährt seit Montag.")
    reise.send(page, "Sachstand speichern")

    expect(page.locator("main")).to_contain_text("Wartet auf Freigabe")
    expect(page.locator("main")).to_contain_text("Der Bus fährt seit Montag.")
    assert (len(seen.seiten), [*widths, width_of(page)]) == (3, [360, 360, 360])


def way_in(mail: Mail) -> str:
    """Return the path of the link in a mail that opens the form of a Sachstand."""
    found = re.search(r"/verwaltung/massnahmen/\d+/sachstand/", mail.text)
    assert found is not None
    return found[0]


def width_of(page: Page) -> int:
    """Return how wide the whole page is, with its styles, in CSS pixels."""
    page.wait_for_load_state()
    return int(page.evaluate("document.documentElement.scrollWidth"))


def test_reading_sets_no_cookie_and_breaks_no_policy(live_browser: OpenPage, client: Client) -> None:
    """A request to another host fails in the fixture."""
    welt.build()
    page = reise.patient(live_browser())
    said: list[str] = []
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    with_cookie = []

    for address in reading_pages(client):
        page.goto(address)
        if page.context.cookies():
            with_cookie.append(address)
            page.context.clear_cookies()

    assert [with_cookie, said] == [[], []]


def reading_pages(client: Client) -> list[str]:
    """Return the public pages on which nothing is filled in and sent."""
    found = []
    for address in sorted({welt.address(*named) for named in welt.patterns() if not named[0].startswith("v-")}):
        answer = client.get(address)
        answer.close()
        is_page = answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
        if is_page and b'method="post"' not in answer.content.lower():
            found.append(address)
    assert len(found) > 20
    return found
