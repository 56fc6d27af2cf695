"""What every test may ask for: a browser, and a real worker behind a real Redis."""

import base64
import gc
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
import redis
from django.conf import settings
from django.db import connection
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, Request
from pytest_django import DjangoDbBlocker
from pytest_django.live_server_helper import LiveServer

from tests import database

ROOT = Path(__file__).parent.parent
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-sync",
]
WORKER_SECONDS = 90
UNCOUNTED = (
    *("tests/auslage/", "tests/beispiel/", "tests/foerderung/", "tests/grafik/", "tests/satz/"),
    *(f"tests/accounts/test_{name}" for name in ("anmelden", "faktor", "geraet", "oidc", "sitzungen")),
    *(f"tests/beteiligung/test_{name}" for name in ("abwaegung_druck", "oeffentlich")),
    *(f"tests/fassungen/test_{name}" for name in ("golden", "unlesbar")),
    *(f"tests/kernel/test_{name}" for name in ("akteure", "buero", "drucksachen", "fassung_pages", "haus", "throttle")),
    *("tests/konzept/test_views", "tests/leitbild/test_views", "tests/massnahmen/test_views"),
    *(f"tests/massnahmen/test_{name}" for name in ("formulare", "je_plan", "tabelle.py")),
    *("tests/ui/test_fehlerlinks", "tests/werkbank/test_alle_formulare", "tests/werkbank/test_notizblatt"),
    *(f"tests/workshops/anmeldung/test_{name}" for name in ("folgen", "views.py")),
    *(f"tests/workshops/{name}" for name in ("beitraege/test_pult", "dokumentation/test_addresses", "wand/test_pult")),
    *(f"tests/workshops/test_{name}" for name in ("fristen", "oeffentlich", "views_staff")),
    *("tests/test_access", "tests/test_architecture", "tests/test_axe", "tests/test_grenzen", "tests/test_headers"),
    *("tests/test_proben", "tests/test_rundgang", "tests/vergleich/test_seiten"),
)
"""Files whose tests look at pages and prints, or at every form: what they reach of the rules others reach, too."""

OpenPage = Callable[..., Page]

# A busy machine is slow without being wrong; what was found once is written down as a test, not in a database.
hypothesis_settings.register_profile(
    "portal", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
hypothesis_settings.load_profile("portal")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines where whole pages and prints are looked at: that takes half as long again and proves no rule."""
    for item in items:
        if item.get_closest_marker("browser") or Path(item.path).relative_to(ROOT).as_posix().startswith(UNCOUNTED):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Have the collector of garbage pass by what stays loaded for the whole run, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment: None, django_db_modify_db_settings: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[None]:
    """Give the run, or this worker of it, a database of its own; pytest-django's would migrate each anew."""
    before, name = connection.settings_dict["NAME"], connection.settings_dict["TEST"]["NAME"]
    with django_db_blocker.unblock():
        database.create(name)
    yield
    with django_db_blocker.unblock():
        database.destroy(name, back_to=before)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return chromium()


def chromium() -> dict[str, Any]:
    """Say how the system's Chromium is started: Playwright's own download is not needed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail("Chromium is missing; script/test installs it on Debian and Ubuntu.")
    is_root = os.geteuid() == 0
    return {"executable_path": path, "args": CHROMIUM_FLAGS, "chromium_sandbox": not is_root}


@pytest.fixture
def live_browser(live_server: LiveServer, browser: Browser) -> Iterator[OpenPage]:
    """Give a function that opens a page on the running portal.

    Its keyword arguments are those of Browser.new_context (java_script_enabled, viewport, color_scheme …).
    A request to another host fails the test, and so does a script that breaks.
    """
    contexts: list[BrowserContext] = []
    strangers: list[str] = []
    broken: list[str] = []
    host = urlsplit(live_server.url).netloc

    def note(request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != host:
            strangers.append(request.url)

    def open_page(**options: Any) -> Page:
        options = {"base_url": live_server.url, "locale": "de-DE", "timezone_id": "Europe/Berlin"} | options
        context = browser.new_context(**options)
        context.on("request", note)
        context.on("weberror", lambda error: broken.append(str(error.error)))
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert (strangers, broken) == ([], [])


@pytest.fixture
def celery_worker_process(transactional_db: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a worker for all queues on the test database; its log is in tmp_path/worker.log."""
    forget_rings()
    log = tmp_path / "worker.log"
    command = [sys.executable, "-m", "celery", "-A", "bildungskommune", "worker", "-Q", "pdf,post,celery"]
    command += ["--concurrency", "1", "--without-gossip", "--without-mingle", "--loglevel", "INFO"]
    environment = child_environment() | {"LOG_LEVEL": "INFO"}
    with log.open("wb") as output:
        worker = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_for_line(log, "ready.", worker)
        yield worker
    finally:
        worker.send_signal(signal.SIGTERM)
        try:
            worker.wait(15)
        except subprocess.TimeoutExpired:
            worker.kill()
            worker.wait()


def end(server: subprocess.Popen[bytes]) -> None:
    """End a web server with its processes. Granian loses a SIGTERM that meets one of them while it still starts."""
    server.terminate()
    try:
        server.wait(10)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def forget_rings() -> None:
    """Drop what earlier tests rang for: their rows are gone."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        for key in client.scan_iter(f"{settings.REDIS_PREFIX}:*"):
            client.delete(key)


def rung(queue: str) -> list[int]:
    """Return the keys of the rows for which a worker would be rung now, in its order."""
    with redis.Redis.from_url(settings.REDIS_URL) as client:
        messages = [json.loads(message) for message in client.lrange(f"{settings.REDIS_PREFIX}:{queue}", 0, -1)]
    return [json.loads(base64.b64decode(message["body"]))[0][0] for message in reversed(messages)]


def child_environment() -> dict[str, str]:
    """Give the environment of a process of its own that works on this test's database."""
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": settings.REDIS_URL,
    }


def database_url() -> str:
    """Say where the test database is, for a process of its own."""
    parts = connection.get_connection_params()
    host = str(parts.get("host") or "")
    user = f"{quote(str(parts.get('user') or ''))}:{quote(str(parts.get('password') or ''), safe='')}"
    if host.startswith("/"):
        return f"postgresql://{user}@/{parts['dbname']}?host={host}"
    return f"postgresql://{user}@{host}:{parts.get('port') or 5432}/{parts['dbname']}"


def wait_for_line(log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + WORKER_SECONDS
    while words not in (text := log.read_text(errors="replace")):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"The worker did not come up:\n{text}")
        time.sleep(0.05)
