"""A Fassung that cannot be read takes nothing else down: it is left out, its page says so, the desk is told."""

import logging
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bildungskommune.fassungen import auftraege, druck
from bildungskommune.fassungen.befunde import Lesefehler
from bildungskommune.fassungen.lesen import is_readable
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.registry import definition
from bildungskommune.fassungen.rules import order_print
from bildungskommune.verfahren.aufgaben import waiting
from tests.factories import make_konto
from tests.fassungen.gold import Golden, address, all_golden, publish_golden, text_of

pytestmark = pytest.mark.django_db

SATZ = "Diese Fassung lässt sich zurzeit nicht anzeigen."
TAG = datetime(2026, 11, 25, 12, tzinfo=timezone.get_default_timezone())
LEITBILD = Golden("leitbild", "standard", 1)


def broken(golden: Golden = LEITBILD) -> Fassung:
    return publish_golden(golden, {**golden.snapshot(), "schema": 99})


def told() -> list[str]:
    konto = make_konto(rolle="stabsstelle")
    return [task.url for task in waiting(konto, TAG) if task.titel == "Fassung lässt sich nicht lesen"]


def test_page_says_so_and_leads_to_the_pdf(client: Client) -> None:
    fassung = broken()
    Druckauftrag.objects.create(fassung=fassung, status="fertig", seiten=3)

    response = client.get(address(fassung))

    assert response.status_code == 503
    assert SATZ in text_of(response.content.decode())
    assert f'href="{reverse("fassung-pdf", args=("leitbild", fassung.dokument, 1))}"' in response.content.decode()


def test_page_without_a_pdf_leads_to_none(client: Client) -> None:
    response = client.get(address(broken()))

    assert SATZ in text_of(response.content.decode())
    assert "PDF laden" not in response.content.decode()


def test_desk_is_told_and_the_log_once(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    fassung = broken()
    assert told() == []

    with caplog.at_level(logging.ERROR, logger="bildungskommune.fassungen.lesen"):
        client.get(address(fassung))
        client.get(address(fassung))

    assert told() == [reverse("v-fassung", args=(fassung.pk,))]
    assert [record.name for record in caplog.records].count("bildungskommune.fassungen.lesen") == 1


def test_task_is_over_when_the_program_can_read_it_again(client: Client) -> None:
    fassung = publish_golden(LEITBILD)
    Lesefehler.objects.create(fassung=fassung, stelle="abschnitte[0].text")

    assert told() == []


def test_other_fassungen_of_the_stage_are_found_all_the_same(client: Client) -> None:
    broken()
    publish_golden(LEITBILD)

    response = client.get(reverse("suche"), {"q": "Bildung beginnt mit Beziehung"})

    assert "1 Treffer" in text_of(response.content.decode())


def test_print_fails_with_a_reason() -> None:
    auftrag = order_print(broken())

    assert druck.print_order(auftrag.pk) is False

    auftrag.refresh_from_db()
    assert [auftrag.status, auftrag.fehler] == [
        auftraege.Status.GESCHEITERT,
        "Der Inhalt lässt sich nicht lesen (LookupError: version 99).",
    ]


def test_page_of_a_handlungsfeld_says_that_its_fassung_cannot_be_read(client: Client) -> None:
    broken(Golden("konzept", "standard", 1))

    response = client.get(reverse("handlungsfeld", args=("hf-1",)))

    assert response.status_code == 503


def keys(value: Any, way: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to each key, in lists only to those of the first entry."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield (*way, key)
            yield from keys(part, (*way, key))
    elif isinstance(value, list) and value:
        yield from keys(value[0], (*way, 0))


def without(snapshot: dict[str, Any], way: tuple[str | int, ...]) -> dict[str, Any]:
    found = deepcopy(snapshot)
    inner: Any = found
    for step in way[:-1]:
        inner = inner[step]
    del inner[way[-1]]
    return found


def with_wrong(snapshot: dict[str, Any], way: tuple[str | int, ...]) -> dict[str, Any]:
    """Return the snapshot with a value of a wrong kind at this place."""
    found = deepcopy(snapshot)
    inner: Any = found
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = {"etwas": 1} if not isinstance(inner[way[-1]], dict) else 7
    return found


STANDARD = [one for one in all_golden() if one.art == "standard"]
NEWEST = [one for one in STANDARD if one.version == definition(one.definition).version]
OLDER = [one for one in STANDARD if one not in NEWEST]


@pytest.mark.parametrize("golden", NEWEST, ids=str)
def test_key_that_is_missing_takes_nothing_else_down(client: Client, golden: Golden) -> None:
    client.raise_request_exception = False

    assert not [way for way, fault in worth_a_look(golden, without) if not stands(client, golden, fault, LISTEN)]


@pytest.mark.parametrize("golden", NEWEST, ids=str)
def test_value_of_a_wrong_kind_takes_nothing_else_down(client: Client, golden: Golden) -> None:
    client.raise_request_exception = False

    assert not [way for way, fault in worth_a_look(golden, with_wrong) if not stands(client, golden, fault, ("suche",))]


@pytest.mark.parametrize("golden", OLDER, ids=str)
def test_older_form_with_a_fault_is_led_to_the_newest_or_refused(golden: Golden) -> None:
    whole = golden.snapshot()

    # What is neither breaks this test: pages know but those two.
    read = {
        (fault.__name__, *way): is_readable(Fassung(definition=golden.definition, snapshot=fault(whole, way)))
        for fault in (without, with_wrong)
        for way in keys(whole)
    }

    assert is_readable(Fassung(definition=golden.definition, snapshot=whole))
    assert list(read.values()).count(False) > 10


LISTEN = ("start", "publikationen", "suche")
REFUSED = 5
"""Of those that the reader refuses, pages know no more than that: so many are opened."""

Way = tuple[str | int, ...]
Snapshot = dict[str, Any]


def worth_a_look(golden: Golden, fault: Callable[[Snapshot, Way], Snapshot]) -> Iterator[tuple[Way, Snapshot]]:
    """Yield the faults that the reader lets pass, and a few that it refuses, with the way to each."""
    whole, refused = golden.snapshot(), 0
    for way in keys(whole):
        snapshot = fault(whole, way)
        if not is_readable(Fassung(definition=golden.definition, snapshot=snapshot)):
            refused += 1
            if refused > REFUSED:
                continue
        yield way, snapshot


def stands(client: Client, golden: Golden, snapshot: dict[str, Any], lists: Sequence[str]) -> bool:
    """Whether all else answers beside a Fassung with this content, and its own page shows it or says that it cannot."""
    with transaction.atomic():
        fassung = publish_golden(golden, snapshot)
        answers = {client.get(reverse(name), {"q": "Bildung"}).status_code for name in lists}
        page = client.get(address(fassung))
        transaction.set_rollback(True)
    says_so = page.status_code == 503 and SATZ in text_of(page.content.decode())
    return answers == {200} and (page.status_code == 200 or says_so)
