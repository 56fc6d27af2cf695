"""What a GENESIS database writes into the cells of a file: times and values."""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bildungskommune.kennzahlen.models import STELLEN, Guete, Zeichen

_JAHR = re.compile(r"\d{4}")
_TAG = re.compile(r"(\d{2})\.(\d{2})\.(\d{4})")
_TAG_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_MONAT = re.compile(r"(\d{2})/(\d{4})")
_SCHULJAHR = re.compile(r"(\d{4})/(?:\d{2})?(\d{2})")
_SPANNE = re.compile(r"(\d{4})-(\d{2})P(\d{1,3})([YM])")
_ZAHL = re.compile(r"-?\d{1,14}(?:,\d{1,6})?")
_ZAHL_ENGLISCH = re.compile(r"-?\d{1,14}\.(?:\d{1,2}|\d{4,6})")
"""With three places it could be a thousand, too; so that stays unread."""
_SPAETER = {"…": "..."}
"""One sign that some table programs make of three."""


class Unverstanden(Exception):
    """A cell holds what no file of the official statistics has there; the text says so in German."""


@dataclass(frozen=True)
class Zeit:
    """A time as people say it, and the day by which it is ordered."""

    wort: str
    tag: date


@dataclass(frozen=True)
class Angabe:
    """A number or a sign, and what is said of the number."""

    wert: Decimal | None
    zeichen: str = ""
    guete: str = ""


def read_time(text: str) -> Zeit:
    """Return the time of a cell. What crosses the turn of a year, a school year, is ordered by that day.

    Raises Unverstanden.
    """
    try:
        found = _year(text) or _day(text) or _month(text) or _school_year(text) or _span(text)
    except ValueError:
        found = None
    if found is None:
        raise Unverstanden(f"Die Zeit „{text}“ ist kein Jahr, kein Stichtag und kein Schuljahr.")
    return found


def _year(text: str) -> Zeit | None:
    return Zeit(text, date(int(text), 12, 31)) if _JAHR.fullmatch(text) else None


def _day(text: str) -> Zeit | None:
    if match := _TAG.fullmatch(text):
        day, month, year = match.groups()
    elif match := _TAG_ISO.fullmatch(text):
        year, month, day = match.groups()
    else:
        return None
    found = date(int(year), int(month), int(day))
    return Zeit(f"{found:%d.%m.%Y}", found)


def _month(text: str) -> Zeit | None:
    match = _MONAT.fullmatch(text)
    return Zeit(text, _last_day(int(match[2]), int(match[1]))) if match else None


def _school_year(text: str) -> Zeit | None:
    match = _SCHULJAHR.fullmatch(text)
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        return None
    return Zeit(f"{match[1]}/{match[2]}", date(int(match[1]), 12, 31))


def _span(text: str) -> Zeit | None:
    """Read a period of newer files: its first month and how long it is, "2019-08P1Y"."""
    match = _SPANNE.fullmatch(text)
    if match is None:
        return None
    year, month = int(match[1]), int(match[2])
    _last_day(year, month)
    months = int(match[3]) * (12 if match[4] == "Y" else 1)
    end_year, end_month = divmod(year * 12 + month - 1 + months - 1, 12)
    if match[4] == "Y" and months == 12:
        return Zeit(f"{year}/{end_year % 100:02d}" if end_year > year else f"{year}", date(year, 12, 31))
    end = _last_day(end_year, end_month + 1)
    return Zeit(f"{month:02d}/{year} bis {end:%m/%Y}", min(end, date(year, 12, 31)))


def _last_day(year: int, month: int) -> date:
    if not 1 <= month <= 12:
        raise ValueError(month)
    return date(year, month, calendar.monthrange(year, month)[1])


def read_value(text: str, guete: str = "") -> Angabe:
    """Return the number or sign of a cell, with what the column beside it says of it. Raises Unverstanden.

    An empty cell is no zero: where a file gives no value at all, the number is unknown.
    """
    text = _SPAETER.get(text, text)
    if text in Zeichen.values:
        return Angabe(None, text)
    if not text and guete in Zeichen.values:
        return Angabe(None, guete)
    if text.startswith("(") and text.endswith(")"):
        text, guete = text[1:-1].strip(), Guete.UNSICHER
    if not text:
        raise Unverstanden("Eine Zelle mit einem Wert ist leer.")
    return Angabe(_number(text), "", guete if guete in Guete.values else "")


def _number(text: str) -> Decimal:
    plain = text.replace(" ", "").replace("\u00a0", "")
    if _ZAHL.fullmatch(plain):
        return round(Decimal(plain.replace(",", ".")), STELLEN)
    if _ZAHL_ENGLISCH.fullmatch(plain):
        return round(Decimal(plain), STELLEN)
    raise Unverstanden(f"„{text}“ ist keine Zahl und kein Zeichen der amtlichen Statistik.")
