"""What lies in the cache is data, never an object."""

import pickle
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils.safestring import SafeString, mark_safe
from redis import Redis

from bildungskommune.celery import app

KEY = "probe-des-speichers"


@pytest.mark.parametrize(
    "value", [0, 17, -3, True, None, "17", "", "Grüße", 1.5, [1732.25, 1731.5], {"ids": ["a"], "html": "x"}, [[1], []]]
)
def test_value_comes_back_as_it_was(value: object) -> None:
    cache.set(KEY, value, 60)

    found = cache.get(KEY, "fehlt")

    assert (found, type(found)) == (value, type(value))


def test_text_of_a_template_stays_safe_and_other_text_does_not_become_it() -> None:
    cache.set_many({"eins": mark_safe("<b>fett</b>"), "zwei": "<b>getippt</b>"}, 60)

    found = cache.get_many(["eins", "zwei"])

    assert found == {"eins": "<b>fett</b>", "zwei": "<b>getippt</b>"}
    assert [isinstance(text, SafeString) for text in found.values()] == [True, False]


def test_numbers_are_counted_by_redis() -> None:
    cache.set(KEY, 1, 60)

    cache.incr(KEY)

    assert cache.get(KEY) == 2


def test_object_is_not_taken() -> None:
    with pytest.raises(TypeError):
        cache.set(KEY, timedelta(days=1), 60)


def test_object_that_somebody_put_there_is_not_made() -> None:
    with Redis.from_url(settings.REDIS_URL) as client:
        client.set(cache.make_key(KEY), pickle.dumps(timedelta(days=1)), ex=60)

    with pytest.raises(UnicodeDecodeError):
        cache.get(KEY)

    cache.delete(KEY)


def test_workers_take_json_alone() -> None:
    assert (app.conf.accept_content, app.conf.task_serializer) == (["json"], "json")
