"""Who gets which answer at which address: every address of the portal for every role, as tests/zugriff.txt says."""

from pathlib import Path

import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from tests import welt

TABLE = Path(__file__).parent / "zugriff.txt"
PERSONS = ("anonym", *welt.ROLLEN)


def expected() -> dict[str, list[str]]:
    lines = [line.split() for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return {name: answers for name, *answers in lines}


def answer(client: Client, url: str) -> str:
    response = client.get(url)
    # Closing a file ends the request, which would close the connection of the test's transaction.
    request_finished.disconnect(close_old_connections)
    response.close()
    request_finished.connect(close_old_connections)
    if response.status_code == 302 and "/konto/" in response["Location"]:
        return "L"
    return str(response.status_code)


def test_every_address_answers_every_role_as_the_table_says(db: None) -> None:
    clients = {"anonym": Client()}
    for rolle, konto in welt.build().items():
        clients[rolle] = Client()
        clients[rolle].force_login(konto, backend="django.contrib.auth.backends.ModelBackend")

    found: dict[str, list[str]] = {}
    for name, arguments in welt.patterns():
        url = welt.address(name, arguments)
        found[name] = [answer(clients[person], url) for person in PERSONS]

    assert found == expected()


def test_every_staff_address_is_closed_to_strangers() -> None:
    open_to_strangers = [name for name, answers in expected().items() if name.startswith("v-") and answers[0] == "200"]

    assert open_to_strangers == []


@pytest.mark.parametrize("person", ["fachamt", "moderation"])
def test_names_of_participants_are_closed_to_other_roles(person: str) -> None:
    column = PERSONS.index(person)
    lists = ("v-anmeldung-list", "v-anmeldung-export", "v-anmeldung", "v-anwesenheit", "v-person-list", "v-post")

    assert {expected()[name][column] for name in lists} == {"403"}
