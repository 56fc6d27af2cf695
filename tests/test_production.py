"""What production answers to the world: behind its proxies, over https, with the headers that protect readers.

Each case is asked in a process that was started with production's environment.
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from bildungskommune import throttle
from bildungskommune.throttle import Limit
from tests.conftest import database_url
from tests.test_settings import PRODUCTION, manage

PRODUCTION_HERE = dict(PRODUCTION)
HOST = "bildung.example.de"
PROGRAM = """
import json
from django.test import Client
response = Client(raise_request_exception=False).get({path!r}, headers={headers!r}, REMOTE_ADDR="192.0.2.7")
headers = {{name.lower(): value for name, value in response.items()}}
print(json.dumps({{"status": response.status_code, "text": response.text, **headers}}))
"""
POLICY = {
    "default-src 'none'",
    "object-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
}


@pytest.fixture(scope="module", autouse=True)
def static_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collect the static files once: every page of production names them by their content."""
    folder = tmp_path_factory.mktemp("static")
    done = manage("collectstatic", "--noinput", "--verbosity", "0", **PRODUCTION, STATIC_ROOT=str(folder))
    assert done.returncode == 0, done.stderr
    PRODUCTION_HERE["STATIC_ROOT"] = str(folder)
    return folder


def ask(path: str = "/robots.txt", *, headers: dict[str, str] | None = None, **environment: str) -> dict[str, Any]:
    """Ask a portal in its production form for one page; return status and headers."""
    program = PROGRAM.format(path=path, headers={"host": HOST, **(headers or {})})
    done = manage("shell", "--verbosity", "0", "-c", program, **PRODUCTION_HERE | environment)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


OVER_HTTPS = {"x-forwarded-proto": "https", "x-forwarded-for": "203.0.113.9"}


def test_plain_http_is_led_to_https() -> None:
    answer = ask("/workshops/?seite=2")

    assert (answer["status"], answer["location"]) == (301, f"https://{HOST}/workshops/?seite=2")


def test_word_of_a_trusted_proxy_is_believed() -> None:
    assert ask(headers=OVER_HTTPS, TRUSTED_PROXIES="1")["status"] == 200


def test_page_without_a_database_is_a_sentence_not_a_traceback() -> None:
    answer = ask("/", headers=OVER_HTTPS, TRUSTED_PROXIES="1")

    assert answer["status"] == 500
    assert "<h1" in answer["text"]
    assert "psycopg" not in answer["text"]


def test_word_of_a_stranger_is_not_believed() -> None:
    answer = ask(headers=OVER_HTTPS)

    assert (answer["status"], answer["location"]) == (301, f"https://{HOST}/robots.txt")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [({}, "max-age=31536000"), ({"HSTS_INCLUDE_SUBDOMAINS": "on"}, "max-age=31536000; includeSubDomains")],
    ids=["this host", "and below"],
)
def test_browsers_are_told_to_stay_on_https(environment: dict[str, str], expected: str) -> None:
    answer = ask(headers=OVER_HTTPS, TRUSTED_PROXIES="1", **environment)

    assert answer["strict-transport-security"] == expected


def test_headers_close_the_page_to_everything_foreign() -> None:
    answer = ask(headers=OVER_HTTPS, TRUSTED_PROXIES="1")

    assert set(answer["content-security-policy"].split("; ")) == POLICY
    assert (answer["x-frame-options"], answer["x-content-type-options"]) == ("DENY", "nosniff")
    assert (answer["referrer-policy"], answer["cross-origin-opener-policy"]) == ("same-origin", "same-origin")
    assert {"set-cookie", "access-control-allow-origin", "server"} & set(answer) == set()


@pytest.mark.parametrize("host", ["boese.example", "bildung.example.de.boese.example", "127.0.0.1"])
def test_unknown_host_is_refused(db: None, host: str) -> None:
    answer = ask(headers={**OVER_HTTPS, "host": host}, TRUSTED_PROXIES="1", DATABASE_URL=database_url())

    assert (answer["status"], "Die Adresse stimmt so nicht" in answer["text"]) == (400, True)
    assert host not in answer["text"]


def test_forwarded_host_is_not_believed() -> None:
    answer = ask(headers={"x-forwarded-host": "boese.example"}, TRUSTED_PROXIES="1")

    assert answer["location"] == f"https://{HOST}/robots.txt"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_knows_neither_host_nor_https(path: str) -> None:
    assert ask(path, headers={"host": "10.0.0.5"})["status"] == {"/healthz": 200, "/readyz": 503}[path]


def test_cookies_travel_over_https_alone_and_are_hidden_from_scripts() -> None:
    program = (
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.CSRF_COOKIE_HTTPONLY)\n"
        "print(s.SESSION_COOKIE_SAMESITE, s.CSRF_COOKIE_SAMESITE, s.CSRF_TRUSTED_ORIGINS)\n"
        "from bildungskommune.ui.meldungen import Cookie\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.GERAET_COOKIE_NAME, Cookie.cookie_name)"
    )

    done = manage("shell", "--verbosity", "0", "-c", program, **PRODUCTION)

    names = "__Host-sessionid __Host-csrftoken __Host-geraet __Host-messages"
    assert done.stdout == f"True True True True\nLax Lax ['https://{HOST}']\n{names}\n"


ADDRESSES = {
    "nobody in front": (0, "", "192.0.2.7", "192.0.2.7"),
    "stranger says he is another": (0, "203.0.113.9", "192.0.2.7", "192.0.2.7"),
    "one proxy": (1, "203.0.113.9", "10.0.0.1", "203.0.113.9"),
    "one proxy, stranger lies to it": (1, "198.51.100.1, 203.0.113.9", "10.0.0.1", "203.0.113.9"),
    "two proxies": (2, "203.0.113.9, 10.0.0.2", "10.0.0.1", "203.0.113.9"),
    "two proxies, stranger lies": (2, "198.51.100.1, 203.0.113.9, 10.0.0.2", "10.0.0.1", "203.0.113.9"),
    "proxy that says nothing": (1, "", "10.0.0.1", "10.0.0.1"),
    "fewer than promised": (2, "203.0.113.9", "10.0.0.1", "10.0.0.1"),
    "empty parts": (1, ", ,203.0.113.9 ,", "10.0.0.1", "203.0.113.9"),
    "one household of IPv6": (1, "2001:db8:1:2:3:4:5:6", "10.0.0.1", "2001:db8:1:2::1"),
    "IPv4 as IPv6 servers see it": (0, "", "::ffff:192.0.2.7", "192.0.2.7"),
}


def sender(address: str, forwarded: str = "") -> str:
    headers = {"x-forwarded-for": forwarded} if forwarded else {}
    return throttle.sender(RequestFactory().get("/", headers=headers, REMOTE_ADDR=address))


@pytest.mark.parametrize(("proxies", "forwarded", "address", "expected"), ADDRESSES.values(), ids=ADDRESSES)
def test_sender_is_who_the_trusted_proxies_say(
    settings: Settings, proxies: int, forwarded: str, address: str, expected: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    asked = sender(address, forwarded)
    settings.TRUSTED_PROXIES = 0

    assert asked == sender(expected)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("192.0.2.7", "192.0.2.8"),
        ("::ffff:192.0.2.7", "::ffff:192.0.2.8"),
        ("2001:db8:1:2::1", "2001:db8:1:3::1"),
        ("", "192.0.2.7"),
    ],
)
def test_two_senders_are_told_apart(one: str, other: str) -> None:
    assert sender(one) != sender(other)


@pytest.mark.parametrize("nonsense", ["", "unbekannt", "999.1.1.1", "' OR 1=1", "\x00", "ü" * 500])
def test_address_that_is_none_is_a_sender_of_its_own(nonsense: str) -> None:
    assert len(sender(nonsense)) == 32


def test_sender_is_a_hash_that_changes_with_the_key_of_the_portal(settings: Settings) -> None:
    before = sender("192.0.2.7")
    settings.SECRET_KEY = "another" + "x" * 50

    assert re.fullmatch("[0-9a-f]{32}", before)
    assert sender("192.0.2.7") != before


def test_limit_is_reached_and_keeps_others_out_of_it() -> None:
    limit = Limit("probe", 2, 86_400)
    cache.clear()
    mine, yours = (RequestFactory().get("/", REMOTE_ADDR=address) for address in ("192.0.2.7", "192.0.2.8"))

    seen = []
    for _ in range(3):
        seen.append(throttle.is_exceeded(mine, limit))
        throttle.count(mine, limit)

    assert seen == [False, False, True]
    assert throttle.is_exceeded(yours, limit) is False


def test_without_redis_nobody_is_kept_out(settings: Settings) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 1},
        }
    }
    request = RequestFactory().get("/")

    throttle.count(request, Limit("probe", 1, 86_400))

    assert throttle.is_exceeded(request, Limit("probe", 1, 86_400)) is False
