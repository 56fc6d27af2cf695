from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import Konto
from bildungskommune.start import laden, lesen
from tests.factories import make_konto

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def own_media(request: pytest.FixtureRequest, settings: Settings, tmp_path: Path) -> None:
    """Keep the files of each test apart; a worker is a process of its own and knows only the common place."""
    if request.node.get_closest_marker("worker") is None:
        settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def first_texts(db: None) -> None:
    """Put the pages in place as the first start does, and with them all the county begins with."""
    load_start_data()


@pytest.fixture
def gemeinden(db: None) -> None:
    """Put the places of the county in place as the first start does."""
    load_start_data()


def load_start_data() -> None:
    laden.load(lesen.lesen((ROOT / "bildungskommune" / "start" / "boerde.yaml").read_text(encoding="utf-8")))


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
