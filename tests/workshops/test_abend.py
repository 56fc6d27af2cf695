"""A whole evening as it is rehearsed: from sixty invitations to what one of those who came reads at home."""

import re
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import Page, Playwright, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from bildungskommune.post.models import Mail
from bildungskommune.ui.absendung import FELD, new_token
from tests import reise
from tests.conftest import OpenPage
from tests.factories import make_abfrage, make_institution, make_schritt, make_workshop
from tests.netz import Netz
from workshops.models import Anmeldung, Beitrag, Stimmzettel, Thema, Workshop
from workshops.models.enums import AnmeldungStatus, BeitragStatus, SchrittArt

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.django_db(transaction=True)]

INVITED, BY_LINK, BY_FORM, WALK_INS, PHONES = 60, 43, 3, 3, 20
TYPED, BY_KEYBOARD = 60, 5
"""Cards of each of the two who type, and how many of them on the keys of a browser."""
THEMEN = ("Schulwege", "Sprache", "Lernräume", "Zeitpläne")


@pytest.fixture(autouse=True)
def swift(settings: Settings) -> Iterator[None]:
    """Tests type faster than people, and all from one address."""
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def workshop() -> Workshop:
    """An evening in two hours, with a question for cards and one for dots."""
    beginn = timezone.now() + timedelta(hours=2)
    workshop = make_workshop(
        titel="Wege zur Bildung", kapazitaet=60, beginn=beginn, anmeldeschluss=beginn - timedelta(hours=1)
    )
    make_schritt(workshop=workshop, position=1)
    abfrage = make_abfrage(workshop=workshop, punkte_je_person=3)
    make_schritt(workshop=workshop, position=2, art=SchrittArt.ABSTIMMUNG, abfrage=abfrage, titel="Was zuerst?")
    return workshop


def test_from_sixty_invitations_to_what_a_participant_reads_at_home(
    live_browser: OpenPage,
    live_server: LiveServer,
    playwright: Playwright,
    workshop: Workshop,
    celery_worker_process: subprocess.Popen[bytes],
) -> None:
    def stranger() -> Netz:
        return Netz(playwright.request.new_context(base_url=live_server.url), live_server.url)

    desk, second, phone = (reise.patient(live_browser()) for _ in range(3))
    for typist in (desk, second):
        reise.log_in(typist)
        typist.wait_for_url("**/verwaltung/")
    office = Netz(desk.request, live_server.url)

    invite(desk, workshop)
    register_by_link(stranger())
    for number in range(BY_FORM):
        werkstatt = reise.Werkstatt(workshop.pk, workshop.slug)
        reise.register(phone, werkstatt, f"Gast {number}", f"gast{number}@post.example")
        reise.confirm(phone, f"gast{number}@post.example")
    let_in(desk, office, workshop)
    type_cards(workshop, (desk, second), live_server.url)
    code = open_hall(desk, workshop)
    written = write_cards([stranger() for _ in range(PHONES)], code)
    release(desk, workshop)
    cluster(office, workshop)
    vote(desk, [stranger() for _ in range(PHONES)], workshop, code)
    document(desk, workshop)

    read_at_home(phone, workshop, written[0])


def invite(desk: Page, workshop: Workshop) -> None:
    """Write to all whom the directory names; the worker makes a mail for each."""
    for number in range(INVITED):
        make_institution(name=f"Kita {number:02}", email=f"kita{number:02}@kita.example")
    desk.goto(f"/verwaltung/workshops/{workshop.pk}/einladungen/auswahl/")
    reise.send(desk, f"Alle {INVITED} Gefundenen einladen")
    reise.send(desk, f"{INVITED} Einladungen verschicken")
    expect(desk.locator("h1")).to_be_visible()
    for _ in range(100):
        if Mail.objects.filter(anlass="sendung_einladung").count() == INVITED:
            break
        desk.wait_for_timeout(300)
    assert Mail.objects.filter(anlass="sendung_einladung").values("an").distinct().count() == INVITED


def register_by_link(visitor: Netz) -> None:
    """Follow the link of the own invitation, fill in the form, and confirm by the mail that it brings.

    The page that confirms is opened once; the others differ in their address alone.
    """
    confirmation = None
    for number in range(BY_LINK):
        mailbox, own = f"kita{number:02}@kita.example", f"leitung{number:02}@kita.example"
        way = reise.link_in_mail(mailbox, r"/workshops/[\w-]+/anmeldung/\?code=[\w-]+")
        visitor.fill_in(way, name=f"Leitung {number:02}", email=own)
        way = reise.link_in_mail(own, r"/anmeldung/[\w-]+/bestaetigen/")
        confirmation = visitor.form(way) if confirmation is None else confirmation
        visitor.send(way, {FELD: new_token()}, confirmation)
    confirmed = Anmeldung.objects.filter(status=AnmeldungStatus.BESTAETIGT, institution__isnull=False)
    assert confirmed.count() == BY_LINK


def let_in(desk: Page, office: Netz, workshop: Workshop) -> None:
    """Tick all who had registered but one, and take down those who come without."""
    door = f"/verwaltung/workshops/{workshop.pk}/einlass/"
    form = office.form(door, "form[action$='/haken/']")
    for pk in workshop.anmeldungen.order_by("pk").values_list("pk", flat=True)[1:]:
        office.send(form.get("action"), {"da": str(pk), FELD: new_token()}, form)
    desk.goto(door)
    for number in range(WALK_INS):
        desk.get_by_label("Vor- und Nachname").fill(f"Zufall {number}")
        desk.get_by_label("Einrichtung", exact=True).fill("privat")
        reise.send(desk, "Eintragen, ist da")
        expect(desk.get_by_role("status").filter(has_text=f"Zufall {number} ist da.")).to_be_visible()
    there = workshop.anmeldungen.filter(status=AnmeldungStatus.TEILGENOMMEN).count()
    assert (workshop.anmeldungen.count(), there) == (BY_LINK + BY_FORM + WALK_INS, BY_LINK + BY_FORM + WALK_INS - 1)


def type_cards(workshop: Workshop, typists: tuple[Page, Page], base: str) -> None:
    """Both type by turns: some cards on the keys, the rest with the form of the wall as it is without script."""
    wall = f"/verwaltung/workshops/{workshop.pk}/karten/"
    for place, page in enumerate(typists):
        page.goto(wall)
        expect(page.locator("#id_text")).to_be_focused()
        for number in range(BY_KEYBOARD):
            page.keyboard.type(f"Karte {place}-{number:02}")
            page.keyboard.press("Enter")
    for page in typists:
        expect(page.locator("[data-karten-stand]")).to_have_text("Alle Karten sind gespeichert.")
    wires = [Netz(page.request, base) for page in typists]
    forms = [wire.form(wall, "form[action*='/karten/neu/']") for wire in wires]
    for number in range(BY_KEYBOARD, TYPED):
        for place, (wire, form) in enumerate(zip(wires, forms, strict=True)):
            card = {"text": f"Karte {place}-{number:02}", "vorzeichen": "-", FELD: new_token()}
            wire.send(form.get("action"), card, form)
    texts = set(workshop.beitraege.values_list("text", flat=True))
    assert texts == {f"Karte {place}-{number:02}" for place in range(2) for number in range(TYPED)}


def open_hall(desk: Page, workshop: Workshop) -> str:
    desk.goto(f"/verwaltung/workshops/{workshop.pk}/saal/")
    reise.send(desk, "Saal öffnen")
    reise.send(desk, "Karten allen zeigen")
    return desk.locator(".code-gross [aria-hidden]").inner_text().strip()


def write_cards(phones: list[Netz], code: str) -> list[str]:
    """Each phone writes a card; returns their codes."""
    for number, phone in enumerate(phones):
        led = phone.fill_in(f"/k/{code}/karte/", text=f"Vom Telefon {number:02}")
        assert led == f"/k/{code}/karte/"
    cards = Beitrag.objects.filter(text__startswith="Vom Telefon").order_by("text")
    assert {card.status for card in cards} == {BeitragStatus.EINGEREICHT}
    return [card.code for card in cards]


def release(desk: Page, workshop: Workshop) -> None:
    desk.goto(f"/verwaltung/workshops/{workshop.pk}/saal/")
    reise.send(desk, "Alle auf dieser Seite freigeben")
    expect(desk.get_by_role("button", name="Alle auf dieser Seite freigeben")).to_have_count(0)
    assert not workshop.beitraege.filter(status=BeitragStatus.EINGEREICHT).exists()


def cluster(office: Netz, workshop: Workshop) -> None:
    """Tick a quarter of the cards for each Thema, as many as may go at once."""
    wall = f"/verwaltung/workshops/{workshop.pk}/karten/"
    form = office.form(wall, "form#auswahl")
    cards = list(workshop.beitraege.order_by("pk").values_list("pk", flat=True))
    for place, titel in enumerate(THEMEN):
        ticks = [f"{pk}-ohne" for pk in cards[place :: len(THEMEN)]]
        office.send(form.get("action"), {"karte": ticks, "thema": "neu", "titel": titel, FELD: new_token()}, form)
    found = {thema.titel: thema.beitraege.count() for thema in Thema.objects.filter(workshop=workshop)}
    assert found == dict.fromkeys(THEMEN, (2 * TYPED + PHONES) // len(THEMEN))


def vote(desk: Page, phones: list[Netz], workshop: Workshop, code: str) -> None:
    """The desk leads on; each phone gives three dots, most of them to the ways."""
    desk.goto(f"/verwaltung/workshops/{workshop.pk}/saal/")
    desk.get_by_role("button", name="Jetzt: Was zuerst?", exact=True).click()
    expect(desk.locator("main")).to_contain_text("Was zuerst?")
    themen = {thema.titel: f"thema_{thema.pk}" for thema in Thema.objects.filter(workshop=workshop)}
    for number, phone in enumerate(phones):
        other = THEMEN[1 + number % 3]
        phone.fill_in(f"/k/{code}/stimme/", "form.stimmzettel", **{themen["Schulwege"]: "2", themen[other]: "1"})
    assert Stimmzettel.objects.count() == PHONES
    desk.goto(f"/verwaltung/workshops/{workshop.pk}/punkte/")
    desk.get_by_role("button", name=re.compile("Abstimmung beenden")).click()
    expect(desk.get_by_role("button", name=re.compile("Wieder öffnen"))).to_be_visible()


def document(desk: Page, workshop: Workshop) -> None:
    """The evening is over: its cards become public, its documentation is frozen and published."""
    begun = timezone.now() - timedelta(hours=4)
    over = {"beginn": begun, "ende": begun + timedelta(hours=3), "anmeldeschluss": begun - timedelta(hours=1)}
    Workshop.objects.filter(pk=workshop.pk).update(**over)
    desk.goto(f"/verwaltung/workshops/{workshop.pk}/dokumentation/")
    reise.send(desk, "Veröffentlichen")
    expect(desk.locator("body")).to_contain_text(f"{2 * TYPED + PHONES} Karten sind jetzt öffentlich")
    desk.locator("main a[href*='/fassungen/neu/']").first.click()
    desk.get_by_label("Zweck").select_option("lesefassung")
    reise.send(desk, "Fassung einfrieren")
    reise.follow(desk, "Veröffentlichen …")
    reise.send(desk, "Fassung 1 veröffentlichen")
    expect(desk.get_by_role("link", name="PDF laden")).to_be_visible(timeout=reise.PRINT_PATIENCE)


def read_at_home(phone: Page, workshop: Workshop, code: str) -> None:
    """What one of those who came sees: the page of the workshop, the documentation, the own card, the certificate."""
    phone.goto(f"/workshops/{workshop.slug}/")
    first = phone.locator("table.rangfolge tbody tr").first
    assert first.locator("td, th").all_inner_texts() == ["1", "Schulwege", "35", str(2 * PHONES)]
    phone.get_by_role("link", name=re.compile("Dokumentation lesen")).click()
    expect(phone.locator("main")).to_contain_text("Karte 0-00")
    expect(phone.locator("main")).to_contain_text("Vom Telefon 00")

    phone.goto(f"/beitrag/{code}/")
    expect(phone.locator("main")).to_contain_text("Vom Telefon 00")
    expect(phone.locator("main")).to_contain_text(re.compile("|".join(THEMEN)))

    own = reise.link_in_mail("gast2@post.example", r"/anmeldung/[\w-]+/aendern/").removesuffix("aendern/")
    phone.goto(own)
    way = phone.locator("main a[href$='bescheinigung.pdf']").first.get_attribute("href") or ""
    for _ in range(reise.PRINT_PATIENCE // 500):
        answer = phone.request.get(way)
        if answer.headers["content-type"] == "application/pdf":
            break
        phone.wait_for_timeout(500)
    assert answer.body()[:5] == b"%PDF-"
    assert urlsplit(phone.url).path == own
