"""The doors of the office: code by mail, password, second factor; and that nobody gets in by another way."""

import re
from datetime import timedelta
from typing import Any

import pytest
from allauth.account import app_settings as account_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags
from pytest_django.fixtures import Settings

from bildungskommune.accounts.konten import LastStabsstelle, check_somebody_stays
from bildungskommune.accounts.models import Konto
from bildungskommune.post.models import Mail
from tests.factories import make_konto

pytestmark = pytest.mark.django_db

PASSWORD = "Wir lernen gemeinsam 2026"
LOGIN, CODE, CONFIRM = "/konto/login/", "/konto/login/code/", "/konto/login/code/confirm/"
RESET = "/konto/password/reset/"
PAGES = [
    *(LOGIN, CODE, CONFIRM, RESET, "/konto/", "/konto/password/reset/done/", "/konto/password/reset/key/done/"),
    *("/konto/password/reset/key/1-falsch/", "/konto/password/change/", "/konto/password/set/", "/konto/inactive/"),
    *("/konto/logout/", "/konto/reauthenticate/", "/konto/2fa/", "/konto/2fa/reauthenticate/"),
    *("/konto/2fa/recovery-codes/", "/konto/2fa/recovery-codes/generate/", "/konto/2fa/recovery-codes/download/"),
    *("/konto/2fa/totp/activate/", "/konto/2fa/totp/deactivate/", "/konto/2fa/webauthn/", "/konto/2fa/webauthn/add/"),
    "/konto/3rdparty/login/cancelled/",
]
UNUSED = [
    *("signup/", "signup/passkey/", "email/", "confirm-email/", "confirm-email/falsch/", "password/reset/complete/"),
    *("2fa/trust/", "2fa/webauthn/signup/", "3rdparty/", "3rdparty/signup/", "3rdparty/login/error/"),
    *("social/connections/", "social/signup/", "social/login/cancelled/", "sessions/", "phone/change/"),
]


def make_jana(**fields: Any) -> Konto:
    return make_konto(email="jana@boerde.example", name="Jana Muster", password=PASSWORD, **fields)


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def ask_for_code(client: Client, email: str = "jana@boerde.example") -> str:
    """Ask for a code; return the one in the mail, empty when none came."""
    client.post(CODE, {"email": email})
    queued = Mail.objects.filter(an=email).order_by("-pk").first()
    found = re.search(r"^([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})$", queued.text, re.MULTILINE) if queued else None
    return found[1] if found else ""


def enter(client: Client, way: str) -> Any:
    return client.post(CONFIRM, {"code": ask_for_code(client)}) if way == "code" else password_login(client)


def password_login(client: Client, email: str = "jana@boerde.example", password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": email, "password": password})


def test_code_of_the_mail_opens_the_office(client: Client) -> None:
    konto = make_jana()

    code = ask_for_code(client)
    response = client.post(CONFIRM, {"code": code})

    assert (response.status_code, response["Location"]) == (302, "/verwaltung/")
    assert who(client) == str(konto.pk)


def test_mail_with_the_code_is_queued_not_sent(client: Client) -> None:
    make_jana()

    ask_for_code(client)

    assert [(one.an, one.anlass, one.status) for one in Mail.objects.all()] == [
        ("jana@boerde.example", "konto", "wartet")
    ]
    assert mail.outbox == []


DU = re.compile(r"\b([Dd]u|[Dd]ein\w*|[Dd]ir|[Dd]ich|Hallo)\b")


@pytest.mark.parametrize(
    ("address", "betreff"),
    [(CODE, "Ihr Code für die Bildungskommune"), (RESET, "Ein neues Passwort für die Bildungskommune")],
)
def test_mails_speak_to_people_of_an_office(client: Client, address: str, betreff: str) -> None:
    make_jana()

    client.post(address, {"email": "jana@boerde.example"})

    queued = Mail.objects.get()
    assert queued.betreff == betreff
    assert DU.findall(queued.text) == []
    assert queued.text.startswith("Guten Tag,\n\n")
    assert queued.text.endswith(f"\n\nBildungskommune\n{settings.BASE_URL}")


@pytest.mark.parametrize("is_in", [False, True], ids=["stranger", "logged in"])
def test_pages_speak_to_people_of_an_office(client: Client, is_in: bool) -> None:
    konto = make_jana()
    if is_in:
        password_login(client)
        client.post("/konto/reauthenticate/", {"password": PASSWORD})
        Authenticator.objects.create(user=konto, type="totp", data={"secret": "x"})

    pages = {address: client.get(address, follow=True).content.decode() for address in PAGES}

    found = {address: [match[0] for match in DU.finditer(strip_tags(page))] for address, page in pages.items()}
    assert {address: words for address, words in found.items() if words} == {}


def test_code_counts_once(client: Client) -> None:
    make_jana()
    code = ask_for_code(client)
    client.post(CONFIRM, {"code": code})
    client.post("/konto/logout/")

    client.post(CONFIRM, {"code": code})

    assert who(client) is None


def test_code_counts_only_in_the_browser_that_asked(client: Client) -> None:
    make_jana()
    code = ask_for_code(client)
    other = Client()
    ask_for_code(other, "jemand@boerde.example")

    other.post(CONFIRM, {"code": code})

    assert who(other) is None


def test_code_is_gone_after_some_wrong_ones(client: Client) -> None:
    make_jana()
    code = ask_for_code(client)

    for _ in range(account_settings.LOGIN_BY_CODE_MAX_ATTEMPTS):
        client.post(CONFIRM, {"code": "FALSCH"})
    client.post(CONFIRM, {"code": code})

    assert who(client) is None


def test_code_is_gone_after_its_time(client: Client) -> None:
    make_jana()
    code = ask_for_code(client)
    session = client.session
    stashed = session["account_login"]["state"]["stages"]["login_by_code"]["data"]
    stashed["at"] -= account_settings.LOGIN_BY_CODE_TIMEOUT + 1
    session.save()

    client.post(CONFIRM, {"code": code})

    assert who(client) is None


def test_password_opens_the_office(client: Client) -> None:
    konto = make_jana()

    response = password_login(client, "JANA@boerde.example")

    assert (response.status_code, response["Location"]) == (302, "/verwaltung/")
    assert who(client) == str(konto.pk)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("jana@boerde.example", "falsch"),
        ("jana@boerde.example", ""),
        ("fremd@boerde.example", PASSWORD),
        ("jana@boerde.example' OR 1=1 --", PASSWORD),
        ("", ""),
    ],
)
def test_wrong_password_opens_nothing(client: Client, email: str, password: str) -> None:
    make_jana()

    response = password_login(client, email, password)

    assert (response.status_code, who(client)) == (200, None)


def test_account_without_a_password_takes_none(client: Client) -> None:
    konto = make_konto(email="jana@boerde.example")
    konto.set_unusable_password()
    konto.save()

    password_login(client, password=konto.password)
    password_login(client, password="")

    assert who(client) is None


def test_answer_does_not_tell_whether_an_account_exists(client: Client) -> None:
    make_jana()
    wrong = password_login(client, password="falsch").content.decode()
    unknown = password_login(Client(), "fremd@boerde.example", "falsch").content.decode()

    def words(page: str) -> str:
        return re.sub(r'(value|nonce|content)="[^"]*"', "", page)

    assert words(wrong).replace("jana@", "fremd@") == words(unknown)
    assert client.post(CODE, {"email": "fremd@boerde.example"})["Location"] == CONFIRM


def test_stranger_who_asks_for_a_code_gets_no_mail(client: Client) -> None:
    ask_for_code(client, "fremd@boerde.example")
    client.post("/konto/password/reset/", {"email": "fremd@boerde.example"})

    assert (Mail.objects.count(), Konto.objects.count()) == (0, 0)


@pytest.mark.parametrize("way", ["code", "password"])
def test_account_that_is_switched_off_stays_out(client: Client, way: str) -> None:
    make_jana(is_active=False)

    enter(client, way)

    assert who(client) is None
    assert client.get("/verwaltung/").status_code == 302


def test_account_that_is_switched_off_while_working_is_out_at_the_next_step(client: Client) -> None:
    konto = make_jana()
    password_login(client)

    Konto.objects.filter(pk=konto.pk).update(is_active=False)

    assert client.get("/verwaltung/").status_code == 302


@pytest.mark.parametrize("way", UNUSED)
@pytest.mark.parametrize("is_in", [False, True], ids=["stranger", "logged in"])
def test_what_is_not_used_is_not_there(client: Client, way: str, is_in: bool) -> None:
    make_jana()
    if is_in:
        password_login(client)

    read = client.get(f"/konto/{way}")
    sent = client.post(f"/konto/{way}", {"email": "neu@boerde.example", "password1": PASSWORD, "password2": PASSWORD})

    assert (read.status_code, sent.status_code, Konto.objects.count()) == (404, 404, 1)


def test_pages_offer_nobody_to_sign_up(client: Client) -> None:
    make_jana()

    pages = "".join(client.get(address, follow=True).content.decode() for address in PAGES)

    assert re.findall("signup|Registrier|Konto erstellen|Konto anlegen", pages) == []


def test_link_in_a_mail_leads_to_the_portal_whatever_host_was_asked(client: Client, settings: Settings) -> None:
    settings.BASE_URL = "https://bildung.example.de"
    make_jana()

    client.post(RESET, {"email": "jana@boerde.example"}, headers={"host": "127.0.0.1:4711"})

    links = re.findall(r"https?://\S+", Mail.objects.get().text)
    assert [link[:52] for link in links] == [
        "https://bildung.example.de/konto/password/reset/key/",
        "https://bildung.example.de",
    ]


def test_password_is_forgotten_and_chosen_anew(client: Client) -> None:
    konto = make_jana()
    client.post(RESET, {"email": "jana@boerde.example"})
    link = re.search(r"/konto/password/reset/key/\S+", Mail.objects.get().text)
    assert link is not None

    page = client.get(link[0], follow=True)
    new = "Wir lernen gemeinsam 2027"
    client.post(page.redirect_chain[-1][0], {"password1": new, "password2": new})
    again = client.get(link[0], follow=True)

    konto.refresh_from_db()
    assert konto.check_password(new)
    assert "Diese Adresse gilt nicht mehr" in again.content.decode()


def test_only_a_form_logs_out(client: Client) -> None:
    make_jana()
    password_login(client)

    client.get("/konto/logout/")
    after_reading = who(client)
    client.post("/konto/logout/")

    assert (after_reading is not None, who(client)) == (True, None)


def test_session_ends_with_the_browser(client: Client) -> None:
    make_jana()

    cookie = password_login(client).cookies["sessionid"]

    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["samesite"]) == ("", "", True, "Lax")


@pytest.mark.parametrize(
    "password",
    [
        "kurz",
        "zwölfzeichen",
        "jana@boerde.example",
        "password1234",
        "Bildungskommune2026",
        "Stabsstelle-Landkreis!",
        "verwaltung verwaltung",
        "einbisschen Landkreis im Garten",
        "ä" * 70,
    ],
)
def test_weak_password_is_refused(client: Client, password: str) -> None:
    make_jana()
    password_login(client)
    fields = {"oldpassword": PASSWORD, "password1": password, "password2": password}

    client.post("/konto/password/change/", fields)

    refused = password not in {"zwölfzeichen", "einbisschen Landkreis im Garten", "ä" * 70}
    assert Konto.objects.get().check_password(PASSWORD) is refused


@pytest.fixture
def jana_with_app(client: Client) -> Konto:
    """Somebody who has set up an authenticator app through the pages, and is logged out again."""
    konto = make_jana()
    password_login(client)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})
    page = client.get("/konto/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/konto/2fa/totp/activate/", {"code": code})
    client.post("/konto/logout/")
    return konto


@pytest.mark.parametrize("way", ["code", "password"])
def test_second_factor_is_asked_for_after_every_way_in(client: Client, jana_with_app: Konto, way: str) -> None:
    response = enter(client, way)

    assert response["Location"] == "/konto/2fa/authenticate/"
    assert who(client) is None
    assert client.get("/verwaltung/")["Location"].startswith("/konto/login/")


def test_wrong_second_factor_opens_nothing(client: Client, jana_with_app: Konto) -> None:
    password_login(client)

    response = client.post("/konto/2fa/authenticate/", {"code": "000000"})

    assert (response.status_code, who(client)) == (200, None)


def test_recovery_code_opens_once(client: Client, jana_with_app: Konto) -> None:
    codes = Authenticator.objects.get(user=jana_with_app, type="recovery_codes").wrap().get_unused_codes()

    password_login(client)
    client.post("/konto/2fa/authenticate/", {"code": codes[0]})
    first = who(client)
    client.post("/konto/logout/")
    password_login(client)
    client.post("/konto/2fa/authenticate/", {"code": codes[0]})

    assert (first, who(client)) == (str(jana_with_app.pk), None)


def test_app_cannot_be_taken_off_without_a_fresh_log_in(client: Client, jana_with_app: Konto) -> None:
    client.force_login(jana_with_app, backend="django.contrib.auth.backends.ModelBackend")

    response = client.post("/konto/2fa/totp/deactivate/")

    assert "reauthenticate" in response["Location"]
    assert Authenticator.objects.filter(user=jana_with_app, type="totp").exists()


@pytest.mark.parametrize(
    ("rolle", "is_active", "somebody_stays"),
    [("stabsstelle", True, True), ("stabsstelle", False, False), ("leitung", True, False), ("leitung", False, False)],
)
def test_last_stabsstelle_must_stay(rolle: str, is_active: bool, somebody_stays: bool) -> None:
    last = make_konto()
    make_konto(is_active=False)
    make_konto(rolle="leitung")
    last.rolle, last.is_active = rolle, is_active

    if somebody_stays:
        check_somebody_stays(last)
    else:
        with pytest.raises(LastStabsstelle, match="Das ist das letzte aktive Konto der Stabsstelle"):
            check_somebody_stays(last)


def test_address_is_kept_in_small_letters() -> None:
    assert make_konto(email="Jana@Boerde.Example").email == "jana@boerde.example"


def test_superuser_may_do_everything_in_the_process() -> None:
    konto = Konto.objects.create_superuser("admin@boerde.example", PASSWORD, name="Admin")

    assert (konto.rolle, konto.is_superuser, konto.is_staff) == ("stabsstelle", True, True)
    assert make_konto().is_staff is False
    assert timezone.now() - konto.date_joined < timedelta(minutes=1)


def test_account_is_called_by_its_name_else_by_its_address() -> None:
    assert str(Konto(email="jana@boerde.example", name="Jana Muster")) == "Jana Muster"
    assert str(Konto(email="jana@boerde.example")) == "jana@boerde.example"
