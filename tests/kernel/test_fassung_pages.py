"""Publications for everybody, and Fassungen on the desk."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.fassungen.darstellung import file_name
from bildungskommune.fassungen.models import Druckauftrag, Fassung, Status
from bildungskommune.lifecycle import move
from tests.factories import make_leitbild
from tests.kernel.bauen import KEY, make_fassung, make_printed, make_published
from tests.veroeffentlichen import decided

pytestmark = pytest.mark.django_db


def pdf_url(fassung: Fassung) -> str:
    return f"/publikationen/leitbild/{fassung.dokument}/fassung-{fassung.nummer}.pdf"


def fetch(client: Client, url: str) -> tuple[int, dict[str, str], bytes]:
    """Load a file to its end: the test client closes it there, as a server does."""
    response = client.get(url)
    content = response.getvalue()
    return response.status_code, dict(response.headers), content


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_publications_name_fassung_checksum_and_pdf(client: Client) -> None:
    fassung = make_printed(titel="Leitbild der Börde")

    page = client.get(reverse("publikationen")).content.decode()

    assert [word in page for word in ("Leitbild der Börde", fassung.kurz, pdf_url(fassung))] == [True, True, True]


def test_publications_hide_what_is_not_published(client: Client) -> None:
    make_fassung(titel="Geheimer Entwurf")

    page = client.get(reverse("publikationen")).content.decode()

    assert "Geheimer Entwurf" not in page
    assert "Noch ist keine veröffentlicht" in page


def test_publications_set_no_cookie(client: Client) -> None:
    response = client.get(reverse("publikationen"))

    assert dict(response.cookies) == {}


def test_publications_ask_as_often_at_30_rows_as_at_one(client: Client) -> None:
    make_printed()
    one = queries(client, reverse("publikationen"))
    for _ in range(29):
        make_published()

    assert queries(client, reverse("publikationen")) == one


def test_pdf_comes_with_its_headers(client: Client) -> None:
    fassung = make_printed(b"%PDF-1.7 inhalt")

    _, headers, content = fetch(client, pdf_url(fassung))

    assert content == b"%PDF-1.7 inhalt"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Content-Disposition"] == f'inline; filename="{file_name(fassung)}.pdf"'
    assert headers["ETag"] == f'"{fassung.auftrag.schluessel}"'
    assert headers["Cache-Control"] == "public, no-cache"


def test_pdf_is_not_sent_again_when_the_browser_has_it(client: Client) -> None:
    fassung = make_printed()

    response = client.get(pdf_url(fassung), headers={"If-None-Match": f'"{fassung.auftrag.schluessel}"'})

    assert response.status_code == 304


def test_pdf_under_its_old_address_leads_to_the_right_one(client: Client) -> None:
    fassung = make_printed()

    assert client.get(f"/publikationen/{fassung.pk}/leitbild-fassung-1.pdf").headers["Location"] == pdf_url(fassung)


def test_pdf_of_a_replaced_fassung_stays(client: Client) -> None:
    fassung = make_printed()
    move(fassung, Status.ABGELOEST, by=None)

    assert fetch(client, pdf_url(fassung))[0] == 200


def test_pdf_that_is_not_ready_is_not_found(client: Client) -> None:
    assert client.get(pdf_url(make_published())).status_code == 404


def test_pdf_of_a_draft_is_for_the_office_only(office: Client) -> None:
    fassung = make_fassung()
    printed = make_printed()
    Druckauftrag.objects.filter(fassung=printed).update(fassung=fassung)

    _, headers, _ = fetch(office, pdf_url(fassung))

    assert headers["Cache-Control"] == "private, no-store"
    assert Client().get(pdf_url(fassung)).status_code == 404


def test_pdf_whose_file_is_gone_is_not_found(client: Client) -> None:
    fassung = make_printed()
    fassung.auftrag.pdf.storage.delete(str(fassung.auftrag.pdf.name))

    assert client.get(pdf_url(fassung)).status_code == 404


def test_list_on_the_desk_asks_as_often_at_30_rows_as_at_one(office: Client) -> None:
    make_printed()
    one = queries(office, reverse("v-fassung-list"))
    for _ in range(29):
        make_fassung()

    assert queries(office, reverse("v-fassung-list")) == one


def test_list_filters_by_state(office: Client) -> None:
    make_fassung(titel="Ein Entwurf")
    make_published(titel="Eine Veröffentlichte")

    page = office.get(reverse("v-fassung-list"), {"stand": "entwurf"}).content.decode()

    assert ["Ein Entwurf" in page, "Eine Veröffentlichte" in page] == [True, False]


def test_list_with_a_filter_that_does_not_exist(office: Client) -> None:
    assert office.get(reverse("v-fassung-list"), {"stand": "quatsch", "stufe": "x"}).status_code == 200


def test_freeze_makes_a_fassung(office: Client) -> None:
    leitbild = make_leitbild()

    response = office.post(
        reverse("v-fassung-new", args=(KEY, leitbild.pk)),
        {"art": "standard", "zweck": "vorlage", "stichtag": "2026-05-01"},
    )

    fassung = Fassung.objects.get()
    assert response.headers["Location"] == reverse("v-fassung", args=(fassung.pk,))
    assert [fassung.zweck, str(fassung.stichtag), fassung.objekt_id] == ["vorlage", "2026-05-01", leitbild.pk]


def test_freeze_with_a_bad_day_keeps_the_form(office: Client) -> None:
    url = reverse("v-fassung-new", args=(KEY, make_leitbild().pk))

    response = office.post(url, {"zweck": "vorlage", "stichtag": "gestern"})

    assert response.status_code == 422
    assert "Bitte geben Sie einen Tag an" in response.content.decode()


@pytest.mark.parametrize(("key", "pk"), [("gibt-es-nicht", 1), (KEY, 999_999)])
def test_freeze_what_does_not_exist(office: Client, key: str, pk: int) -> None:
    assert office.get(reverse("v-fassung-new", args=(key, pk))).status_code == 404


def test_page_shows_the_checksum_as_verified(office: Client) -> None:
    fassung = make_fassung()

    page = office.get(reverse("v-fassung", args=(fassung.pk,))).content.decode()

    assert fassung.sha256 in page
    assert "Der Inhalt ist unverändert" in page


def test_move_to_the_public(office: Client) -> None:
    fassung = make_fassung()

    office.post(reverse("v-fassung-move", args=(fassung.pk,)), {"nach": "beteiligung"})

    fassung.refresh_from_db()
    assert fassung.status == "beteiligung"


@pytest.mark.parametrize(
    "nach", ["", "quatsch", "beratung", "beschlossen", "abgelehnt", "veroeffentlicht", "abgeloest", "zurueckgezogen"]
)
def test_move_that_is_not_offered_is_refused(office: Client, nach: str) -> None:
    fassung = make_fassung()

    response = office.post(reverse("v-fassung-move", args=(fassung.pk,)), {"nach": nach})

    fassung.refresh_from_db()
    assert [response.status_code, fassung.status] == [422, "entwurf"]


def test_publish_asks_first(office: Client) -> None:
    fassung = make_fassung()

    page = office.get(reverse("v-fassung-publish", args=(fassung.pk,)))

    fassung.refresh_from_db()
    assert [page.status_code, fassung.status] == [200, "entwurf"]


def test_publish_makes_it_public_and_orders_the_pdf(office: Client) -> None:
    fassung = make_fassung()

    decided(fassung)

    office.post(reverse("v-fassung-publish", args=(fassung.pk,)))

    fassung.refresh_from_db()
    assert [fassung.status, fassung.auftrag.status] == ["veroeffentlicht", "wartet"]


def test_publish_in_the_wrong_state_says_so(office: Client) -> None:
    fassung = make_fassung()
    move(fassung, Status.BERATUNG, by=None)

    response = office.post(reverse("v-fassung-publish", args=(fassung.pk,)))

    assert response.status_code == 422
    assert "führt kein Schritt" in response.content.decode()


def test_publish_is_not_asked_where_it_cannot_be(office: Client) -> None:
    fassung = make_published()

    response = office.get(reverse("v-fassung-publish", args=(fassung.pk,)))

    assert response.headers["Location"] == reverse("v-fassung", args=(fassung.pk,))


def test_failed_print_shows_its_reason_and_a_retry(office: Client) -> None:
    fassung = make_published()
    Druckauftrag.objects.filter(fassung=fassung).update(status="gescheitert", fehler="Die Schriften fehlen.")

    page = office.get(reverse("v-fassung", args=(fassung.pk,))).content.decode()

    assert ["Die Schriften fehlen." in page, "Noch einmal setzen" in page] == [True, True]


def test_print_again_puts_the_order_back(office: Client) -> None:
    fassung = make_published()
    Druckauftrag.objects.filter(fassung=fassung).update(status="gescheitert")

    office.post(reverse("v-fassung-print", args=(fassung.pk,)))

    assert Druckauftrag.objects.get(fassung=fassung).status == "wartet"


def test_progress_is_asked_again_while_it_waits(office: Client) -> None:
    response = office.get(reverse("v-fassung-progress", args=(make_published().pk,)))

    assert response.status_code == 200
    assert "<progress" in response.content.decode()


def test_progress_stops_when_the_pdf_is_there(office: Client) -> None:
    assert office.get(reverse("v-fassung-progress", args=(make_printed().pk,))).status_code == 286


def test_page_refreshes_itself_without_javascript_while_it_prints(office: Client) -> None:
    page = office.get(reverse("v-fassung", args=(make_published().pk,))).content.decode()

    assert re.search(r'<noscript>\s*<meta\s+http-equiv="refresh"', page)


NAMES = [
    *("v-fassung", "v-fassung-move", "v-fassung-publish", "v-fassung-withdraw", "v-fassung-restore"),
    *("v-fassung-show-first", "v-fassung-print", "v-fassung-progress"),
]
POST_ONLY = {"v-fassung-move", "v-fassung-print", "v-fassung-restore", "v-fassung-show-first"}


@pytest.mark.parametrize("name", NAMES)
def test_anonymous_is_led_to_the_login(client: Client, name: str) -> None:
    url = reverse(name, args=(make_fassung().pk,))

    response = client.post(url) if name in POST_ONLY else client.get(url)

    assert response.headers["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", NAMES)
def test_fachamt_may_not(fachamt: Client, name: str) -> None:
    url = reverse(name, args=(make_fassung().pk,))

    assert (fachamt.post(url) if name in POST_ONLY else fachamt.get(url)).status_code == 403


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_get_where_only_post_is_right(office: Client, name: str) -> None:
    assert office.get(reverse(name, args=(make_fassung().pk,))).status_code == 405


@pytest.mark.parametrize("name", NAMES)
def test_fassung_that_does_not_exist(office: Client, name: str) -> None:
    url = reverse(name, args=(999_999,))

    assert (office.post(url) if name in POST_ONLY else office.get(url)).status_code == 404
