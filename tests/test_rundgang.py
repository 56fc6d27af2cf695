"""What holds for every page of the portal, seen on one walk of the Stabsstelle."""

import html
import re
from collections import defaultdict

import lxml.html
import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests import welt
from tests.rundgang import Antwort, walk
from tests.test_headers import FILES
from tests.ui.stile import missing_sheets

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]+)">')


@pytest.fixture(scope="module")
def answers(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> list[Antwort]:
    """Walk through the sample process once, in a transaction that is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        client = Client()
        client.force_login(welt.build()["stabsstelle"], backend="django.contrib.auth.backends.ModelBackend")
        found = walk(client)
        transaction.set_rollback(True)
    return found


def test_no_two_pages_share_a_title(answers: list[Antwort]) -> None:
    """A window is told from the others by its title."""
    found: dict[str, set[str]] = defaultdict(set)

    for answer in answers:
        if answer.page:
            found[html.unescape(title(answer.page))].add(own_address(answer))

    assert [[one, *sorted(where)] for one, where in found.items() if len(where) > 1] == []
    assert len(found) > 300


def test_every_page_loads_the_sheets_it_needs(answers: list[Antwort]) -> None:
    pages = {answer.name: answer.page for answer in answers if answer.page and not answer.is_mail}

    missing = [f"{name}: {one}" for name, page in pages.items() for one in missing_sheets(lxml.html.fromstring(page))]

    assert missing == []
    assert len(pages) > 230


def test_no_page_of_somebody_who_is_logged_in_is_kept(answers: list[Antwort]) -> None:
    assert {answer.name for answer in answers if "no-store" not in answer.cache_control} <= FILES


def title(page: str) -> str:
    found = TITLE.search(page)
    assert found
    return found[1]


def own_address(answer: Antwort) -> str:
    """Return where the page says it lives: the Leitbild that holds is also found under the address of its Fassung."""
    found = CANONICAL.search(answer.page)
    return found[1] if found else answer.address
