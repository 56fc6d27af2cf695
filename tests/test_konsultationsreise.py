"""A Leitbild from the cards to the Kreistag: laid out, commented on, weighed by two, amended twice and published."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from bildungskommune.beteiligung import abwaegung
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt, Stellungnahme
from bildungskommune.fassungen.models import Fassung
from bildungskommune.post.models import Mail
from leitbild.models import Abschnitt, Leitbild
from tests import reise
from tests.beteiligung.bauen import end, make_stellungnahme
from tests.conftest import OpenPage
from tests.factories import make_abschnitt, make_beitrag, make_gremium, make_herleitung, make_konto, make_leitbild

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ADA, BEN = "ada@lohse.example", "ben@lohse.example"
ENTWURF = "Lernorte sind für alle erreichbar."
GEWUENSCHT = "Lernorte sind für alle erreichbar, auch vom Dorf aus."
BESCHLOSSEN = "Lernorte sind für alle erreichbar, auch am Nachmittag, auch vom Dorf aus."
UEBERNOMMEN = "Das Dorf steht jetzt im ersten Satz."
PHONE = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": False, "has_touch": True}


@pytest.fixture(autouse=True)
def _at_once(settings: Settings) -> None:
    """Let a form be sent as soon as it is shown."""
    settings.SPAMSCHUTZ_SEKUNDEN = 0


def written_from_cards() -> Leitbild:
    leitbild = make_leitbild(kennung="lb", titel="Leitbild Bildung")
    karte = make_beitrag(code="K7M-4QX", text="Am Nachmittag fährt kein Bus.")
    wege = make_abschnitt(leitbild=leitbild, kennung="wege", nr="1", titel="Kein Weg ist zu weit.", text=ENTWURF)
    make_herleitung(wege, beitrag=karte, begruendung="Der Leitsatz antwortet auf diese Karte.")
    make_abschnitt(leitbild=leitbild, kennung="orte", nr="2", titel="Orte", text="Die Orte sind offen.", position=1)
    return leitbild


def freeze(office: Page, leitbild: Leitbild, zweck: str) -> None:
    """Freeze the working text; its page on the desk is what is seen then."""
    office.goto(f"/verwaltung/leitbild/{leitbild.pk}/")
    reise.follow(office, "Fassung einfrieren")
    office.get_by_label("Zweck").select_option(zweck)
    reise.send(office, "Fassung einfrieren")
    expect(office.get_by_role("link", name="Vorlage anlegen")).to_be_visible()


def lay_out(office: Page) -> Beteiligungsrunde:
    reise.follow(office, "Beteiligung vorbereiten …")
    office.get_by_label("Titel").fill("Was sagen Sie zum Leitbild?")
    office.fill("#id_von", timezone.localdate().isoformat())
    office.fill("#id_bis", (timezone.localdate() + timedelta(days=20)).isoformat())
    office.get_by_label("Wann stehen Stellungnahmen öffentlich?").select_option("sofort")
    reise.send(office, "Speichern")
    reise.send(office, "Eröffnen")
    expect(office.get_by_role("heading", level=2, name="läuft")).to_be_visible()
    return Beteiligungsrunde.objects.get()


def comment(phone: Page, email: str, text: str, vorschlag: str = "") -> str:
    """From the list of what lies out to the confirmed comment; returns the address of one's own page."""
    phone.goto("/beteiligung/")
    phone.get_by_role("link", name="Lesen und Stellung nehmen").click()
    phone.get_by_role("link", name="Leitsatz 1: Kein Weg ist zu weit.").click()
    phone.get_by_role("link", name="Stellung nehmen zu Absatz 1").click()
    expect(phone.get_by_label("Ihre Anmerkung")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    phone.get_by_label("Ihre Anmerkung").fill(text)
    if vorschlag:
        phone.get_by_label("Ihr Vorschlag für den Wortlaut").fill(vorschlag)
    phone.get_by_label("Für mich selbst").check()
    phone.get_by_label("E-Mail-Adresse").fill(email)
    reise.send(phone, "Stellungnahme abgeben")
    mine = reise.link_in_mail(email, r"/stellungnahme/mein/[\w-]+/")
    phone.goto(mine)
    reise.send(phone, "Stellungnahme bestätigen")
    expect(phone.locator("main")).to_contain_text("Ihre Stellungnahme ist eingegangen.")
    return mine


def enter_letter(office: Page, runde: Beteiligungsrunde, scan: Path) -> None:
    """Enter what came on paper, with its scan."""
    office.goto(f"/verwaltung/beteiligung/{runde.pk}/")
    reise.follow(office, "Stellungnahme eintragen")
    office.select_option("#id_weg", "papier")
    office.select_option("#id_stelle", "orte")
    office.fill("#id_text", "Wer schließt am Abend auf?")
    office.locator("#id_anlagen").set_input_files(scan)
    office.select_option("#id_art", "person")
    office.fill("#id_name", "Ilse Brandau")
    reise.send(office, "Stellungnahme eintragen")
    expect(office.locator("main")).to_contain_text("Wer schließt am Abend auf?")


def weigh(runde: Beteiligungsrunde, first: Page, second: Page) -> None:
    """Two people at the desk for one point; the rest as they would, one deciding and the other confirming."""
    punkt = Punkt.objects.get(anmerkung__vorschlag=GEWUENSCHT)
    first.goto(f"/verwaltung/beteiligung/{runde.pk}/abwaegung/")
    reise.follow(first, str(punkt))
    first.get_by_label("Entscheidung").select_option("uebernommen")
    first.get_by_label("Begründung").fill(UEBERNOMMEN)
    reise.send(first, "Speichern")
    first.wait_for_url("**/verwaltung/**")
    second.goto(f"/verwaltung/punkte/{punkt.pk}/")
    reise.send(second, "Bestätigen")
    ahrens, wedde = make_konto(), make_konto()
    for one in Punkt.objects.counting().undecided():
        one.entscheidung, one.begruendung = "kenntnis", f"Grund zu Stellungnahme {one.stellungnahme.nummer}."
        abwaegung.change(one, abwaegung.ENTSCHIEDEN, by=ahrens)
        abwaegung.confirm(one, by=wedde)
    second.goto(f"/verwaltung/beteiligung/{runde.pk}/abwaegung/")
    reise.follow(second, "Beantworten …")
    reise.send(second, "Beteiligung beantworten")
    expect(second.locator("main")).to_contain_text("Die Beteiligung ist beantwortet, 18 E-Mails.")


def rewrite(leitbild: Leitbild, text: str) -> None:
    Abschnitt.objects.filter(leitbild=leitbild, kennung="wege").update(text=text)


def debate(office: Page, vorlage: str, gremium: str, rolle: str, day: date) -> None:
    """Enter that a committee has changed the text."""
    office.goto(vorlage)
    reise.follow(office, "Beratung eintragen")
    office.get_by_label("Gremium").select_option(label=gremium)
    office.get_by_label("Rolle").select_option(rolle)
    office.fill("#id_datum", day.isoformat())
    office.get_by_label("Ergebnis").select_option("geaendert")
    office.get_by_label("Auflagen").fill("Der Nachmittag wird ergänzt.")
    reise.send(office, "Speichern")


def adopt(office: Page, leitbild: Leitbild) -> None:
    """A Vorlage carries Fassung 2 to a committee that amends it and to the Kreistag, which adopts Fassung 3."""
    introduced = office.url
    reise.follow(office, "Vorlage anlegen")
    office.fill("#id_nummer", "0711/40/2026")
    office.get_by_label("Art", exact=True).select_option("beschluss")
    office.fill("#id_betreff", "Leitbild Bildung")
    reise.send(office, "Speichern")
    vorlage = office.url
    debate(office, vorlage, "Bildungsausschuss", "vorberatung", date(2026, 3, 4))
    debate(office, vorlage, "Kreistag", "entscheidung", date(2026, 4, 1))
    rewrite(leitbild, BESCHLOSSEN)
    office.goto(introduced)
    reise.follow(office, "Beschlussfassung einfrieren …")
    office.get_by_label("Die beschlossenen Änderungen stehen im Entwurf.").check()
    reise.send(office, "Beschlussfassung einfrieren")
    reise.follow(office, "Veröffentlichen …")
    reise.send(office, "Fassung 3 veröffentlichen")


def test_from_the_cards_to_the_kreistag_everybody_reads_what_became_of_a_comment(
    live_browser: OpenPage, client: Client, tmp_path: Path
) -> None:
    leitbild = written_from_cards()
    for name in ("Bildungsausschuss", "Kreistag"):
        make_gremium(name=name)
    scan = tmp_path / "Brief.png"
    Image.new("RGB", (600, 800), "white").save(scan)
    office, second, phone = (reise.patient(live_browser(**options)) for options in ({}, {}, PHONE))
    reise.log_in(office)
    reise.log_in(second)

    freeze(office, leitbild, "beteiligung")
    runde = lay_out(office)
    mine = comment(phone, ADA, "Vom Dorf aus komme ich nicht hin.", GEWUENSCHT)
    regretted = comment(phone, BEN, "Das nehme ich zurück.")
    reise.follow(phone, "Zurückziehen …")
    reise.send(phone, "Zurückziehen")
    expect(phone.locator("main")).to_contain_text("zurückgezogen")
    enter_letter(office, runde, scan)
    for nr in range(17):
        make_stellungnahme(runde, email=f"person{nr}@lohse.example", text=f"Meinung {nr}")
    end(runde)
    office.goto(f"/verwaltung/beteiligung/{runde.pk}/")
    reise.send(office, "Abschließen")
    expect(office.locator("main")).to_contain_text("Die Beteiligung ist abgeschlossen.")
    weigh(runde, office, second)
    rewrite(leitbild, GEWUENSCHT)
    freeze(office, leitbild, "vorlage")
    adopt(office, leitbild)

    assert [one.nummer for one in Fassung.objects.public()] == [3]
    comments = list(Stellungnahme.objects.order_by("nummer"))
    pages = [client.get(one.get_absolute_url()).content.decode() for one in comments]
    told = [UEBERNOMMEN, "zurückgezogen am", *(f"Grund zu Stellungnahme {nr}." for nr in range(3, 21))]
    assert len(comments) == 20
    assert [words in page for words, page in zip(told, pages, strict=True)] == [True] * 20
    assert UEBERNOMMEN in Mail.objects.filter(an=ADA).order_by("-pk")[0].text
    phone.goto(mine)
    expect(phone.locator("main")).to_contain_text(comments[0].code)
    expect(phone.locator("main").get_by_role("link", name="Zurückziehen …")).to_have_count(0)
    phone.goto(regretted)
    expect(phone.locator("main")).to_contain_text("wird nicht beantwortet")
    phone.goto("/leitbild/lb/fassung/1/")
    expect(phone.locator("main")).to_contain_text("Dieser Text gilt nicht. Er lag ab")
    assert ENTWURF in phone.locator("main").inner_text()
    reise.follow(phone, runde.titel)
    reise.follow(phone, "Was daraus wurde, Punkt für Punkt")
    expect(phone.locator("main")).to_contain_text(UEBERNOMMEN)
    phone.goto("/leitbild/")
    expect(phone.locator("main")).to_contain_text(BESCHLOSSEN)
    phone.goto("/beitrag/K7M-4QX/")
    expect(phone.locator("main")).to_contain_text("Kein Weg ist zu weit.")
