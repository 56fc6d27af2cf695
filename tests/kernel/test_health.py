"""Probes when something is wrong: what the machine in front is told, and that it is told in time."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from pytest_django.fixtures import Settings

from tests.test_settings import PRODUCTION, manage

PROGRAM = "from django.test import Client as C\nr = C().get('/readyz')\nprint(r.status_code, r.text)"


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that takes every call and never says a word."""
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        held: list[socket.socket] = []

        def take() -> None:
            while True:
                try:
                    held.append(server.accept()[0])
                except OSError:
                    return

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
        for taken in held:
            taken.close()


@pytest.mark.django_db
def test_migrations_that_are_missing_keep_the_traffic_away(client: Client) -> None:
    MigrationRecorder.Migration.objects.filter(app="workshops").delete()

    response = client.get("/readyz")

    assert response.status_code == 503
    assert json.loads(response.content) == {
        "status": "unavailable",
        "database": "migrations missing",
        "redis": "ok",
        "files": "ok",
    }


@pytest.mark.django_db
def test_redis_that_says_nothing_degrades_in_time(client: Client, settings: Settings, silent_port: int) -> None:
    settings.REDIS_URL = f"redis://127.0.0.1:{silent_port}/0"
    began = time.monotonic()

    response = client.get("/readyz")

    assert (response.status_code, json.loads(response.content)["status"]) == (200, "degraded")
    assert time.monotonic() - began < 10


def test_database_that_says_nothing_is_given_up_in_time(silent_port: int) -> None:
    silent = {"DATABASE_URL": f"postgresql://portal@127.0.0.1:{silent_port}/portal"}
    began = time.monotonic()

    done = manage("shell", "--verbosity", "0", "-c", PROGRAM, **PRODUCTION | silent)

    assert (
        done.stdout.strip()
        == '503 {"status": "unavailable", "database": "unreachable", "redis": "unreachable", "files": "ok"}'
    )
    assert time.monotonic() - began < 60


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probe_leaves_no_cookie_and_asks_for_no_log_in(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, dict(response.cookies)) == (200, {})


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/healthz/", "/healthzx/", "/verwaltung/healthz/"])
def test_only_the_two_addresses_are_probes(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
