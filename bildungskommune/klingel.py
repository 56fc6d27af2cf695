"""The bell of the worker: a row is the job, and Celery only says that there is one."""

import logging
from typing import Any

from celery import current_app
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(task: str, pk: int, **how: Any) -> None:
    """Wake the worker for this row; `how` goes to Celery: `queue`, or `countdown` in seconds.

    Without a broker the sweep of the task's app finds the row, so a silent bell is only noted.
    """
    try:
        current_app.send_task(task, args=(pk,), retry=False, **how)
    except (OperationalError, OSError):
        logger.warning("broker is away, %s of %s waits for the sweep", task, pk)
