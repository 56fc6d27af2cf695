"""The steps of a journey through the portal, as people take them in a browser."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import Frame, Page, expect

from bildungskommune.post.models import Mail
from tests.factories import make_gremium, make_konto

PASSWORT = "Sieben-Wege-in-der-Boerde"
PATIENCE = 30_000
PRINT_PATIENCE = 180_000
MAX_STOPS = 150
CARD = "Der letzte Bus fährt, bevor die AG anfängt."
BEITRAG = "Nach der Lehrprobe am Abend kommt niemand mehr nach Hause: Es fehlt ein Bus um sieben."


class Gelesen:
    """Counts the pages that come to be seen; a redirect and a jump within a page are none."""

    def __init__(self, page: Page) -> None:
        self.seiten: list[str] = []
        self._page = page
        page.on("framenavigated", self._note)

    def _note(self, frame: Frame) -> None:
        if frame == self._page.main_frame:
            self.seiten.append(urlsplit(frame.url).path)


def patient(page: Page) -> Page:
    """Give a busy machine time."""
    page.set_default_timeout(PATIENCE)
    page.set_default_navigation_timeout(PATIENCE)
    expect.set_options(timeout=PATIENCE)
    return page


def log_in(page: Page, rolle: str = "stabsstelle") -> None:
    konto = make_konto(rolle, password=PASSWORT)
    page.goto("/verwaltung/")
    enter_password(page, konto.email)


def enter_password(page: Page, email: str) -> None:
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORT)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def send(page: Page, word: str) -> None:
    """Press the button of the form in the page, not one in its head."""
    page.locator("main").get_by_role("button", name=word, exact=True).click()


def follow(page: Page, word: str) -> None:
    page.locator("main").get_by_role("link", name=word, exact=True).first.click()


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as somebody without a mouse does; wait for it to be there first."""
    page.locator(selector).first.wait_for(state="attached")
    for _ in range(MAX_STOPS):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The keyboard does not reach {selector}")


def link_in_mail(an: str, path: str) -> str:
    """Return what `path` matches of the newest link that was written to this address."""
    for mail in Mail.objects.filter(an=an).order_by("-pk"):
        if found := re.search(rf"https?://[^/\s]+({path})", mail.text):
            return found[1]
    raise AssertionError(f"Nobody wrote {path} to {an}")


@dataclass
class Werkstatt:
    """A workshop that the office made in the browser."""

    pk: int
    slug: str


def create_workshop(page: Page, *, plaetze: int) -> Werkstatt:
    """Make a Reihe with one workshop in ten days and open its registration."""
    page.goto("/verwaltung/reihen/neu/")
    page.fill("#id_titel", "Zukunftswerkstatt Bildung")
    send(page, "Speichern")
    page.goto("/verwaltung/workshops/neu/")
    begin = timezone.localtime() + timedelta(days=10)
    page.select_option("#id_reihe", label="Zukunftswerkstatt Bildung")
    page.fill("#id_titel", "Wege zur Bildung")
    page.fill("#id_beginn", local(begin))
    page.fill("#id_ende", local(begin + timedelta(hours=3)))
    page.fill("#id_kapazitaet", str(plaetze))
    page.fill("#id_anmeldeschluss", local(begin - timedelta(days=1)))
    page.check("#id_beitraege_online")
    send(page, "Speichern")
    page.locator("form[action$='/stand/offen/'] button").click()
    expect(page.locator("#zug")).to_contain_text("offen")
    pk = int(urlsplit(page.url).path.split("/")[3])
    page.get_by_role("link", name="Öffentliche Seite").click()
    return Werkstatt(pk, urlsplit(page.url).path.split("/")[2])


def local(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def register(page: Page, werkstatt: Werkstatt, name: str, email: str) -> None:
    """Fill in the form; the page after it leads to the mailbox."""
    page.goto(f"/workshops/{werkstatt.slug}/anmeldung/")
    page.fill("#id_name", name)
    page.fill("#id_email", email)
    page.fill("#id_einrichtung", "Kita Regenbogen")
    send(page, "Verbindlich anmelden")
    expect(page.locator("h1")).to_have_text("Bitte sehen Sie in Ihr Postfach")


def confirm(page: Page, email: str) -> None:
    """Open the link in the mail and press the button."""
    page.goto(link_in_mail(email, r"/anmeldung/[\w-]+/bestaetigen/"))
    send(page, "Anmeldung bestätigen")
    expect(page.locator("h1")).to_have_text("Ihre Anmeldung")


def contribute(page: Page, werkstatt: Werkstatt) -> str:
    """Hand in a contribution and return the code that the page shows."""
    page.goto(f"/workshops/{werkstatt.slug}/beitraege/neu/")
    page.fill("#id_text", BEITRAG)
    send(page, "Beitrag abgeben")
    return page.locator(".code-gross [aria-hidden]").inner_text().strip()


def lay_card(page: Page, werkstatt: Werkstatt, text: str) -> None:
    page.goto(f"/verwaltung/workshops/{werkstatt.pk}/karten/")
    page.fill("#id_text", text)
    page.press("#id_text", "Enter")
    expect(page.locator(".zettel", has_text=text)).to_be_visible()


def cluster(page: Page, text: str, thema: str, *, new: bool) -> None:
    """Put a card of the open wall into a Thema."""
    page.locator(".zettel", has_text=text).get_by_role("link", name="in ein Thema legen").click()
    form = page.locator(".zettel__wohin")
    if new:
        form.get_by_role("combobox").select_option("neu")
        form.get_by_role("textbox").fill(thema)
    else:
        form.get_by_role("combobox").select_option(label=f"nach „{thema}“")
    form.get_by_role("button", name="Legen").click()
    column = page.locator(".thema", has=page.get_by_role("heading", name=thema))
    expect(column.locator(".zettel", has_text=text)).to_be_visible()


def publish_contribution(page: Page, code: str) -> None:
    """Make it public and say what became of it, with the reason."""
    page.goto("/verwaltung/beitraege/?wort=Lehrprobe")
    page.get_by_role("link", name=re.compile("Lehrprobe")).first.click()
    expect(page.locator("h1")).to_have_text(f"Beitrag {code}")
    page.locator("form[action$='/stand/veroeffentlicht/'] button").click()
    follow(page, "Verbleib eintragen")
    page.get_by_role("radio", name="aufgenommen", exact=True).check()
    page.fill("#id_begruendung", "Der Leitsatz zu den Wegen nimmt es auf.")
    send(page, "Verbleib eintragen")
    expect(page.locator("main")).to_contain_text("Der Leitsatz zu den Wegen nimmt es auf.")


def write_leitbild(page: Page, code: str) -> None:
    page.goto("/verwaltung/leitbild/neu/")
    page.fill("#id_titel", "Leitbild der Bildung")
    page.select_option("#id_reihe", label="Zukunftswerkstatt Bildung")
    send(page, "Speichern")
    document = page.url
    follow(page, "Ersten Abschnitt anlegen")
    page.select_option("#id_art", "leitsatz")
    page.fill("#id_nr", "1")
    page.fill("#id_titel", "Kein Weg ist zu weit.")
    page.fill("#id_text", "Wer lernen will, kommt hin und wieder heim.")
    send(page, "Speichern")
    page.goto(document)
    page.locator("main a[href$='/quellen/neu/']").first.click()
    page.select_option("#suche_art", "beitrag")
    send(page, "Suchen")
    page.get_by_role("checkbox", name=re.compile(code)).check()
    page.fill("#id_begruendung", "Der Heimweg am Abend entscheidet, wer kommen kann.")
    send(page, "Als Quelle eintragen")
    page.goto(document)


def write_konzept(page: Page) -> None:
    page.goto("/verwaltung/konzept/neu/")
    page.fill("#id_titel", "Bildungskonzept")
    page.select_option("#id_leitbild", label="Leitbild der Bildung")
    send(page, "Speichern")
    document = page.url
    follow(page, "Erstes Handlungsfeld anlegen")
    page.fill("#id_nr", "1")
    page.fill("#id_titel", "Erreichbare Orte")
    page.fill("#id_zielbild", "Jeder Lernort ist ohne Auto erreichbar.")
    send(page, "Speichern")
    feld = page.url
    follow(page, "Herkunft eintragen")
    page.get_by_role("checkbox", name=re.compile("Kein Weg ist zu weit")).check()
    page.fill("#id_begruendung", "Weite Wege sind das erste Hindernis.")
    send(page, "Als Quelle eintragen")
    page.goto(feld)
    follow(page, "Erste Strategie anlegen")
    page.fill("#id_nr", "1.1")
    page.fill("#id_titel", "Fahrzeiten mit Lernzeiten abstimmen")
    send(page, "Speichern")
    page.goto(document)


def freeze_and_publish(page: Page) -> None:
    """From a working document through the Kreistag to the published Fassung 1 and its PDF, which the worker sets."""
    page.locator("main a[href*='/fassungen/neu/']").first.click()
    page.get_by_label("Zweck").select_option("vorlage")
    send(page, "Fassung einfrieren")
    adopt(page)
    follow(page, "Veröffentlichen …")
    send(page, "Fassung 1 veröffentlichen")
    ready = page.get_by_role("link", name="PDF laden")
    expect(ready).to_be_visible(timeout=PRINT_PATIENCE)
    answer = page.request.get(ready.get_attribute("href") or "")
    assert [answer.status, answer.body()[:5]] == [200, b"%PDF-"]


def adopt(page: Page) -> None:
    """From the page of a Fassung and back: a Vorlage carries it to the Kreistag, which decides."""
    fassung = page.url
    gremium = make_gremium()
    follow(page, "Vorlage anlegen")
    page.fill("#id_nummer", f"{gremium.pk}/2026")
    page.get_by_label("Art", exact=True).select_option("beschluss")
    page.fill("#id_betreff", "Beschluss")
    send(page, "Speichern")
    follow(page, "Beratung eintragen")
    page.get_by_label("Gremium").select_option(str(gremium.pk))
    page.get_by_label("Rolle").select_option("entscheidung")
    page.fill("#id_datum", timezone.localdate().isoformat())
    page.get_by_label("Ergebnis").select_option("ungeaendert")
    send(page, "Speichern")
    page.goto(fassung)


def write_massnahme(page: Page) -> None:
    page.goto("/verwaltung/massnahmen/neu/")
    page.fill("#id_nr", "1")
    page.fill("#id_titel", "Abendbus zur Lehrwerkstatt")
    page.check("#id_oeffentlich")
    send(page, "Speichern")
    desk = page.url
    follow(page, "Bezug hinzufügen")
    page.get_by_role("radio", name=re.compile("Fahrzeiten mit Lernzeiten")).check()
    page.fill("#id_begruendung", "Ein Bus um sieben schließt die Lücke.")
    page.locator("main form[method=post] button[type=submit], main form[method=post] input[type=submit]").click()
    page.goto(desk)
    report(page, "vorgesehen", "Das Amt spricht mit dem Verkehrsbetrieb.")


def report(page: Page, stand: str, text: str) -> None:
    """From the page of a measure: write its Sachstand."""
    page.locator("main a[href*='/sachstand/']").first.click()
    page.get_by_role("radio", name=re.compile(stand, re.IGNORECASE)).first.check()
    page.fill("#id_text", text)
    send(page, "Sachstand speichern")
    expect(page.locator("main")).to_contain_text(text)
