from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.test import Client
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import Konto
from tests.factories import make_konto


@pytest.fixture(autouse=True)
def own_media(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> None:
    """Keep the files of each test apart; a worker is a process of its own and knows only the common place."""
    if request.node.get_closest_marker("worker") is None:
        settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def first_texts(db: None) -> None:
    """Put the pages in place as the migration does; tests with real transactions wipe them."""
    import_module("bildungskommune.seiten.migrations.0003_texte").forward(apps, None)


@pytest.fixture
def gemeinden(db: None) -> None:
    """Put the places of the county in place as the migration does."""
    import_module("bildungskommune.akteure.migrations.0002_gemeinden").forward(apps, None)


@pytest.fixture
def stab(db: None) -> Konto:
    return make_konto()


@pytest.fixture
def office(client: Client, stab: Konto) -> Client:
    """A browser in which somebody of the Stabsstelle is logged in."""
    client.force_login(stab)
    return client


@pytest.fixture
def fachamt(db: None) -> Client:
    client = Client()
    client.force_login(make_konto(rolle="fachamt"))
    return client
