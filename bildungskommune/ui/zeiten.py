"""Dates and numbers in the words of the portal; takes dates, times and ISO strings of snapshots."""

import re
from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

NBSP = "\N{NO-BREAK SPACE}"

_MONATE = (
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
)
_DEZIMAL = re.compile(r"-?[0-9]+\.[0-9]{2}")
_TAGE = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")


def to_date(value: object) -> date | None:
    moment = _parse(value)
    if isinstance(moment, datetime):
        return _local(moment).date()
    return moment


def to_datetime(value: object) -> datetime | None:
    moment = _parse(value)
    return _local(moment) if isinstance(moment, datetime) else None


def _parse(value: object) -> date | datetime | None:
    if isinstance(value, str):
        return parse_datetime(value) if len(value) > len("2024-05-30") else parse_date(value)
    return value if isinstance(value, date) else None


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def datum(value: object) -> str:
    """30. Mai 2024"""
    day = to_date(value)
    if day is None:
        return ""
    return f"{day.day}.{NBSP}{_MONATE[day.month - 1]}{NBSP}{day.year}"


def tag(value: object) -> str:
    """Donnerstag, 30. Mai 2024"""
    day = to_date(value)
    return f"{_TAGE[day.weekday()]}, {datum(day)}" if day else ""


def uhrzeit(value: object) -> str:
    """16:00 Uhr"""
    moment = to_datetime(value)
    return f"{moment.hour}:{moment.minute:02d}{NBSP}Uhr" if moment else ""


def zeitpunkt(value: object) -> str:
    """Donnerstag, 30. Mai 2024, 16:00 Uhr"""
    moment = to_datetime(value)
    return f"{tag(moment)}, {uhrzeit(moment)}" if moment else tag(value)


def zeitraum(beginn: object, ende: object) -> str:
    """Donnerstag, 30. Mai 2024, 16:00 bis 19:00 Uhr"""
    start, end = to_datetime(beginn), to_datetime(ende)
    if start is None or end is None:
        return zeitpunkt(beginn)
    if start.date() == end.date():
        return f"{tag(start)}, {start.hour}:{start.minute:02d} bis {uhrzeit(end)}"
    return f"{zeitpunkt(start)} bis {zeitpunkt(end)}"


def iso(value: object) -> str:
    """For <time datetime>."""
    moment = to_datetime(value) or to_date(value)
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else str(moment or "")


def zahl(value: object, stellen: int | None = None) -> str:
    """1.234.567 or 3,5; at most the given decimal places. Takes the decimal strings of snapshots, too: "3.50"."""
    if isinstance(value, str) and _DEZIMAL.fullmatch(value):
        value = Decimal(value)
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    places = stellen if stellen is not None else (0 if value == int(value) else 2)
    text = f"{value:,.{places}f}".translate(str.maketrans(",.", ".,"))
    return text.rstrip("0").rstrip(",") if stellen is None and "," in text else text
