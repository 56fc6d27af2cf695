"""Warm the print engine in the parent of the workers, so that no child pays for it."""

import logging
from typing import Any

from celery.signals import celeryd_init, worker_init
from django.urls import resolve

from bildungskommune.fassungen import satz

logger = logging.getLogger(__name__)
_queues: list[str] = []


@celeryd_init.connect
def note_queues(options: dict[str, Any] | None = None, **kwargs: Any) -> None:
    """Remember which queues this worker serves."""
    wanted = (options or {}).get("queues") or []
    _queues[:] = wanted.split(",") if isinstance(wanted, str) else list(wanted)


@worker_init.connect
def warm_up(**kwargs: Any) -> None:
    """Load fonts, styles and the addresses for links once; a worker that prints nothing is left alone."""
    if _queues and "pdf" not in _queues:
        return
    resolve("/")
    try:
        satz.warm_up()
    except satz.SatzFehler as error:
        logger.warning("print engine is not ready: %s", error.grund)
