"""Limits for programs: at every address where strangers send something, by the sender that the proxy saw."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import redis
from django.conf import settings as portal
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django.fixtures import Settings

from bildungskommune import throttle
from bildungskommune.portal import limits
from bildungskommune.throttle import Limit
from tests import welt
from tests.conftest import forget_rings

pytestmark = pytest.mark.django_db
ONE = Limit("probe", 1, 600)


@pytest.fixture(autouse=True)
def fresh_counts() -> None:
    forget_rings()


def asked(**meta: Any) -> Any:
    return RequestFactory().get("/", **meta)


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield str(pattern.name), pattern.callback
        elif not route.startswith("konto/"):  # allauth has limits of its own
            yield from views(pattern, route)


def test_every_address_where_strangers_send_something_has_a_limit():
    welt.build()
    known = dict(views(get_resolver()))
    open_to_all = set()
    for name, arguments in welt.patterns():
        response = Client().post(welt.address(name, arguments))
        is_refused = response.status_code == 405 or response.headers.get("Location", "").startswith("/konto/")
        if not is_refused:
            open_to_all.add(name)

    assert {"barriere-melden", "anmeldung-new", "beitrag-new"} <= open_to_all
    assert [name for name in sorted(open_to_all) if not getattr(known[name], "has_limit", False)] == []


def test_form_over_the_limit_keeps_what_was_typed(
    first_texts: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
):
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    monkeypatch.setattr(limits, "REPORTS", Limit("meldung-probe", 1, 600))
    client = Client()
    client.post("/barrierefreiheit/melden/", {"beschreibung": "Die erste Barriere."})

    response = client.post("/barrierefreiheit/melden/", {"beschreibung": "Das Menü & mehr"})

    page = response.content.decode()
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 660
    assert "Bitte versuchen Sie es ab " in page
    assert '<input type="hidden" name="beschreibung" value="Das Menü &amp; mehr">' in page
    assert "<dd>Das Menü &amp; mehr</dd>" in page


def test_limit_that_is_reached_stands_in_the_log(
    first_texts: None, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    settings.SPAMSCHUTZ_SEKUNDEN = 0
    monkeypatch.setattr(limits, "REPORTS", Limit("meldung-probe", 1, 600))

    for _ in range(2):
        Client().post("/barrierefreiheit/melden/", {"beschreibung": "Die Treppe."})

    assert [line for line in caplog.messages if "from one sender" in line] == [
        "too many of meldung-probe from one sender"
    ]


def test_refused_forms_do_not_count(first_texts: None, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(limits, "REPORTS", Limit("meldung-probe", 1, 600))

    answers = [Client().post("/barrierefreiheit/melden/", {"beschreibung": ""}).status_code for _ in range(3)]

    assert answers == [422, 422, 422]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "is_same"),
    [
        (0, "9.9.9.9", True),
        (1, "9.9.9.9", False),
        (1, "1.1.1.1, 9.9.9.9", False),
        (1, "9.9.9.9, 10.0.0.1", True),
        (2, "1.1.1.1, 9.9.9.9, 10.0.0.2", False),
        (2, "9.9.9.9", True),
    ],
)
def test_only_what_trusted_proxies_saw_counts(settings: Settings, proxies: int, forwarded: str, is_same: bool):
    """The sender 10.0.0.1 says that it is somebody else; believed only as far as our own proxies say so."""
    settings.TRUSTED_PROXIES = proxies
    throttle.count(asked(REMOTE_ADDR="10.0.0.1"), ONE)

    again = asked(REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR=forwarded)

    assert throttle.is_exceeded(again, ONE) is is_same


def test_household_with_many_addresses_is_one_sender():
    throttle.count(asked(REMOTE_ADDR="2001:db8:1:2::1"), ONE)

    assert throttle.is_exceeded(asked(REMOTE_ADDR="2001:db8:1:2:ffff::9"), ONE)
    assert not throttle.is_exceeded(asked(REMOTE_ADDR="2001:db8:1:3::1"), ONE)


def test_sender_is_no_address(settings: Settings):
    assert "10.0.0.1" not in throttle.sender(asked(REMOTE_ADDR="10.0.0.1"))


def test_time_to_try_again_is_a_full_minute_to_come():
    again = throttle.free_again(Limit("probe", 1, 90))

    assert again.tzinfo == UTC
    assert again.second == 0
    assert timezone.now() < again <= timezone.now() + timedelta(seconds=150)
    assert isinstance(again, datetime)


def test_nobody_is_kept_out_when_the_cache_is_away(settings: Settings):
    settings.CACHES = {
        "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    }

    throttle.count(asked(), ONE)

    assert not throttle.is_exceeded(asked(), ONE)


def answering(status: int) -> Any:
    """Return a view with the limit that answers so, or breaks with 0."""

    @throttle.guard(lambda: ONE)
    def view(request: HttpRequest) -> HttpResponse:
        if not status:
            raise RuntimeError
        return HttpResponse(status=status)

    return view


def sent() -> Any:
    return RequestFactory().post("/", {"beschreibung": "Die Treppe."})


def test_what_was_not_taken_gives_its_place_back(first_texts: None) -> None:
    for _ in range(3):
        answering(422)(sent())
        with pytest.raises(RuntimeError):
            answering(0)(sent())

    assert [answering(302)(sent()).status_code for _ in range(3)] == [302, 429, 429]
    assert throttle.is_exceeded(sent(), Limit("probe", 1, 600))
    assert not throttle.is_exceeded(sent(), Limit("probe", 2, 600))


def test_counted_number_goes_by_itself() -> None:
    answering(302)(sent())

    with redis.Redis.from_url(portal.REDIS_URL) as client:
        left = [client.ttl(key) for key in client.scan_iter(f"{portal.REDIS_PREFIX}:*throttle:probe:*")]
    assert [0 < one <= 600 for one in left] == [True]


def test_form_is_taken_when_the_cache_is_away(settings: Settings) -> None:
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": "redis://127.0.0.1:1/0"}}

    assert [answering(302)(sent()).status_code for _ in range(3)] == [302, 302, 302]
