"""What beat rings for: beside each task in `<app>/tasks.py` stands when it is due."""

from collections.abc import Callable
from typing import Any, TypeVar

from celery.schedules import crontab

F = TypeVar("F", bound=Callable[..., object])

SCHEDULE: dict[str, dict[str, Any]] = {}
"""Filled as the modules of the tasks are imported, which beat does before it looks."""


def every(seconds: int) -> Callable[[F], F]:
    """Ring every so many seconds. A sweep that nobody heard in time is dropped: the next one does its work."""
    return _noting(schedule=seconds, options={"expires": seconds})


def nightly(clock: str) -> Callable[[F], F]:
    """Ring once a night, at "3:27"."""
    hour, minute = clock.split(":")
    return _noting(schedule=crontab(hour=int(hour), minute=int(minute)))


def _noting(**entry: object) -> Callable[[F], F]:
    def note(function: F) -> F:
        name = f"{function.__module__}.{function.__name__}"
        SCHEDULE[name] = {"task": name, **entry}
        return function

    return note
