"""Who gets which answer at which address: every address of the portal for every role.

tests/zugriff.txt says what a GET gets, tests/zugriff_post.txt what an empty POST gets where one is taken at all.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from bildungskommune.accounts.models import Konto
from tests import welt
from tests.dateien import close

TABLE = Path(__file__).parent / "zugriff.txt"
POST_TABLE = Path(__file__).parent / "zugriff_post.txt"
PERSONS = ("anonym", *welt.ROLLEN)
BY_PROGRAMS = {"verteiler-ab", "beitrag-neues-ab", "rundschreiben-ab", "runde-einladung-ab"}
"""Mail programs send it without a page of ours (RFC 8058); the signed link is the key and only takes an address off."""
NO_POST = ["405"] * len(PERSONS)


def expected(table: Path = TABLE) -> dict[str, list[str]]:
    lines = [line.split() for line in table.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: answers for name, *answers in lines}


@dataclass(frozen=True)
class World:
    konten: dict[str, Konto]
    addresses: dict[str, str]

    def browser(self, person: str, **options: Any) -> Client:
        """Return a browser for this person, logged in but for the stranger."""
        client = Client(**options)
        if konto := self.konten.get(person):
            client.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")
        return client

    def answers(
        self, ask: Callable[[Client, str], Any], persons: Iterable[str] = PERSONS, **options: Any
    ) -> dict[str, list[str]]:
        clients = [self.browser(person, **options) for person in persons]
        return {name: [answer(ask, client, url) for client in clients] for name, url in self.addresses.items()}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """Build the sample process once; each request is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        konten = welt.build()
        yield World(konten, {name: welt.address(name, arguments) for name, arguments in welt.patterns()})
        transaction.set_rollback(True)


def answer(ask: Callable[[Client, str], Any], client: Client, url: str) -> str:
    with transaction.atomic():
        response = ask(client, url)
        close(response)
        transaction.set_rollback(True)
    if response.status_code == 302 and response["Location"].startswith("/konto/"):
        return "L"
    return str(response.status_code)


def read(client: Client, url: str) -> Any:
    return client.get(url)


def send_nothing(client: Client, url: str) -> Any:
    return client.post(url, {"leer": ""})


def test_every_address_answers_every_role_as_the_table_says(world: World) -> None:
    assert world.answers(read) == expected()


def test_every_address_takes_a_form_from_the_roles_of_the_table_only(world: World) -> None:
    found = world.answers(send_nothing)

    assert {name: answers for name, answers in found.items() if answers != NO_POST} == expected(POST_TABLE)


def test_no_form_is_taken_without_the_token_of_its_page(world: World) -> None:
    """A page of another site cannot send a form in the name of somebody, logged in or not.

    The token is looked for before the role, so that one who may do all stands for the others.
    """
    found = world.answers(send_nothing, ["anonym", "stabsstelle"], enforce_csrf_checks=True)

    assert {code for name in set(expected(POST_TABLE)) - BY_PROGRAMS for code in found[name]} == {"403"}


def test_who_may_not_read_a_page_may_not_write_it() -> None:
    reading = expected()
    openings = [
        (name, PERSONS[column])
        for name, answers in expected(POST_TABLE).items()
        for column, code in enumerate(answers)
        if code not in {"L", "403", "404"} and reading[name][column] in {"L", "403", "404"}
    ]

    assert openings == []


def test_strangers_send_only_the_forms_of_the_public_pages() -> None:
    taken = {name for name, answers in expected(POST_TABLE).items() if answers[0] not in {"L", "404", "405"}}

    assert {name for name in taken if name.startswith("v-")} == set()


def test_every_staff_address_is_closed_to_strangers() -> None:
    open_to_strangers = [name for name, answers in expected().items() if name.startswith("v-") and answers[0] == "200"]

    assert open_to_strangers == []


@pytest.mark.parametrize("person", ["fachamt", "moderation"])
def test_names_of_participants_are_closed_to_other_roles(person: str) -> None:
    column = PERSONS.index(person)
    lists = ("v-anmeldung-list", "v-anmeldung", "v-anwesenheit", "v-einlass", "v-person-list", "v-post")

    assert {expected()[name][column] for name in lists} == {"403"}
