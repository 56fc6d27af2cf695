"""Commenting and weighing in a real Chromium: by keyboard alone, without a script, and with a draft that is kept."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from bildungskommune.beteiligung import einladen, runden
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt, Rundenbrief, Stellungnahme
from bildungskommune.post.models import Mail
from leitbild.models import Abschnitt
from tests import reise
from tests.beteiligung.bauen import end, make_runde, make_stellungnahme
from tests.conftest import OpenPage
from tests.factories import make_institution, make_konto

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    """Let a form be sent as soon as it is shown."""
    settings.SPAMSCHUTZ_SEKUNDEN = 0


@pytest.fixture
def runde() -> Beteiligungsrunde:
    return make_runde(sichtbar="sofort")


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until the focus stands on a link, a button or a field that is called so."""
    for _ in range(120):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "() => { const here = document.activeElement;"
            " return [here.textContent, ...[...(here.labels ?? [])].map((one) => one.textContent)].join(' ') }"
        )
        if words in re.sub(r"\s+", " ", named):
            return
    pytest.fail(f"Tab never reached „{words}“")


def _enter(page: Page, words: str) -> None:
    _tab_to(page, words)
    page.keyboard.press("Enter")


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_keyboard_alone_comments_and_confirms(live_browser: OpenPage, runde: Beteiligungsrunde, script: bool) -> None:
    page = reise.patient(live_browser(java_script_enabled=True) if script else live_browser(java_script_enabled=False))
    page.goto(runde.get_absolute_url())
    if not script:
        # Without scripts nobody can ask the focus for its words, so this reader follows links.
        page.get_by_role("link", name="Leitsatz 1: Wege").click()
        page.get_by_role("link", name=re.compile("Stellung nehmen zu Absatz 2")).click()
        page.get_by_label("Ihre Anmerkung").fill("Auch am Abend.")
        page.get_by_label("Für mich selbst").check()
        page.get_by_label("E-Mail-Adresse").fill("ada@lohse.example")
        reise.send(page, "Stellungnahme abgeben")
    else:
        _enter(page, "Wege")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Wege")
        _enter(page, "Stellung nehmen zu Absatz 2")
        expect(page.get_by_role("heading", level=1)).to_have_text("Stellung nehmen")
        _tab_to(page, "Ihre Anmerkung")
        page.keyboard.type("Auch am Abend.")
        _tab_to(page, "Für eine Einrichtung")
        page.keyboard.press("ArrowDown")
        _tab_to(page, "E-Mail-Adresse")
        page.keyboard.type("ada@lohse.example")
        _enter(page, "Stellungnahme abgeben")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")

    secret = re.findall(r"/stellungnahme/mein/[\w-]+/", Mail.objects.get().text)[0]
    page.goto(secret)
    reise.send(page, "Stellungnahme bestätigen")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ihre Stellungnahme 1")
    said = Stellungnahme.objects.received().get().anmerkungen.get()
    assert (said.teil, said.absatz, said.text) == ("wege", "absatz-2", "Auch am Abend.")


def test_what_was_typed_is_there_again_and_forgotten_once_it_is_handed_in(
    live_browser: OpenPage, runde: Beteiligungsrunde
) -> None:
    page = reise.patient(live_browser())
    form = f"/beteiligung/{runde.kennung}/stellung-nehmen/?stelle=wege.absatz-1"
    page.goto(form)
    page.get_by_label("Ihre Anmerkung").fill("Ein langer Gedanke.")
    page.goto("/")

    page.goto(form)
    expect(page.get_by_label("Ihre Anmerkung")).to_have_value("Ein langer Gedanke.")
    expect(page.locator("[data-entwurf-stand]")).to_contain_text("steht wieder in den Feldern")
    expect(page.get_by_label("Ihr Vorschlag für den Wortlaut")).to_have_value("Kein Weg ist zu weit.")
    page.get_by_label("Für mich selbst").check()
    page.get_by_label("E-Mail-Adresse").fill("ada@lohse.example")
    reise.send(page, "Stellungnahme abgeben")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bitte sehen Sie in Ihr Postfach")

    page.goto(form)
    expect(page.get_by_label("Ihre Anmerkung")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0


def test_list_of_invitations_follows_the_mails_and_waits_for_who_types(
    live_browser: OpenPage, runde: Beteiligungsrunde
) -> None:
    brief = Rundenbrief(betreff="Ihre Stellungnahme", text="der Entwurf liegt aus.")
    einladen.invite_all(runde, [make_institution(email="kita@x.example")], brief, by=make_konto())
    page = reise.patient(live_browser())
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    page.goto(f"/verwaltung/beteiligung/{runde.pk}/einladungen/")
    expect(page.locator("[data-fortschritt]")).to_contain_text("0 von 1 gesendet, 1 warten")
    word = page.get_by_label("Wort im Namen")
    word.press_sequentially("Kita")

    einladen.VERTEILER.work()
    Mail.objects.update(status="gesendet", sent=timezone.now())

    expect(page.locator("[data-fortschritt]")).to_contain_text("1 von 1 gesendet")
    expect(word).to_be_focused()
    expect(word).to_have_value("Kita")
    word.blur()
    expect(page.locator("[data-fortschritt]")).to_have_count(0)


@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_two_people_weigh_and_the_author_reads_the_answer(
    live_browser: OpenPage, runde: Beteiligungsrunde, script: bool
) -> None:
    mine = make_stellungnahme(runde, vorschlag="Kein Weg ist weiter als 40 Minuten.")
    end(runde)
    runden.close(runde, by=make_konto())
    punkt = Punkt.objects.get()
    first, second = (reise.patient(live_browser(java_script_enabled=script)) for _ in range(2))
    for page in (first, second):
        reise.log_in(page)
        page.wait_for_url("**/verwaltung/")

    first.goto(f"/verwaltung/beteiligung/{runde.pk}/abwaegung/")
    reise.follow(first, str(punkt))
    expect(first.locator("ins").first).to_contain_text("weiter als 40 Minuten.")
    first.get_by_label("Entscheidung").select_option("uebernommen")
    first.get_by_label("Begründung").fill("Der Satz nennt jetzt die Zeit.")
    reise.send(first, "Speichern")
    expect(first.get_by_role("heading", level=2, name="zu bestätigen")).to_be_visible()
    second.goto(f"/verwaltung/punkte/{punkt.pk}/")
    reise.send(second, "Bestätigen")
    second.goto(f"/verwaltung/beteiligung/{runde.pk}/abwaegung/")
    reise.follow(second, "Beantworten …")
    reise.send(second, "Beteiligung beantworten")
    expect(second.locator("main")).to_contain_text("Die Beteiligung ist beantwortet, 1 E-Mail.")

    reader = reise.patient(live_browser(java_script_enabled=script))
    reader.goto(mine.get_absolute_url())
    expect(reader.locator("main")).to_contain_text("Der Satz nennt jetzt die Zeit.")


def test_keyboard_alone_weighs_a_point_and_puts_its_wording_into_the_draft(
    live_browser: OpenPage, runde: Beteiligungsrunde
) -> None:
    make_stellungnahme(runde, vorschlag="Kein Weg ist zu weit für ein Kind.")
    end(runde)
    runden.close(runde, by=make_konto())
    page = reise.patient(live_browser())
    reise.log_in(page)
    page.wait_for_url("**/verwaltung/")
    page.goto(f"/verwaltung/beteiligung/{runde.pk}/abwaegung/")
    _enter(page, "Punkt 1.1")
    expect(page.get_by_role("heading", level=1)).to_have_text("Punkt 1.1")

    _tab_to(page, "Entscheidung")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "Begründung")
    page.keyboard.type("Der Satz sagt jetzt, für wen er gilt.")
    _enter(page, "Speichern")
    expect(page.get_by_role("heading", level=2, name="zu bestätigen")).to_be_visible()
    _enter(page, "In den Entwurf übernehmen")

    expect(page.locator("main")).to_contain_text("in den Entwurf übernommen am")
    assert Abschnitt.objects.get(kennung="wege").text.startswith("Kein Weg ist zu weit für ein Kind.")
