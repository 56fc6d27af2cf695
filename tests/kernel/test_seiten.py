"""The pages every portal must have, barrier reports, and what machines ask for."""

import re
from datetime import date
from xml.etree import ElementTree as ET

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.audit.models import Eintrag
from bildungskommune.portal.abschnitte import Textabschnitt, sections
from bildungskommune.post.models import Mail
from bildungskommune.seiten import meldung
from bildungskommune.seiten.models import Barrieremeldung, Kommune, Seite
from tests.kernel.bauen import make_meldung, make_published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("first_texts")]
SLUGS = ["impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "gebaerdensprache"]


@pytest.fixture(autouse=True)
def _quick(settings: Settings) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = -1


def form_data(client: Client, **data: str) -> dict[str, str]:
    """What a browser sends back: the signed time of the form and what was typed."""
    page = client.get(reverse("barriere-melden"))
    return {"gezeigt": page.context["form"]["gezeigt"].value(), "website": "", **data}


@pytest.mark.parametrize("slug", SLUGS)
def test_page_is_there_from_the_first_day(client: Client, slug: str) -> None:
    response = client.get(f"/{slug}/")

    assert response.status_code == 200
    assert dict(response.cookies) == {}


def test_page_that_does_not_exist(client: Client) -> None:
    assert client.get("/gibt-es-nicht/").status_code == 404


def test_page_that_is_hidden(client: Client) -> None:
    Seite.objects.filter(slug="impressum").update(oeffentlich=False)

    assert client.get("/impressum/").status_code == 404


def test_accessibility_statement_says_what_the_law_asks(client: Client) -> None:
    page = client.get("/barrierefreiheit/").content.decode()

    form = reverse("barriere-melden")
    asked = ("BGG LSA", "innerhalb eines Monats", "Ombudsstelle", form, "Selbstbewertung", "erstellt")
    assert [word for word in asked if word not in page] == []


def test_page_shows_html_as_text(client: Client) -> None:
    Seite.objects.create(slug="probe", titel="Probe", text="## <i>Titel</i>\n\n<script>x</script>")

    page = client.get("/probe/").content.decode()

    assert ["<script>x" in page, "<i>Titel" in page] == [False, False]


def test_sections_split_at_their_headings() -> None:
    text = "Vorspann\r\n\r\n## Eins\r\n\r\nText\r\n\r\n##  Zwei \nMehr"

    assert sections(text) == [
        Textabschnitt("", "Vorspann"),
        Textabschnitt("Eins", "Text"),
        Textabschnitt("Zwei", "Mehr"),
    ]


def test_sections_of_nothing() -> None:
    assert sections("") == []


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 5, 12), date(2026, 6, 12)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_answer_is_due_within_a_month(day: date, due: date) -> None:
    assert meldung.due_date(day) == due


def test_barrier_is_stored_and_the_office_is_told(client: Client) -> None:
    response = client.post(reverse("barriere-melden"), form_data(client, beschreibung="Das Menü geht nicht auf."))

    stored = Barrieremeldung.objects.get()
    assert response.headers["Location"] == reverse("barriere-danke")
    assert [stored.beschreibung, stored.faellig_am] == [
        "Das Menü geht nicht auf.",
        meldung.due_date(timezone.localdate()),
    ]
    assert list(Mail.objects.values_list("an", flat=True)) == [Kommune.objects.get().email]


def test_barrier_is_confirmed_to_who_left_an_address(client: Client) -> None:
    client.post(reverse("barriere-melden"), form_data(client, beschreibung="Hilfe", email="a@kita.example"))

    assert set(Mail.objects.values_list("an", flat=True)) == {Kommune.objects.get().email, "a@kita.example"}


def test_barrier_without_a_word_keeps_what_was_typed(client: Client) -> None:
    response = client.post(reverse("barriere-melden"), form_data(client, beschreibung="", name="Eva", email="keine"))

    page = response.content.decode()
    assert response.status_code == 422
    assert ["<title>Fehler: " in page, 'value="Eva"' in page] == [True, True]
    assert Barrieremeldung.objects.count() == 0


@pytest.mark.parametrize("text", ["x" * 10_000, "\x00"])
def test_barrier_with_a_text_that_cannot_be_kept(client: Client, text: str) -> None:
    response = client.post(reverse("barriere-melden"), form_data(client, beschreibung=text))

    assert response.status_code == 422


def test_barrier_sent_twice_is_taken_once(client: Client) -> None:
    data = form_data(client, beschreibung="Doppelt", absendung="a" * 22)

    client.post(reverse("barriere-melden"), data)
    client.post(reverse("barriere-melden"), data)

    assert Barrieremeldung.objects.count() == 1


def test_barrier_of_a_program_is_refused(client: Client) -> None:
    response = client.post(reverse("barriere-melden"), form_data(client, beschreibung="Kauf!") | {"website": "x"})

    assert response.status_code == 422


def test_barrier_form_notes_the_page_one_came_from_without_its_query(client: Client) -> None:
    page = client.get(reverse("barriere-melden"), headers={"Referer": "http://testserver/leitbild/?q=geheim"})

    assert page.context["form"]["seite"].value() == "/leitbild/"


def test_barrier_form_does_not_note_another_portal(client: Client) -> None:
    page = client.get(reverse("barriere-melden"), headers={"Referer": "https://anderswo.example/x/"})

    assert page.context["form"]["seite"].value() == ""


def test_answer_closes_the_report_and_is_mailed(office: Client) -> None:
    report = make_meldung(email="a@kita.example")
    Mail.objects.all().delete()

    office.post(reverse("v-barriere", args=(report.pk,)), {"antwort": "Es geht jetzt auf."})

    report.refresh_from_db()
    assert [report.antwort, report.beantwortet_am] == ["Es geht jetzt auf.", timezone.localdate()]
    assert list(Mail.objects.values_list("an", flat=True)) == ["a@kita.example"]


def test_report_is_answered_once(office: Client) -> None:
    report = make_meldung(email="a@kita.example")
    url = reverse("v-barriere", args=(report.pk,))
    office.post(url, {"antwort": "Es geht jetzt auf."})
    Mail.objects.all().delete()

    response = office.post(url, {"antwort": "Mein Text"})

    page = response.content.decode()
    assert response.status_code == 422
    wanted = ("hat inzwischen jemand anderes beantwortet", "Es geht jetzt auf.", "Mein Text")
    assert [word for word in wanted if word not in page] == []
    assert Mail.objects.count() == 0


def test_answer_without_a_word_is_refused(office: Client) -> None:
    report = make_meldung()

    assert office.post(reverse("v-barriere", args=(report.pk,)), {"antwort": ""}).status_code == 422


def test_reports_are_listed_open_ones_first(office: Client) -> None:
    done = make_meldung(beschreibung="Erledigte Meldung")
    make_meldung(beschreibung="Offene Meldung")
    Barrieremeldung.objects.filter(pk=done.pk).update(antwort="ja", beantwortet_am=timezone.localdate())

    page = office.get(reverse("v-barriere-list")).content.decode()

    assert page.index("Offene Meldung") < page.index("Erledigte Meldung")


def test_sitemap_lists_public_pages(client: Client) -> None:
    published = make_published()

    tree = ET.fromstring(client.get("/sitemap.xml").content)

    links = [node.text or "" for node in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    ends = ("/impressum/", f"/leitbild/{published.dokument}/fassung/1/")
    assert [any(link.endswith(end) for link in links) for end in ends] == [True, True]


def test_robots_keeps_out_of_the_office(client: Client) -> None:
    kept_out = re.findall(r"^Disallow: (.+)$", client.get("/robots.txt").content.decode(), re.MULTILINE)

    assert kept_out[:2] == ["/verwaltung/", "/konto/"]
    assert set(kept_out[2:]) == {
        "/anmeldung/",
        "/bestaetigung/",
        "/massnahmen/*/steckbrief.pdf",
        "/publikationen/*/vergleich/",
        "/stellungnahme/",
        "/beteiligung/*/stellung-nehmen/",
        "/beteiligung/*/gesendet/",
        "/beteiligung/einladung/",
        "/vorlagen/*/mappe.pdf",
    }


def test_security_txt_names_a_contact_and_an_end(client: Client) -> None:
    text = client.get("/.well-known/security.txt").content.decode()

    assert [line.split(":")[0] for line in text.splitlines()][:2] == ["Contact", "Expires"]


def test_kommune_is_changed(office: Client) -> None:
    fields = ("name", "portal", "stelle", "leitspruch", "vorspann", "farbe")
    data = {field: getattr(Kommune.objects.get(), field) for field in fields}

    office.post(reverse("v-kommune"), data | {"name": "Landkreis Muster"})

    assert [Kommune.objects.current().name, Kommune.objects.current().version] == ["Landkreis Muster", 2]
    assert Eintrag.objects.exclude(ereignis="startdaten.geladen").get().ereignis == "kommune.geaendert"


def test_kommune_with_a_colour_that_is_none(office: Client) -> None:
    assert office.post(reverse("v-kommune"), {"farbe": "rot"}).status_code == 422


def test_page_text_is_changed(office: Client) -> None:
    seite = Seite.objects.get(slug="impressum")

    office.post(reverse("v-seite-edit", args=(seite.pk,)), {"titel": "Impressum", "text": "Neu", "oeffentlich": "on"})

    seite.refresh_from_db()
    assert seite.text == "Neu"


def test_page_without_a_title_is_refused(office: Client) -> None:
    seite = Seite.objects.get(slug="impressum")

    assert office.post(reverse("v-seite-edit", args=(seite.pk,)), {"titel": ""}).status_code == 422


@pytest.mark.parametrize("name", ["v-kommune", "v-seite-list", "v-barriere-list"])
def test_settings_are_for_the_stabsstelle(fachamt: Client, name: str) -> None:
    assert fachamt.get(reverse(name)).status_code == 403


def test_settings_lead_to_the_papierkorb_and_back(office: Client) -> None:
    pages = [lxml.html.fromstring(office.get(reverse(name)).content.decode()) for name in ("v-kommune", "v-papierkorb")]

    tabs = [[(link.get("href"), link.get("aria-current")) for link in page.cssselect(".reiter a")] for page in pages]
    assert (reverse("v-papierkorb"), None) in tabs[0]
    assert (reverse("v-papierkorb"), "page") in tabs[1]
    assert pages[1].cssselect(".menue [aria-current]")[0].text == "Einstellungen"
