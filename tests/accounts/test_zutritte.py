"""Who came in and who was refused is known for a while: to the Stabsstelle, and to each of oneself."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import FRIST, Konto, Zutritt
from bildungskommune.tasks import vergessen
from tests.accounts.test_anmelden import (
    CODE,
    CONFIRM,
    LOGIN,
    PASSWORD,
    ask_for_code,
    enter,
    jana_with_app,
    make_jana,
    password_login,
)
from tests.factories import make_konto

__all__ = ["jana_with_app"]

pytestmark = pytest.mark.django_db

PAGE = "/verwaltung/konten/zutritte/"


def noted() -> list[tuple[str | None, str, bool, str]]:
    """Return what is known, oldest first: who, how, with a second factor, why not."""
    rows = Zutritt.objects.select_related("konto").order_by("pk")
    return [(one.konto.name if one.konto else None, one.art, one.zweiter_faktor, one.grund) for one in rows]


def make_zutritt(konto: Konto | None = None, **fields: object) -> Zutritt:
    return Zutritt.objects.create(**{"konto": konto, "art": "code", "netz": "192.0.2.0/24", **fields})


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(make_konto(name="Stab"), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize(("way", "art"), [("code", "code"), ("password", "passwort")])
def test_log_in_is_noted(client: Client, way: str, art: str) -> None:
    make_jana()

    enter(client, way)

    assert noted() == [("Jana Muster", art, False, "")]


def test_log_in_with_second_factor_is_noted_as_such(client: Client, jana_with_app: Konto) -> None:
    codes = Authenticator.objects.get(user=jana_with_app, type="recovery_codes").wrap().get_unused_codes()
    Zutritt.objects.all().delete()

    password_login(client)
    client.post("/konto/2fa/authenticate/", {"code": "000000"})
    client.post("/konto/2fa/authenticate/", {"code": codes[0]})

    assert noted() == [("Jana Muster", "faktor", False, "falsch"), ("Jana Muster", "passwort", True, "")]


def test_refusals_are_noted_without_what_was_typed(client: Client) -> None:
    make_jana()
    make_konto(name="Weg", email="weg@boerde.example", password=PASSWORD, is_active=False)

    password_login(client, password="falsch")
    password_login(client, "fremd@boerde.example", "falsch")
    password_login(client, "weg@boerde.example")
    ask_for_code(client)
    client.post(CONFIRM, {"code": "FALSCH"})

    assert noted() == [
        ("Jana Muster", "passwort", False, "falsch"),
        (None, "passwort", False, "unbekannt"),
        ("Weg", "passwort", False, "abgeschaltet"),
        ("Jana Muster", "code", False, "falsch"),
    ]


def test_too_many_tries_are_noted(client: Client, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "2/m/key"}
    make_jana()

    for _ in range(3):
        password_login(client, password="falsch")

    assert [grund for *_, grund in noted()] == ["falsch", "falsch", "zu_oft"]


def test_asking_for_a_code_is_no_log_in(client: Client) -> None:
    make_jana()

    client.post(CODE, {"email": "jana@boerde.example"})
    client.post(CODE, {"email": "fremd@boerde.example"})

    assert noted() == []


@pytest.mark.parametrize(
    ("address", "netz"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
        ("", ""),
    ],
)
def test_of_the_address_only_the_network_is_kept(client: Client, address: str, netz: str) -> None:
    make_jana()

    client.post(LOGIN, {"login": "jana@boerde.example", "password": PASSWORD}, REMOTE_ADDR=address)

    assert [one.netz for one in Zutritt.objects.all()] == [netz]


def test_after_90_days_it_is_forgotten() -> None:
    konto = make_jana()
    make_zutritt(konto, wann=timezone.now() - FRIST - timedelta(minutes=1))
    kept = make_zutritt(konto, wann=timezone.now() - FRIST + timedelta(hours=1))

    vergessen()

    assert FRIST.days == 90
    assert list(Zutritt.objects.all()) == [kept]


def test_session_that_is_over_is_forgotten(client: Client) -> None:
    make_jana()
    password_login(client)
    password_login(other := Client())
    Session.objects.filter(pk=other.session.session_key).update(expire_date=timezone.now() - timedelta(minutes=1))

    vergessen()

    assert [one.pk for one in Session.objects.all()] == [client.session.session_key]


def test_it_goes_with_the_account() -> None:
    konto = make_jana()
    make_zutritt(konto)

    konto.delete()

    assert Zutritt.objects.count() == 0


def test_stabsstelle_sees_all_and_chooses(office: Client) -> None:
    make_zutritt(make_konto(name="Erika"), grund="falsch")
    make_zutritt(make_konto(name="Jana"), art="passwort")
    make_zutritt(grund="unbekannt")

    def shown(**query: str) -> list[str]:
        return [str(one.konto or "") for one in office.get(PAGE, query).context["liste"].seite]

    assert shown() == ["", "Jana", "Erika"]
    assert shown(q="erika") == ["Erika"]
    assert shown(art="passwort") == ["Jana"]
    assert shown(ausgang="gelungen") == ["Jana"]
    assert shown(ausgang="abgewiesen") == ["", "Erika"]
    assert shown(ausgang="falsch") == ["Erika"]


def test_stabsstelle_takes_them_as_a_file(office: Client) -> None:
    make_zutritt(make_konto(name="Erika"), grund="falsch")

    text = b"".join(office.get(PAGE, {"als": "csv"})).decode()

    assert "Erika" in text
    assert "falsche Angabe" in text


@pytest.mark.parametrize("rolle", ["leitung", "moderation", "fachamt"])
def test_others_do_not_see_them(client: Client, rolle: str) -> None:
    client.force_login(make_konto(rolle=rolle), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get(PAGE).status_code == 403


def test_list_is_in_pages_and_asks_as_often_at_60_rows_as_at_one(office: Client) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert office.get(PAGE).status_code == 200
        return len(captured)

    make_zutritt(make_konto())
    one = queries()
    for _ in range(60):
        make_zutritt(make_konto())

    assert queries() == one
    assert len(office.get(PAGE).context["liste"].seite) == 50


def test_empty_list_says_what_it_is_for(office: Client) -> None:
    assert "Hier steht, wer sich angemeldet hat" in office.get(PAGE).content.decode()
    assert "Zu dieser Auswahl gibt es keinen Zutritt" in office.get(PAGE, {"art": "code"}).content.decode()


def test_each_sees_the_own_ones_on_the_own_page(client: Client) -> None:
    make_zutritt(make_konto(name="Erika"), netz="198.51.100.0/24")
    make_jana()
    password_login(client, password="falsch")
    password_login(client)

    page = client.get("/konto/").content.decode()

    assert ["falsche Angabe" in page, "gelungen" in page, "127.0.0.0/24" in page] == [True, True, True]
    assert "198.51.100.0/24" not in page
