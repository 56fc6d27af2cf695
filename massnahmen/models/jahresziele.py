"""The targets of an indicator year by year: one field holds them all, so they are edited, kept and judged together."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

HUNDERTSTEL = Decimal("0.01")
STELLEN = 12
"""So many digits stand before the comma at most, as in the other numbers of an indicator."""
ERSTES, LETZTES = 1990, 2199


class Jahreszielfeld(models.JSONField):
    """Targets by year as {"2027": "40.00"}: years of four digits, numbers as decimal text with two places."""

    def to_python(self, value: Any) -> Any:
        """Return the one spelling of the targets, by year. Raises ValidationError with a German sentence."""
        if not value:
            return {}
        if not isinstance(value, Mapping):
            raise ValidationError("Bitte nennen Sie zu jedem Jahr einen Zielwert, zum Beispiel 2027: 40.")
        pairs = [(_year(str(year)), _number(str(wert))) for year, wert in value.items()]
        return dict(sorted(pairs))


def _year(text: str) -> str:
    if not (text.isascii() and text.isdecimal() and ERSTES <= int(text[:9]) <= LETZTES):
        raise ValidationError(f"„{text[:20]}“ ist kein Jahr. Bitte schreiben Sie es vierstellig, zum Beispiel 2027.")
    return text


def _number(text: str) -> str:
    try:
        wert = Decimal(text).quantize(HUNDERTSTEL, ROUND_HALF_UP)
    except InvalidOperation:
        wert = Decimal("NaN")
    if not wert.is_finite() or abs(wert) >= 10**STELLEN:
        raise ValidationError(f"„{text[:40]}“ ist kein Zielwert. Bitte schreiben Sie eine Zahl wie 40 oder 12,50.")
    return str(wert)
