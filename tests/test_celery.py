"""A real worker on a real Redis, and what happens when Redis is gone."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from bildungskommune.celery import app
from bildungskommune.ui.models import Absendung
from bildungskommune.ui.tasks import sweep
from tests.conftest import ROOT, wait_for_line


def wait_until(condition: Callable[[], bool], seconds: float = 20) -> bool:
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.worker
def test_worker_does_what_it_is_rung_for(celery_worker_process: object) -> None:
    Absendung.objects.create(token="alt", created=timezone.now() - timedelta(days=3))
    Absendung.objects.create(token="neu")

    sweep.delay()

    assert wait_until(lambda: Absendung.objects.count() == 1)
    assert Absendung.objects.get().token == "neu"


def test_beat_rings_for_what_the_apps_ask_for() -> None:
    app.loader.import_default_modules()

    planned = {entry["task"] for entry in app.conf.beat_schedule.values()}

    assert planned - set(app.tasks) == set()
    assert {"bildungskommune.post.tasks.sweep", "bildungskommune.tasks.vergessen", "workshops.tasks.sweep"} <= planned


@pytest.mark.worker
def test_beat_knows_in_a_process_of_its_own_when_to_ring(tmp_path: Path) -> None:
    log = tmp_path / "beat.log"
    command = [sys.executable, "-m", "celery", "-A", "bildungskommune", "beat", "--loglevel", "DEBUG"]
    command += ["-s", str(tmp_path / "schedule"), "--pidfile", ""]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "LOG_LEVEL": "DEBUG"}
    with log.open("wb") as output:
        beat = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output)
    try:
        wait_for_line(log, "Current schedule", beat)
    finally:
        beat.terminate()
        beat.wait(15)

    planned = log.read_text()
    assert "bildungskommune.fassungen.tasks.sweep() <freq: 1.00 minute>" in planned
    assert "bildungskommune.tasks.vergessen() <crontab: 27 3 * * *" in planned


@pytest.mark.parametrize(
    ("task", "queue"),
    [
        ("bildungskommune.fassungen.tasks.drucken", "pdf"),
        ("bildungskommune.fassungen.tasks.sweep", "celery"),
        ("bildungskommune.post.tasks.senden", "post"),
        ("workshops.tasks.sweep", "celery"),
    ],
)
def test_task_goes_to_the_queue_of_its_worker(task: str, queue: str) -> None:
    route = app.amqp.router.route({}, task)

    assert route["queue"].name == queue
