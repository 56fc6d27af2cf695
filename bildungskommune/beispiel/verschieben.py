"""The sample moves with the day it is loaded, so that there is always an open date and something to do at every desk.

What is fact (the workshops of 2024, the decision about the Leitbild) keeps its days. What is invented moves by whole
weeks: the conference that takes registrations, the measures with their milestones and reports, and their papers.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

STAND = date(2026, 11, 25)
"""The day as of which the files of the sample are written."""
DAY = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?$")
SITTING = re.compile(r"(?P<paper>\d{4}/\w+/2026/[\w-]+/)(?P<day>\d{4}-\d\d-\d\d)")
"""A sitting as others name it: its paper, the committee, the day."""
REPORT = re.compile(r"(?P<whose>[\w-]+/)(?P<moment>\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d)$")
"""A Sachstand as its correction names it: its measure, the moment it was written."""


JAHR = "jahr"
"""What stands under this name is a whole year, of money for instance."""


def weeks_after(day: date) -> timedelta:
    """Return by how much the sample moves on this day; before its own day it stays."""
    return timedelta(weeks=max(0, (day - STAND).days // 7))


def move_akte(akte: dict[str, Any], wanted: Mapping[str, Mapping[str, str]], by: timedelta) -> None:
    """Move the lists named in `wanted`, in place; of each list only entries whose fields end as it says."""
    for name, ends in wanted.items():
        akte[name] = [
            moved(one, by) if all(str(one[field]).endswith(end) for field, end in ends.items()) else one
            for one in akte[name]
        ]


def moved(value: Any, by: timedelta) -> Any:
    """Return the value with every day and year moved; the hour of a moment stays what the clock on the wall shows."""
    if isinstance(value, dict):
        return {key: _year(one, by) if key == JAHR else moved(one, by) for key, one in value.items()}
    if isinstance(value, list):
        return [moved(one, by) for one in value]
    is_day = isinstance(value, str) and any(kind.match(value) for kind in (DAY, SITTING, REPORT))
    return _moved(value, by) if is_day else value


def _year(jahr: Any, by: timedelta) -> Any:
    """Return the year in which its middle comes to lie."""
    return (date(jahr, 7, 1) + by).year if isinstance(jahr, int) else jahr


def _moved(text: str, by: timedelta) -> str:
    if found := SITTING.fullmatch(text):
        return found["paper"] + str(date.fromisoformat(found["day"]) + by)
    if found := REPORT.fullmatch(text):
        return found["whose"] + _moved(found["moment"], by)
    if "T" not in text:
        return str(date.fromisoformat(text) + by)
    wall = timezone.localtime(datetime.fromisoformat(text)).replace(tzinfo=None) + by
    return wall.replace(tzinfo=timezone.get_default_timezone()).isoformat()
