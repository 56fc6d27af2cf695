"""Wrong passwords of a stranger keep the owner of an account from nothing, and guessing stays slow."""

from collections.abc import Iterator

import pytest
from django.conf import settings as django_settings
from django.core import signing
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from bildungskommune import settings as own_settings
from bildungskommune.accounts import geraet
from tests.accounts.test_anmelden import LOGIN, PASSWORD, ask_for_code, make_jana
from tests.factories import make_konto

pytestmark = pytest.mark.django_db

COOKIE = django_settings.GERAET_COOKIE_NAME


@pytest.fixture(autouse=True)
def real_limits(settings: Settings) -> Iterator[None]:
    """Take the limits of the portal, from nothing counted."""
    cache.clear()
    settings.ACCOUNT_RATE_LIMITS = own_settings.ACCOUNT_RATE_LIMITS
    yield
    cache.clear()


def log_in(client: Client, password: str = PASSWORD, address: str = "192.0.2.7") -> bool:
    """Try a password from an address; say whether it opened the account."""
    form = {"login": "jana@boerde.example", "password": password}
    client.post(LOGIN, form, REMOTE_ADDR=address)
    return "_auth_user_id" in client.session


def try_wrong_ones(times: int, address: str = "198.51.100.9") -> None:
    for _ in range(times):
        log_in(Client(), "falsch", address)


def test_stranger_in_another_network_does_not_close_the_account() -> None:
    make_jana()

    try_wrong_ones(6)

    assert log_in(Client()) is True
    assert log_in(Client(), address="198.51.100.9") is False


def test_owner_comes_in_although_strangers_try_from_everywhere() -> None:
    make_jana()
    own = Client()
    log_in(own)
    own.post("/konto/logout/")

    for network in range(7):
        try_wrong_ones(5, f"198.51.100.{network}")

    assert log_in(Client(), address="203.0.113.1") is False
    assert log_in(own) is True


def test_browser_that_knows_the_account_is_limited_too() -> None:
    make_jana()
    own = Client()
    log_in(own)
    own.post("/konto/logout/")

    for network in range(5):
        log_in(own, "falsch", f"192.0.2.{network}")

    assert log_in(own) is False
    assert log_in(Client()) is True


def test_guessing_from_many_networks_comes_to_an_end() -> None:
    make_jana()

    for network in range(30):
        try_wrong_ones(1, f"198.51.100.{network}")

    assert log_in(Client()) is False


def test_good_passwords_do_not_count() -> None:
    make_jana()

    assert [log_in(Client()) for _ in range(9)] == [True] * 9


def test_browser_knows_only_the_accounts_that_were_opened_in_it() -> None:
    make_jana()
    make_konto(email="stab@boerde.example", password=PASSWORD)
    other = Client()
    other.post(LOGIN, {"login": "stab@boerde.example", "password": PASSWORD})
    other.post("/konto/logout/")

    for network in range(30):
        try_wrong_ones(1, f"198.51.100.{network}")

    assert log_in(other) is False


def test_cookie_is_set_by_a_log_in_alone(client: Client) -> None:
    jana = make_jana()

    client.get(LOGIN)
    log_in(client, "falsch")
    ask_for_code(asking := Client())
    assert [COOKIE in one.cookies for one in (client, asking)] == [False, False]

    log_in(client)

    cookie = client.cookies[COOKIE]
    assert signing.loads(cookie.value, salt=geraet.SALT)["konten"] == [jana.pk]
    assert [cookie["httponly"], cookie["samesite"], cookie["path"]] == [True, "Lax", "/"]
    assert cookie["max-age"] == 180 * 24 * 3600


def test_cookie_that_somebody_made_counts_for_nothing() -> None:
    jana = make_jana()
    forged = Client()
    forged.cookies[COOKIE] = signing.dumps({"kennung": "x", "konten": [jana.pk]}, key="falsch", salt=geraet.SALT)

    for network in range(30):
        try_wrong_ones(1, f"198.51.100.{network}")

    assert log_in(forged) is False


def test_browser_remembers_its_last_accounts() -> None:
    client = Client()
    konten = [make_konto(password=PASSWORD) for _ in range(geraet.KONTEN + 1)]

    for konto in konten:
        client.post(LOGIN, {"login": konto.email, "password": PASSWORD})
        client.post("/konto/logout/")

    found = signing.loads(client.cookies[COOKIE].value, salt=geraet.SALT)["konten"]
    assert found == [konto.pk for konto in reversed(konten[1:])]
