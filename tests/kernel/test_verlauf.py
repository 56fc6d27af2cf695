"""The audit trail on one page: filtered, searched, as a file, and for each person only what that person may see."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.log import record
from bildungskommune.verfahren.einsicht import visible_to
from tests.factories import make_anmeldung, make_konto, make_leitbild, make_massnahme, make_stelle, make_workshop
from tests.kernel.bauen import make_fassung, make_mail

pytestmark = pytest.mark.django_db
URL = "/verwaltung/verlauf/"


def noon(day: int) -> datetime:
    return datetime(2026, 11, day, 12, tzinfo=ZoneInfo("Europe/Berlin"))


def shown(client: Client, query: str = "") -> list[str]:
    """Return the names of the things in the file that belongs to this page."""
    lines = b"".join(client.get(f"{URL}?als=csv{query}")).decode("utf-8-sig").splitlines()
    return [line.split(";")[4].strip('"') for line in lines[1:]]


def test_page_says_who_did_what(office: Client) -> None:
    record(make_konto(name="Ute Meyer"), "leitbild.geaendert", make_leitbild(titel="Leitbild der Börde"))

    page = office.get(URL).content.decode()

    assert "Ute Meyer" in page
    assert "hat Leitbild der Börde geändert" in page


def test_newest_stands_on_top_and_filters_narrow_down(office: Client) -> None:
    ute = make_konto(name="Ute Meyer")
    record(ute, "leitbild.geaendert", make_leitbild(titel="Eins"), now=noon(1))
    record(None, "leitbild.angelegt", make_leitbild(titel="Zwei"), now=noon(2))
    record(ute, "workshop.geaendert", make_workshop(titel="Drei"), now=noon(3))

    found = {
        query: [name.split(",")[0] for name in shown(office, query)]
        for query in (
            "",
            "&q=ZWEI",
            f"&wer={ute.pk}",
            "&wer=portal",
            "&art=leitbild.leitbild",
            "&von=2026-11-02&bis=2026-11-02",
            "&von=Unsinn",
        )
    }

    assert [len(found.pop("")), len(found.pop("&von=Unsinn"))] == [3, 3]
    assert [names for query, names in found.items() if "wer=portal" in query or "q=" in query] == [["Zwei"], ["Zwei"]]
    assert found["&art=leitbild.leitbild"] == ["Zwei", "Eins"]
    assert found["&von=2026-11-02&bis=2026-11-02"] == ["Zwei"]
    assert len(found[f"&wer={ute.pk}"]) == 2


def seen_by(konto: Konto) -> set[str]:
    return set(visible_to(konto).values_list("objekt_art", flat=True))


def test_leitung_reads_of_the_texts_and_not_of_people_and_mails() -> None:
    for thing in (make_fassung(), make_anmeldung(), make_mail(), make_leitbild(), make_konto(), make_massnahme()):
        record(None, "x.geaendert", thing)

    seen = seen_by(make_konto(rolle="leitung"))

    assert seen == {"fassungen.fassung", "leitbild.leitbild", "massnahmen.massnahme"}
    assert "workshops.anmeldung" in seen_by(make_konto())


def test_fachamt_reads_of_its_own_measures_alone() -> None:
    amt = make_stelle()
    own = make_massnahme(federfuehrung=amt)
    for thing in (own, make_massnahme(), make_leitbild(), make_workshop()):
        record(None, "x.geaendert", thing)

    found = visible_to(make_konto(rolle="fachamt", stelle=amt))

    assert list(found.values_list("objekt_art", "objekt_id")) == [("massnahmen.massnahme", str(own.pk))]


def test_moderation_reads_of_its_own_workshops_alone() -> None:
    konto = make_konto(rolle="moderation")
    own, other = make_workshop(), make_workshop()
    own.moderation.add(konto)
    for thing in (own, other, make_leitbild()):
        record(None, "x.geaendert", thing)

    found = visible_to(konto)

    assert list(found.values_list("objekt_art", "objekt_id")) == [("workshops.workshop", str(own.pk))]


def test_stranger_is_led_to_the_log_in(client: Client) -> None:
    assert client.get(URL).status_code == 302
    assert reverse("v-verlauf") == URL


def test_list_costs_the_same_whatever_its_length(office: Client) -> None:
    counts = []
    for rows in (1, 29):
        for _ in range(rows):
            record(make_konto(), "leitbild.geaendert", make_leitbild())
        with CaptureQueriesContext(connection) as captured:
            assert office.get(URL).status_code == 200
        counts.append(len(captured))

    assert counts[0] == counts[1]
