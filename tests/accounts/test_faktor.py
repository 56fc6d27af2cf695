"""The second factor: found from the own account, possible for everybody, demanded of the roles of the setting."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django.fixtures import Settings

from bildungskommune.accounts.models import Konto
from bildungskommune.audit.models import Eintrag
from tests import welt
from tests.accounts.test_anmelden import CONFIRM, PASSWORD, ask_for_code, make_jana, password_login, who
from tests.factories import make_konto
from tests.test_settings import PRODUCTION, manage

pytestmark = pytest.mark.django_db

DEMANDED = "Für Ihre Rolle ist ein zweiter Faktor Pflicht."


def set_up(client: Client) -> None:
    """Set up an app as a person does: the secret of the page, the code of the app."""
    page = client.get("/konto/2fa/totp/activate/")
    code = format_hotp_value(hotp_value(page.context["form"].secret, next(yield_hotp_counters_from_time())))
    answer = client.post("/konto/2fa/totp/activate/", {"code": code})
    assert (answer.status_code, answer["Location"]) == (302, "/konto/2fa/recovery-codes/")


def code_only(rolle: str = "stabsstelle") -> Konto:
    konto = make_konto(rolle=rolle, email="jana@boerde.example", name="Jana Muster")
    konto.set_unusable_password()
    konto.save()
    return konto


def test_every_desk_page_leads_to_it(client: Client) -> None:
    make_jana()
    password_login(client)

    assert 'href="/konto/"' in client.get("/verwaltung/").content.decode()
    assert 'href="/konto/2fa/"' in client.get("/konto/").content.decode()
    assert 'href="/konto/2fa/totp/activate/"' in client.get("/konto/2fa/").content.decode()


@pytest.mark.django_db(transaction=True)  # allauth tells of it on commit
def test_who_only_uses_codes_sets_it_up(client: Client) -> None:
    konto = code_only()
    client.post(CONFIRM, {"code": ask_for_code(client)})

    set_up(client)
    codes = client.get("/konto/2fa/recovery-codes/")
    client.post("/konto/logout/")
    answer = client.post(CONFIRM, {"code": ask_for_code(client)})

    assert (codes.status_code, len(codes.context["unused_codes"])) == (200, 10)
    assert answer["Location"] == "/konto/2fa/authenticate/"
    assert sorted(Authenticator.objects.filter(user=konto).values_list("type", flat=True)) == ["recovery_codes", "totp"]


def test_who_only_uses_a_password_sets_it_up(client: Client) -> None:
    make_jana()
    password_login(client)
    client.post("/konto/reauthenticate/", {"password": PASSWORD})

    set_up(client)

    assert "Eingerichtet ist eine App." in client.get("/konto/").content.decode()


def test_who_only_uses_codes_takes_it_off_with_one_of_the_codes_for_an_emergency(client: Client) -> None:
    konto = code_only()
    client.post(CONFIRM, {"code": ask_for_code(client)})
    set_up(client)
    client.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")

    refused = client.post("/konto/2fa/totp/deactivate/")
    codes = Authenticator.objects.get(user=konto, type="recovery_codes").wrap().get_unused_codes()
    client.post("/konto/2fa/reauthenticate/", {"code": codes[0]})
    client.post("/konto/2fa/totp/deactivate/")

    assert "reauthenticate" in refused["Location"]
    assert not Authenticator.objects.filter(user=konto, type="totp").exists()


def test_factor_that_is_lost_is_taken_off_by_command_and_noted(client: Client) -> None:
    konto = code_only()
    client.post(CONFIRM, {"code": ask_for_code(client)})
    set_up(client)
    client.post("/konto/logout/")

    call_command("zweiter_faktor_entfernen", "Jana@boerde.example", stdout=StringIO())
    client.post(CONFIRM, {"code": ask_for_code(client)})

    assert who(client) == str(konto.pk)
    assert [(one.ereignis, one.konto) for one in Eintrag.objects.about(konto)] == [("konto.faktor_entfernt", None)]


@pytest.mark.parametrize(
    ("email", "why"),
    [("fremd@boerde.example", "Kein Konto hat die Adresse"), ("jana@boerde.example", "hat keinen zweiten Faktor")],
)
def test_command_says_when_there_is_nothing_to_take(email: str, why: str) -> None:
    code_only()

    with pytest.raises(CommandError, match=why):
        call_command("zweiter_faktor_entfernen", email)


def test_nobody_must_have_one_without_the_setting(client: Client) -> None:
    client.force_login(make_konto(), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/verwaltung/").status_code == 200
    assert DEMANDED not in client.get("/konto/").content.decode()


def test_role_that_needs_one_is_led_to_it_and_comes_to_the_desk_after_it(client: Client, settings: Settings) -> None:
    settings.ZWEITER_FAKTOR = ["stabsstelle"]
    konto = code_only()
    client.post(CONFIRM, {"code": ask_for_code(client)})

    before = client.get("/verwaltung/", follow=True)
    set_up(client)

    assert before.redirect_chain == [("/konto/", 302)]
    assert DEMANDED in before.content.decode()
    assert client.get("/verwaltung/").status_code == 200
    assert who(client) == str(konto.pk)


@pytest.mark.parametrize("rolle", ["leitung", "moderation", "fachamt"])
def test_other_roles_work_on(client: Client, settings: Settings, rolle: str) -> None:
    settings.ZWEITER_FAKTOR = ["stabsstelle"]
    client.force_login(make_konto(rolle=rolle), backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/verwaltung/").status_code == 200


def test_codes_for_an_emergency_are_no_factor(client: Client, settings: Settings) -> None:
    settings.ZWEITER_FAKTOR = ["stabsstelle"]
    konto = make_konto()
    RecoveryCodes.activate(konto)
    client.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")

    assert client.get("/verwaltung/")["Location"] == "/konto/"


def test_no_page_of_the_portal_opens_without_it(client: Client, settings: Settings) -> None:
    konto = welt.build()["stabsstelle"]
    settings.ZWEITER_FAKTOR = ["stabsstelle"]
    client.force_login(konto, backend="django.contrib.auth.backends.ModelBackend")

    answers = {}
    for name, arguments in welt.patterns():
        for ask in (client.get, client.post):
            answer = ask(welt.address(name, arguments))
            answers[name, ask.__name__] = answer.headers.get("Location", answer.status_code)

    still = {name for (name, _), told in answers.items() if told != "/konto/"}
    assert still == {"konto", "kommune-css", "zeichenbild", "seite", "sitzung-abmelden", "sitzungen-abmelden"}


def test_pages_to_set_it_up_and_to_leave_are_open(client: Client, settings: Settings) -> None:
    settings.ZWEITER_FAKTOR = ["stabsstelle"]
    client.force_login(code_only(), backend="django.contrib.auth.backends.ModelBackend")

    pages = ["/konto/", "/konto/2fa/", "/konto/2fa/totp/activate/", "/konto/2fa/webauthn/add/", "/konto/logout/"]

    assert [client.get(page).status_code for page in pages] == [200] * 5


def test_stranger_reads_on_whatever_is_demanded(client: Client, settings: Settings) -> None:
    settings.ZWEITER_FAKTOR = ["stabsstelle", "leitung", "moderation", "fachamt"]

    assert client.get("/workshops/").status_code == 200
    assert client.get("/verwaltung/")["Location"] == "/konto/login/?next=/verwaltung/"


def test_roles_come_from_the_environment_and_a_wrong_one_stops_the_start() -> None:
    program = "from django.conf import settings as s; print(s.ZWEITER_FAKTOR)"

    given = manage("shell", "--verbosity", "0", "-c", program, **PRODUCTION, ZWEITER_FAKTOR="stabsstelle,leitung")
    wrong = manage("check", **PRODUCTION, ZWEITER_FAKTOR="stabstelle")

    assert given.stdout == "['stabsstelle', 'leitung']\n"
    assert wrong.returncode != 0
    assert "ZWEITER_FAKTOR names no role: stabstelle." in wrong.stderr
