"""Log-in by the county's own directory, against a provider that speaks OpenID Connect over HTTP."""

import base64
import hashlib
import time
from collections.abc import Iterator
from copy import deepcopy
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.socialaccount.models import SocialAccount, SocialToken
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from bildungskommune.accounts.models import Konto, Zutritt
from bildungskommune.env import origin
from tests.accounts.ausweis import CLIENT_ID, CLIENT_SECRET, Ausweis, running
from tests.factories import make_konto
from tests.test_settings import PRODUCTION, manage

pytestmark = pytest.mark.django_db

LOGIN = "/konto/oidc/kreis/login/"
JANA = {"sub": "kreis-17", "email": "jana@boerde.example", "email_verified": True, "name": "Jana Muster"}


@pytest.fixture
def ausweis(settings: Settings) -> Iterator[Ausweis]:
    with running() as found:
        found.person = dict(JANA)
        connect(settings, found.url)
        yield found


def connect(settings: Settings, url: str) -> None:
    """Set what settings.py makes of OIDC_SERVER_URL and its companions."""
    app = {"provider_id": "kreis", "name": "Anmeldung der Kreisverwaltung", "client_id": CLIENT_ID}
    app |= {"secret": CLIENT_SECRET, "settings": {"server_url": url}}  # type: ignore[dict-item]
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
    settings.SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
    policy = deepcopy(settings.CONTENT_SECURITY_POLICY)
    policy["DIRECTIVES"]["form-action"] = ["'self'", origin(url)]
    settings.CONTENT_SECURITY_POLICY = policy


def sent_back(address: str) -> str:
    """Ask the provider as a browser would; return the address of ours it leads back to."""
    asked = urlsplit(address)
    connection = HTTPConnection(asked.netloc, timeout=30)
    connection.request("GET", f"{asked.path}?{asked.query}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 302
    back = urlsplit(answer.headers["Location"])
    return f"{back.path}?{back.query}"


def log_in(client: Client, url: str = LOGIN) -> Any:
    started = client.post(url)
    assert started.status_code == 302
    return client.get(sent_back(started["Location"]))


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_person_with_an_account_is_logged_in(client: Client, ausweis: Ausweis) -> None:
    konto = make_konto(email="jana@boerde.example")

    response = log_in(client)

    assert (response.status_code, response["Location"]) == (302, "/verwaltung/")
    assert who(client) == str(konto.pk)
    assert client.get("/verwaltung/").status_code == 200


def test_provider_is_asked_for_no_more_than_name_and_address(
    client: Client, ausweis: Ausweis, settings: Settings
) -> None:
    make_konto(email="jana@boerde.example")

    log_in(client)

    (asked,) = ausweis.asked
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["redirect_uri"] == f"{settings.BASE_URL}{LOGIN}callback/"


def test_person_comes_to_the_page_she_asked_for(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")

    response = log_in(client, f"{LOGIN}?next=/verwaltung/konten/")

    assert response["Location"] == "/verwaltung/konten/"


def test_page_of_another_host_is_not_gone_to(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")

    response = log_in(client, f"{LOGIN}?next=https://boese.example/")

    assert response["Location"] == "/verwaltung/"


def test_address_counts_in_any_case_of_its_letters(client: Client, ausweis: Ausweis) -> None:
    konto = make_konto(email="jana@boerde.example")
    ausweis.person["email"] = "Jana@Boerde.Example"

    log_in(client)

    assert who(client) == str(konto.pk)


def test_person_stays_known_when_her_address_changes(client: Client, ausweis: Ausweis) -> None:
    konto = make_konto(email="jana@boerde.example")
    log_in(client)
    client.logout()
    ausweis.person["email"] = "jana.neu@boerde.example"

    log_in(client)

    assert who(client) == str(konto.pk)
    assert SocialAccount.objects.get().uid == "kreis-17"


@pytest.mark.parametrize(
    "change",
    [
        {"email": "fremd@boerde.example"},
        {"email_verified": False},
        {"email_verified": None},
        {"email": None},
        {"email_verified": "true"},
    ],
    ids=["unknown address", "address not proven", "proof not said", "no address", "proof that is a text"],
)
def test_person_without_an_account_is_not_let_in(client: Client, ausweis: Ausweis, change: dict[str, Any]) -> None:
    make_konto(email="jana@boerde.example")
    ausweis.person = {name: value for name, value in {**JANA, **change}.items() if value is not None}

    response = log_in(client)

    assert (who(client), Konto.objects.count(), SocialAccount.objects.count()) == (None, 1, 0)
    assert response.status_code == 200
    assert "Für Sie gibt es hier noch kein Konto" in response.content.decode()


def test_person_whose_account_is_switched_off_is_not_let_in(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example", is_active=False)

    log_in(client)

    assert who(client) is None


@pytest.mark.parametrize(
    "lie",
    [
        {"aud": "anderes-portal"},
        {"iss": "https://boese.example"},
        {"exp": int(time.time()) - 3600},
        {"nonce": "eines-anderen"},
        {"nonce": None},
        {"sub": "kreis-99"},
    ],
    ids=["another portal", "another provider", "yesterday", "another log-in", "no log-in", "another person"],
)
def test_token_that_is_not_for_us_is_refused(client: Client, ausweis: Ausweis, lie: dict[str, Any]) -> None:
    make_konto(email="jana@boerde.example")
    ausweis.token = lie

    response = log_in(client)

    assert (response.status_code, who(client)) == (401, None)
    assert SocialAccount.objects.count() == 0
    assert "Die Anmeldung hat nicht geklappt" in response.content.decode()
    assert [(one.art, one.grund) for one in Zutritt.objects.all()] == [("kreis", "falsch")]


def test_token_that_another_has_signed_is_refused(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")
    ausweis.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    response = log_in(client)

    assert (response.status_code, who(client)) == (401, None)


def test_code_is_proven_by_the_verifier_of_its_challenge(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")

    log_in(client)

    (asked,), (redeemed,) = ausweis.asked, ausweis.redeemed
    digest = hashlib.sha256(redeemed["code_verifier"].encode()).digest()
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert len(asked["nonce"]) > 40


def test_code_that_another_asked_for_is_refused_by_the_provider(client: Client, ausweis: Ausweis) -> None:
    """Somebody puts the code of a victim behind the state of the own log-in: the verifier is another."""
    make_konto(email="jana@boerde.example")
    victims = parse_qs(urlsplit(sent_back(Client().post(LOGIN)["Location"])).query)["code"][0]
    own = parse_qs(urlsplit(client.post(LOGIN)["Location"]).query)["state"][0]

    response = client.get(f"{LOGIN}callback/?{urlencode({'code': victims, 'state': own})}")

    assert (response.status_code, who(client)) == (401, None)


@pytest.mark.parametrize("state", ["", "erfunden"])
def test_answer_that_nobody_asked_for_is_refused(client: Client, ausweis: Ausweis, state: str) -> None:
    make_konto(email="jana@boerde.example")
    code = parse_qs(urlsplit(sent_back(client.post(LOGIN)["Location"])).query)["code"][0]

    response = client.get(f"{LOGIN}callback/?{urlencode({'code': code, 'state': state})}")

    assert (response.status_code, who(client)) == (401, None)


def test_address_cannot_change_what_is_asked(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")

    log_in(client, f"{LOGIN}?scope=admin&auth_params=nonce%3Dmeiner&process=connect&action=reauthenticate")

    (asked,) = ausweis.asked
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert asked["nonce"] != "meiner"
    assert client.get("/verwaltung/").status_code == 200


def test_second_person_with_the_same_address_does_not_get_the_account(client: Client, ausweis: Ausweis) -> None:
    konto = make_konto(email="jana@boerde.example")
    log_in(client)
    other = Client()
    ausweis.person["sub"] = "kreis-18"

    response = log_in(other)

    assert (who(other), who(client)) == (None, str(konto.pk))
    assert "Für Sie gibt es hier noch kein Konto" in response.content.decode()
    assert [one.uid for one in SocialAccount.objects.all()] == ["kreis-17"]


def test_address_of_the_account_that_changed_ends_the_way_by_the_county(client: Client, ausweis: Ausweis) -> None:
    konto = make_konto(email="jana@boerde.example")
    log_in(client)
    client.logout()

    Konto.objects.filter(pk=konto.pk).update(email="jana.neu@boerde.example")
    log_in(client)
    by_the_old = who(client)
    ausweis.person["email"] = "jana.neu@boerde.example"
    log_in(client)

    assert (by_the_old, who(client)) == (None, str(konto.pk))


def test_what_the_county_tells_of_a_person_is_not_kept(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")

    log_in(client)
    client.logout()
    log_in(client)

    assert [one.extra_data for one in SocialAccount.objects.all()] == [{}]
    assert SocialToken.objects.count() == 0


def test_each_log_in_by_the_county_is_noted(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example", name="Jana Muster")

    log_in(client)
    client.logout()
    ausweis.person |= {"sub": "kreis-99", "email": "fremd@boerde.example"}
    log_in(client)

    noted = [(str(one.konto or ""), one.art, one.grund) for one in Zutritt.objects.order_by("pk")]
    assert noted == [("Jana Muster", "kreis", ""), ("", "kreis", "unbekannt")]


@pytest.mark.parametrize(
    ("said", "is_in"),
    [(None, True), (True, True), (False, False), ("true", False)],
    ids=["no word", "yes", "no", "text"],
)
def test_directory_that_never_says_so_may_be_trusted(
    client: Client, ausweis: Ausweis, settings: Settings, said: bool | str | None, is_in: bool
) -> None:
    settings.OIDC_TRUST_EMAIL = True
    make_konto(email="jana@boerde.example")
    ausweis.person = {name: value for name, value in {**JANA, "email_verified": said}.items() if value is not None}

    log_in(client)

    assert (who(client) is not None) is is_in


def test_code_is_taken_only_by_the_browser_that_asked(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")
    back = sent_back(client.post(LOGIN)["Location"])
    other = Client()

    other.get(back)

    assert who(other) is None


def test_code_is_taken_once(client: Client, ausweis: Ausweis) -> None:
    make_konto(email="jana@boerde.example")
    back = sent_back(client.post(LOGIN)["Location"])
    client.get(back)
    client.logout()

    client.get(back)

    assert who(client) is None


def test_person_who_says_no_comes_back_without_an_error(client: Client, ausweis: Ausweis) -> None:
    asked = parse_qs(urlsplit(client.post(LOGIN)["Location"]).query)

    response = client.get(f"{LOGIN}callback/?error=access_denied&state={asked['state'][0]}", follow=True)

    assert response.status_code == 200
    assert who(client) is None


def test_provider_that_does_not_answer_leaves_the_other_ways(client: Client, settings: Settings) -> None:
    connect(settings, "http://127.0.0.1:1")

    response = client.post(LOGIN)

    assert response.status_code == 503
    assert "Die Anmeldung der Kreisverwaltung antwortet nicht" in response.content.decode()
    assert 'href="/konto/login/code/"' in response.content.decode()


def test_wrong_address_of_the_provider_leaves_the_other_ways(client: Client, ausweis: Ausweis) -> None:
    ausweis.missing = {"/.well-known/openid-configuration"}

    assert client.post(LOGIN).status_code == 503


def test_provider_that_calls_itself_another_is_not_believed(client: Client, ausweis: Ausweis) -> None:
    ausweis.issuer = "https://boese.example"

    assert client.post(LOGIN).status_code == 503


def test_provider_that_leads_elsewhere_is_not_followed(client: Client, ausweis: Ausweis) -> None:
    ausweis.moved = {"/.well-known/openid-configuration"}

    assert client.post(LOGIN).status_code == 503


def test_log_in_by_the_county_begins_with_a_button(client: Client, ausweis: Ausweis) -> None:
    response = client.get(LOGIN)

    assert (response.status_code, ausweis.asked) == (200, [])


def test_second_factor_is_asked_for_after_the_county_too(client: Client, ausweis: Ausweis) -> None:
    konto = make_konto(email="jana@boerde.example")
    TOTP.activate(konto, generate_totp_secret())

    response = log_in(client)

    assert response["Location"] == "/konto/2fa/authenticate/"
    assert who(client) is None


def test_page_of_the_login_offers_the_county(client: Client, ausweis: Ausweis) -> None:
    assert "Anmeldung der Kreisverwaltung" in client.get("/konto/login/").content.decode()


def test_without_a_provider_there_is_no_such_door(client: Client, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {}

    assert client.get(LOGIN).status_code == 404
    assert "oidc" not in client.get("/konto/login/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_browser_is_let_to_the_county_and_back(
    live_server: LiveServer, browser: Browser, ausweis: Ausweis, settings: Settings
) -> None:
    """The rules of our pages say where forms may lead; a browser holds them against redirects, too."""
    settings.BASE_URL = live_server.url
    make_konto(email="jana@boerde.example", name="Jana Muster")
    page = browser.new_page(base_url=live_server.url)

    page.goto("/konto/login/")
    page.get_by_role("link", name="Anmeldung der Kreisverwaltung").click()
    page.get_by_role("button", name="Weiter").click()
    page.wait_for_url("**/verwaltung/")
    page.context.close()


def test_settings_come_from_the_environment() -> None:
    program = (
        "from django.conf import settings as s\n"
        "print(s.SOCIALACCOUNT_PROVIDERS, s.SOCIALACCOUNT_EMAIL_AUTHENTICATION, "
        "s.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    given = {"OIDC_SERVER_URL": "https://login.kreis.example/realms/kreis", "OIDC_CLIENT_ID": "portal"}

    with_secret = manage("shell", "--verbosity", "0", "-c", program, **PRODUCTION, **given, OIDC_CLIENT_SECRET="x")
    without = manage("check", **PRODUCTION, **given)

    app = {"provider_id": "kreis", "name": "Anmeldung der Kreisverwaltung", "client_id": "portal", "secret": "x"}
    app |= {"settings": {"server_url": "https://login.kreis.example/realms/kreis"}}  # type: ignore[dict-item]
    providers = {"openid_connect": {"APPS": [app]}}
    assert with_secret.stdout.strip() == f"{providers} True [\"'self'\", 'https://login.kreis.example']"
    assert without.returncode != 0
    assert "OIDC_CLIENT_SECRET" in without.stderr


def test_provider_without_https_stops_the_start() -> None:
    given = {"OIDC_SERVER_URL": "http://login.kreis.example", "OIDC_CLIENT_ID": "portal", "OIDC_CLIENT_SECRET": "x"}

    done = manage("check", **PRODUCTION, **given)

    assert done.returncode != 0
    assert "OIDC_SERVER_URL must begin with https://" in done.stderr
