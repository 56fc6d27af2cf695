"""A real worker on a real Redis, and what happens when Redis is gone."""

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from bildungskommune.celery import app
from bildungskommune.ui.models import Absendung
from bildungskommune.ui.tasks import sweep


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


def test_every_periodic_task_exists() -> None:
    app.loader.import_default_modules()

    planned = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert planned - set(app.tasks) == set()


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
