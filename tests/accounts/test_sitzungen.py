"""How long a session lasts, where one is logged in, and how that ends."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.contrib.messages import get_messages
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries, Settings

from bildungskommune.accounts import sitzungen
from bildungskommune.accounts.models import Konto, Sitzung
from bildungskommune.tasks import vergessen
from tests.accounts.test_anmelden import PASSWORD, make_jana, password_login
from tests.factories import make_konto
from tests.lesen import one_line

pytestmark = pytest.mark.django_db

PULT, KONTO = "/verwaltung/", "/konto/"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"
EDGE = f"{CHROME} Edg/130.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML, like Gecko) Safari/604.1"


def logged_in(agent: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": agent})
    password_login(client)
    return client


def is_in(client: Client) -> bool:
    return client.get(PULT).status_code == 200


def shift(client: Client, **how_long_ago: float) -> None:
    """Let all that a session knows of time have happened so long before."""
    by = timedelta(**how_long_ago)
    session = client.session
    for name in (sitzungen.BEGINN, sitzungen.GESEHEN):
        session[name] -= int(by.total_seconds())
    session.save()
    row = Session.objects.get(pk=session.session_key)
    row.expire_date -= by
    row.save()


def forms_on(client: Client) -> list[str]:
    return [sitzung.geraet for sitzung in client.get(KONTO).context["sitzungen"]]


def test_session_that_rests_for_two_hours_is_over() -> None:
    make_jana()
    short, long = logged_in(), logged_in()
    shift(short, minutes=119)
    shift(long, minutes=121)

    assert [is_in(short), is_in(long)] == [True, False]


def test_session_in_use_goes_on() -> None:
    make_jana()
    client = logged_in()

    for _ in range(3):
        shift(client, minutes=100)
        assert is_in(client)


def test_session_ends_twelve_hours_after_the_log_in_however_busy_it_was() -> None:
    make_jana()
    client = logged_in()
    for _ in range(7):
        shift(client, minutes=100)
        assert is_in(client)
    shift(client, minutes=21)

    assert is_in(client) is False
    assert Session.objects.count() == 0


def test_what_was_typed_when_the_session_ended_is_still_there() -> None:
    make_konto()
    client = Client()
    client.force_login(Konto.objects.get(), backend="django.contrib.auth.backends.ModelBackend")
    data = {"name": "Kita Sonnenschein", "typ": "kita"}
    shift(client, hours=1)
    session = client.session
    session[sitzungen.BEGINN] -= 12 * 3600
    session.save()

    response = client.post(reverse("v-institution-new"), data)

    assert response.status_code == 403
    assert "Kita Sonnenschein" in response.content.decode()


def test_limits_are_settings(settings: Settings) -> None:
    settings.SESSION_HOURS = 1
    make_jana()
    client = logged_in()
    shift(client, minutes=61)

    assert is_in(client) is False


def test_session_from_before_the_update_counts_from_now() -> None:
    make_jana()
    client = logged_in()
    session = client.session
    del session[sitzungen.BEGINN], session[sitzungen.GESEHEN]
    session.save()
    Sitzung.objects.all().delete()

    assert is_in(client) is True
    assert [sitzung.geraet for sitzung in Sitzung.objects.all()] == ["Firefox auf Linux"]


def test_use_is_noted_once_a_minute() -> None:
    make_jana()
    client = logged_in()
    Sitzung.objects.update(gesehen=timezone.now() - timedelta(hours=1))

    client.get(PULT)
    assert Sitzung.objects.get().gesehen < timezone.now() - timedelta(minutes=50)

    shift(client, minutes=2)
    client.get(PULT)
    assert Sitzung.objects.get().gesehen > timezone.now() - timedelta(minutes=1)


def test_reader_gets_neither_session_nor_cookie(client: Client) -> None:
    client.get("/")

    assert (dict(client.cookies), Session.objects.count()) == ({}, 0)


def test_own_page_shows_where_one_is_logged_in() -> None:
    make_jana()
    first, second = logged_in(FIREFOX), logged_in(EDGE)
    stranger = make_konto(email="stab@boerde.example", password=PASSWORD)
    password_login(Client(), stranger.email)

    page = one_line(second.get(KONTO).content.decode())

    assert forms_on(first) == ["Firefox auf Linux", "Edge auf Windows"]
    assert 'Abmelden<span class="nur-vorlesen"> von Firefox auf Linux,' in page
    assert page.count("hier") >= 1
    assert "nach 120 Minuten ohne einen Klick, spätestens nach 12 Stunden" in page


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox auf Linux"),
        (CHROME, "Chrome auf Windows"),
        (EDGE, "Edge auf Windows"),
        (IPHONE, "Safari auf iPhone"),
        ("curl/8", "Unbekannter Browser"),
        ("", "Unbekannter Browser"),
        ("<script>x</script>" * 99, "Unbekannter Browser"),
    ],
)
def test_browser_is_named_in_words(agent: str, words: str) -> None:
    assert sitzungen.device(agent) == words


def test_one_is_logged_out_from_another() -> None:
    make_jana()
    lost, here = logged_in(EDGE), logged_in(FIREFOX)
    other = Sitzung.objects.get(geraet="Edge auf Windows")

    response = here.post(reverse("sitzung-abmelden", args=(other.pk,)), follow=True)

    assert "Edge auf Windows: Sie sind dort abgemeldet." in response.content.decode()
    assert [is_in(lost), is_in(here)] == [False, True]


def test_all_others_are_logged_out() -> None:
    make_jana()
    lost, here = [logged_in(EDGE), logged_in(IPHONE)], logged_in()

    page = here.post(reverse("sitzungen-abmelden"), follow=True).content.decode()

    assert "Sie sind in 2 anderen Browsern abgemeldet." in page
    assert [is_in(client) for client in [*lost, here]] == [False, False, True]
    assert "Sie sind nur hier angemeldet." in here.post(reverse("sitzungen-abmelden"), follow=True).content.decode()


def test_sessions_of_others_are_nobodys_business() -> None:
    make_jana()
    jana, stranger = logged_in(), Client()
    make_konto(email="stab@boerde.example", password=PASSWORD)
    password_login(stranger, "stab@boerde.example")
    hers = Sitzung.objects.get(konto__email="jana@boerde.example")

    assert stranger.post(reverse("sitzung-abmelden", args=(hers.pk,))).status_code == 404
    stranger.post(reverse("sitzungen-abmelden"))

    assert is_in(jana) is True


def test_new_password_logs_out_everywhere_else() -> None:
    make_jana()
    lost, here = logged_in(EDGE), logged_in()
    new = "Sieben Schafe am Deich"

    here.post("/konto/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})

    assert [is_in(lost), is_in(here)] == [False, True]
    assert forms_on(here) == ["Firefox auf Linux"]


def test_new_second_factor_says_where_else_one_is_logged_in() -> None:
    jana = make_jana()
    logged_in(EDGE)
    request = logged_in().get(KONTO).wsgi_request

    authenticator_added.send(
        sender=None, request=request, user=jana, authenticator=Authenticator(user=jana, type="totp")
    )

    assert [str(message) for message in get_messages(request)][-1:] == [
        "Sie sind noch in 1 anderem Browser angemeldet. Unter „Mein Konto“ können Sie sich dort abmelden."
    ]


def test_list_goes_with_the_session() -> None:
    make_jana()
    logged_in(), logged_in()
    Session.objects.filter(pk=Sitzung.objects.first().session_id).update(  # type: ignore[union-attr]
        expire_date=timezone.now() - timedelta(minutes=1)
    )

    vergessen()

    assert (Session.objects.count(), Sitzung.objects.count()) == (1, 1)


def test_list_asks_the_same_however_long_it_is(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    make_jana()
    here = logged_in()
    here.get(KONTO)
    with django_assert_max_num_queries(30) as few:
        here.get(KONTO)
    asked = len(few.captured_queries)
    for _ in range(20):
        logged_in(EDGE)

    with django_assert_max_num_queries(asked):
        here.get(KONTO)

    assert len(here.get(KONTO).context["sitzungen"]) == 10
