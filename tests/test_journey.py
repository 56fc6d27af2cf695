"""The whole way in a real browser with a real worker: from a registration to what became of a contribution."""

import re
import subprocess
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from tests import reise
from tests.conftest import OpenPage, forget_rings
from tests.factories import make_workshop
from workshops.models import Anmeldung

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}
WITH_AND_WITHOUT_SCRIPT = pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])


@pytest.fixture(autouse=True)
def swift(settings: Settings) -> Iterator[None]:
    """Tests type faster than people, and all from one address."""
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    cache.clear()
    forget_rings()
    yield
    cache.clear()


@pytest.fixture
def werkstatt() -> reise.Werkstatt:
    workshop = make_workshop(titel="Wege zur Bildung", beitraege_online=True)
    return reise.Werkstatt(workshop.pk, workshop.slug)


@pytest.mark.worker
@WITH_AND_WITHOUT_SCRIPT
def test_from_registration_to_what_became_of_it(
    script: bool, live_browser: OpenPage, celery_worker_process: subprocess.Popen[bytes]
) -> None:
    office = reise.patient(live_browser(java_script_enabled=script))
    phone = reise.patient(live_browser(java_script_enabled=script, viewport=PHONE, has_touch=True))
    reise.log_in(office)
    werkstatt = reise.create_workshop(office, plaetze=1)

    waiting_list_moves_up(phone, werkstatt)
    code = reise.contribute(phone, werkstatt)
    reise.lay_card(office, werkstatt, reise.CARD)
    reise.cluster(office, reise.CARD, "Wege und Zeiten", new=True)
    reise.cluster(office, reise.BEITRAG, "Wege und Zeiten", new=False)
    reise.publish_contribution(office, code)
    reise.write_leitbild(office, code)
    reise.freeze_and_publish(office)
    reise.write_konzept(office)
    reise.freeze_and_publish(office)
    reise.write_massnahme(office)

    read_the_thread(phone, code)


def waiting_list_moves_up(phone: Page, werkstatt: reise.Werkstatt) -> None:
    """The first takes the only seat and cancels; the second gets it."""
    seen = reise.Gelesen(phone)
    reise.register(phone, werkstatt, "Jana Beispiel", "jana@kita.example")
    assert len(seen.seiten) == 2
    reise.confirm(phone, "jana@kita.example")
    assert len(seen.seiten) == 4
    reise.register(phone, werkstatt, "Timo Muster", "timo@schule.example")
    reise.confirm(phone, "timo@schule.example")
    assert status_of("timo@schule.example") == "warteliste"

    phone.goto(reise.link_in_mail("jana@kita.example", r"/anmeldung/[\w-]+/stornieren/"))
    reise.send(phone, "Anmeldung absagen")

    assert [status_of("jana@kita.example"), status_of("timo@schule.example")] == ["storniert", "nachgerueckt"]
    phone.goto(reise.link_in_mail("timo@schule.example", r"/anmeldung/[\w-]+/aendern/").removesuffix("aendern/"))
    expect(phone.locator("main")).to_contain_text("nachgerückt")


def status_of(email: str) -> str:
    return Anmeldung.objects.get(email=email).status


def read_the_thread(page: Page, code: str) -> None:
    """Every stage is a link on the page of the contribution, and the measure leads back to it."""
    page.goto("/")
    page.goto(f"/beitrag/?code={code.replace('-', '').lower()}")
    for stage, title in (
        (r"/themen/[\w-]+/[\w-]+/", "Thema"),
        (r"/leitbild/", "Kein Weg ist zu weit"),
        (r"/konzept/", "Erreichbare Orte"),
        (r"/konzept/", "Fahrzeiten mit Lernzeiten abstimmen"),
        (r"/massnahmen/[\w-]+/", "Abendbus zur Lehrwerkstatt"),
    ):
        link = page.locator("main ol.beitrag").get_by_role("link", name=re.compile(title)).first
        expect(link).to_have_attribute("href", re.compile(stage))
        answer = page.request.get(link.get_attribute("href") or "")
        assert answer.status == 200
    page.locator("main ol.beitrag").get_by_role("link", name=re.compile("Abendbus")).first.click()
    expect(page.locator("h1")).to_have_text("Abendbus zur Lehrwerkstatt")
    expect(page.locator("main")).to_contain_text("Das Amt spricht mit dem Verkehrsbetrieb.")
    page.locator(f"main a[href$='/beitrag/{code}/']").first.click()
    expect(page.locator("h1")).to_have_text("Was aus diesem Beitrag wurde")
