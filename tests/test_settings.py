"""The configuration fails loudly; each case starts a process of its own, as a server would."""

import json
import logging
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings

from bildungskommune.env import REQUIRED, broker_url
from bildungskommune.logs import SoberFormatter

ROOT = Path(__file__).parent.parent
PRODUCTION = {
    "SECRET_KEY": "k7-" + "abcdefghij" * 6,
    "ALLOWED_HOSTS": "bildung.example.de",
    "BASE_URL": "https://bildung.example.de",
    "DATABASE_URL": "postgresql://portal@127.0.0.1:1/portal",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def manage(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run manage.py with nothing of the tests' own configuration around it."""
    clean = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG", "TMPDIR"}}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("missing", REQUIRED)
def test_production_does_not_start_without_each_required_setting(missing: str) -> None:
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}

    done = manage("diffsettings", **environment)

    assert done.returncode != 0
    assert f"Missing in the environment: {missing}." in done.stderr


def test_local_off_never_falls_back_to_embedded_servers() -> None:
    done = manage("diffsettings", LOCAL="off")

    assert done.returncode != 0
    assert f"Missing in the environment: {', '.join(REQUIRED)}." in done.stderr


def test_production_passes_the_deploy_check() -> None:
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("change", "identity"),
    [
        ({"DEBUG": "on"}, "bildungskommune.E001"),
        ({"BASE_URL": "http://bildung.example.de"}, "bildungskommune.E002"),
        ({"ALLOWED_HOSTS": "*"}, "bildungskommune.E003"),
    ],
)
def test_production_is_refused_when_open(change: dict[str, str], identity: str) -> None:
    done = manage("check", **PRODUCTION | change)

    assert done.returncode != 0
    assert identity in done.stderr


@pytest.mark.parametrize(
    ("environment", "there"),
    [({"LOCAL": "on", "DEBUG": "on"}, True), ({"LOCAL": "on"}, False), ({"DEBUG": "on"}, False)],
)
def test_debug_toolbar_is_there_for_local_developers_alone(environment: dict[str, str], there: bool) -> None:
    done = manage("diffsettings", **PRODUCTION | {"BASE_URL": "http://localhost:8000"} | environment)

    assert done.returncode == 0, done.stderr
    assert ("debug_toolbar" in done.stdout) is there


def test_secret_may_come_from_a_file(tmp_path: Path) -> None:
    secret = tmp_path / "key"
    secret.write_text(PRODUCTION["SECRET_KEY"])
    environment = {name: value for name, value in PRODUCTION.items() if name != "SECRET_KEY"}

    done = manage("check", SECRET_KEY_FILE=str(secret), **environment)

    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("redis_url", "expected"),
    [
        ("redis://redis:6379/2", "redis://redis:6379/2"),
        ("unix:///run/redis.sock?db=3", "redis+socket:///run/redis.sock?virtual_host=3"),
    ],
)
def test_broker_url_speaks_celerys_words(redis_url: str, expected: str) -> None:
    assert broker_url(redis_url) == expected


def test_every_setting_of_the_environment_is_documented() -> None:
    read = re.compile(r'env\.\w+\(\s*"([A-Z][A-Z0-9_]+)"')
    sources = [ROOT / "bildungskommune" / name for name in ("settings.py", "env.py")]
    names = {name for source in sources for name in read.findall(source.read_text())} | set(REQUIRED)

    documented = set(
        re.findall(r"^\| `([A-Z][A-Z0-9_]+)`", (ROOT / "docs" / "operations.md").read_text(), re.MULTILINE)
    )

    assert names == documented


def test_visibility_timeout_is_longer_than_any_task() -> None:
    assert settings.CELERY_BROKER_TRANSPORT_OPTIONS["visibility_timeout"] > settings.CELERY_TASK_TIME_LIMIT


def test_logs_name_nobody() -> None:
    record = logging.LogRecord(
        "post", logging.ERROR, "x", 1, "Mail to %s failed\nDETAIL:  Key (name)=(Anna Beispiel)", ("a.b@c-d.de",), None
    )

    text = SoberFormatter().format(record)

    assert text.endswith("ERROR post: Mail to [Adresse] failed\nDETAIL: [nicht protokolliert]")


def test_healthz_answers_without_a_database(client: Client) -> None:
    response = client.get("/healthz", headers={"host": "unknown.example"})

    assert (response.status_code, json.loads(response.content)) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_readyz_is_ok_when_database_and_redis_answer(client: Client) -> None:
    response = client.get("/readyz")

    assert response.status_code == 200
    assert json.loads(response.content) == {"status": "ok", "database": "ok", "redis": "ok", "files": "ok"}


@pytest.mark.django_db
def test_readyz_is_degraded_without_redis(client: Client) -> None:
    with override_settings(REDIS_URL="redis://127.0.0.1:1/0"):
        response = client.get("/readyz")

    assert response.status_code == 200
    assert json.loads(response.content) == {
        "status": "degraded",
        "database": "ok",
        "redis": "unreachable",
        "files": "ok",
    }


def test_readyz_without_database_is_unavailable() -> None:
    program = "from django.test import Client as C\nr = C().get('/readyz')\nprint(r.status_code, r.text)"

    done = manage("shell", "--verbosity", "0", "-c", program, **PRODUCTION)

    assert done.stdout.strip() == (
        '503 {"status": "unavailable", "database": "unreachable", "redis": "unreachable", "files": "ok"}'
    )
