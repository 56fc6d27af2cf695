from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.factories import make_konto
from tests.oparl.server import Rathaus, rathaus


@pytest.fixture
def haus(settings: Settings) -> Iterator[Rathaus]:
    """A council information system in the own network, which the settings name."""
    with rathaus() as running:
        settings.OPARL_INTERN = [f"127.0.0.1:{running.port}"]
        yield running


@pytest.fixture
def office(client: Client, db: None) -> Client:
    client.force_login(make_konto())
    return client
