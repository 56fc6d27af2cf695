"""Many measures are changed at once: ticked or found, with a preview, each with its note."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.audit.models import Eintrag
from bildungskommune.foerderung.models import Schwerpunkt
from massnahmen.models import Massnahme
from tests.factories import make_konto, make_massnahme, make_sachstand, make_stelle
from tests.massnahmen.builders import days_ago, today
from tests.massnahmen.tabelle import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto())
    return client


def address(*massnahmen: Massnahme, **query: str) -> str:
    keys = "&".join([*(f"m={one.pk}" for one in massnahmen), *(f"{name}={value}" for name, value in query.items())])
    return f"{reverse('v-massnahmen-aendern')}?{keys}"


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def change(office: Client, url: str, **wish: str) -> str:
    """Agree with the preview; returns the page after it."""
    preview = office.post(url, {"stichtag": today().isoformat(), **wish})
    sent = fields(preview.content.decode())
    return text(office.post(url, {**sent, "aendern": "1"}, follow=True))


def test_ticked_ones_are_changed_after_a_preview(office: Client) -> None:
    amt, schwerpunkt = make_stelle(name="Schulamt"), Schwerpunkt.objects.create(kennung="mint", titel="MINT")
    one, two, other = (make_massnahme(horizont="kurzfristig") for _ in range(3))
    wish = {"federfuehrung": amt.kennung, "horizont": "-", "oeffentlich": "nein", "schwerpunkt": "mint"}

    preview = text(office.post(address(one, two), wish))
    assert Massnahme.objects.filter(federfuehrung=amt).count() == 0
    page = change(office, address(one, two), **wish)

    assert "2 Maßnahmen ändern" in preview
    assert '<dt>Horizont</dt> <dd> <del><span class="nur-vorlesen">vorher: </span>kurzfristig</del>' in preview
    assert "2 Maßnahmen sind geändert." in page
    for changed in Massnahme.objects.filter(pk__in=[one.pk, two.pk]):
        assert (changed.federfuehrung, changed.horizont, changed.oeffentlich) == (amt, "", False)
        assert list(changed.schwerpunkte.all()) == [schwerpunkt]
        felder = ["federfuehrung", "horizont", "oeffentlich", "schwerpunkte"]
        assert Eintrag.objects.about(changed).get().angaben["felder"] == felder
    other.refresh_from_db()
    assert (other.federfuehrung, other.horizont) == (None, "kurzfristig")


def test_all_that_the_filter_finds_are_changed(office: Client) -> None:
    for status in ("vorgesehen", "vorgesehen", "umgesetzt"):
        make_massnahme(status=status)

    page = change(office, address(alle="1", filter="stand%3Dvorgesehen"), prioritaet="hoch")

    assert "2 Maßnahmen sind geändert." in page
    assert set(Massnahme.objects.values_list("status", "prioritaet")) == {("vorgesehen", "hoch"), ("umgesetzt", "")}


def test_new_state_is_a_report_of_each_and_refused_where_no_step_leads(office: Client) -> None:
    ready, late, done = make_massnahme(status="vorgesehen"), make_massnahme(status="vorgesehen"), make_massnahme()
    make_sachstand(late, stichtag=today(), status="vorgesehen")
    wish = {"status": "in_umsetzung", "stichtag": days_ago(3).isoformat(), "text": "Es geht los."}

    preview = text(office.post(address(ready, late, done), wish))
    change(office, address(ready, late, done), **wish)

    assert "1 Maßnahme ändern" in preview
    assert "Es gibt schon einen Sachstand vom" in preview
    report = ready.sachstaende.get()
    assert (report.stichtag, report.text, report.status) == (days_ago(3), "Es geht los.", "in_umsetzung")
    assert (late.sachstaende.count(), done.sachstaende.count()) == (1, 0)


def test_delay_of_many_asks_for_its_reason(office: Client) -> None:
    preview = text(
        office.post(address(make_massnahme()), {"status": "verzoegert", "stichtag": today(), "text": "Später."})
    )

    assert "Bitte nennen Sie eine Begründung." in preview
    assert "Bei keiner dieser Maßnahmen ändert sich etwas." in preview


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        ({}, "Bitte wählen Sie mindestens eine Angabe"),
        ({"status": "umgesetzt", "stichtag": "2026-01-01"}, "Bitte schreiben Sie in zwei, drei Sätzen"),
        ({"status": "umgesetzt", "text": "Fertig."}, "Bitte nennen Sie den Tag"),
    ],
)
def test_what_is_missing_is_asked_for(office: Client, wish: dict[str, str], sentence: str) -> None:
    answer = office.post(address(make_massnahme()), wish)

    assert answer.status_code == 422
    assert sentence in text(answer)


def test_what_changed_since_the_preview_is_shown_again(office: Client) -> None:
    one = make_massnahme(horizont="kurzfristig")
    sent = fields(office.post(address(one), {"horizont": "langfristig"}).content.decode())
    Massnahme.objects.filter(pk=one.pk).update(horizont="mittelfristig")

    page = text(office.post(address(one), {**sent, "aendern": "1"}))

    assert "Inzwischen hat sich" in page
    one.refresh_from_db()
    assert one.horizont == "mittelfristig"


def test_without_a_choice_the_list_says_what_to_do(office: Client) -> None:
    page = text(office.get(address(), follow=True))

    assert "Bitte haken Sie zuerst die Maßnahmen an" in page


def test_preview_of_thirty_needs_as_many_queries_as_of_one(office: Client) -> None:
    def preview(count: int) -> int:
        rows = [make_massnahme() for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            office.post(address(*rows), {"horizont": "langfristig"})
        return len(queries)

    preview(1)
    assert preview(1) == preview(30)


@pytest.mark.parametrize("rolle", ["moderation", "fachamt", "leitung"])
def test_only_the_office_changes_many(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle))

    assert client.get(address(make_massnahme())).status_code == 403
    if rolle == "leitung":
        assert "Angekreuzte ändern" not in text(client.get(reverse("v-massnahme-list")))


def test_what_of_money_and_people_is_public_is_decided_for_many(office: Client) -> None:
    hidden, some = make_massnahme(oeffentliche_angaben=[]), make_massnahme(oeffentliche_angaben=["personal"])
    whole = make_massnahme(oeffentliche_angaben=["personal", "kosten", "finanzierung"])

    preview = text(office.post(address(hidden, some, whole), {"angaben": "ja"}))
    page = change(office, address(hidden, some, whole), angaben="ja")

    assert '<span class="nur-vorlesen">vorher: </span>Personalbedarf</del>' in preview
    assert '<span class="nur-vorlesen">vorher: </span>nichts</del>' in preview
    assert "2 Maßnahmen sind geändert." in page
    assert [len(one.oeffentliche_angaben) for one in Massnahme.objects.all()] == [3, 3, 3]
    change(office, address(whole), angaben="nein")
    whole.refresh_from_db()
    assert whole.oeffentliche_angaben == []
