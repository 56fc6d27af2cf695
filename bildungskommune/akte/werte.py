"""Values of fields as they stand in the file, and back."""

import json
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from bildungskommune.akte.modell import Teil
from bildungskommune.lifecycle import MitStatus
from bildungskommune.zeichen import check_line, check_text

YEARS = range(1900, 2200)
"""Years a moment may lie in: the far ends of the calendar do not exist in every zone."""


def to_data(value: Any, feld: "models.Field[Any, Any] | None" = None) -> Any:
    """Return the value as YAML holds it: dates as ISO text, whole amounts as whole numbers, JSON as one text."""
    if feld is not None and is_sealed(feld):
        return canonical(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else str(value.normalize())
    return value


def from_data(feld: "models.Field[Any, Any]", value: Any) -> Any:
    """Return the value as the field holds it; raises ValidationError with a German sentence."""
    if value is None:
        return None
    if isinstance(feld, models.DateTimeField):
        return _moment(value)
    if isinstance(feld, models.DecimalField):
        return _amount(feld, value)
    if is_sealed(feld):
        return _sealed(value)
    python = feld.to_python(value)
    if isinstance(feld, models.CharField):
        check_line(python)
    elif isinstance(feld, models.TextField):
        check_text(python)
    return python


def _moment(value: Any) -> datetime:
    try:
        parsed = parse_datetime(str(value))
    except ValueError:
        parsed = None
    if parsed is None or parsed.year not in YEARS:
        raise ValidationError("Bitte geben Sie Tag und Uhrzeit an wie 2024-06-06T16:00:00+02:00.")
    return parsed if timezone.is_aware(parsed) else timezone.make_aware(parsed)


def _amount(feld: "models.DecimalField[Any, Any]", value: Any) -> Decimal:
    try:
        return Decimal(str(value)).quantize(Decimal(1).scaleb(-feld.decimal_places))
    except InvalidOperation:
        raise ValidationError("Bitte geben Sie eine Zahl an, mit Punkt vor den Nachkommastellen.") from None


def is_sealed(feld: "models.Field[Any, Any]") -> bool:
    """Whether the field holds a frozen content, which stands in the file as the very text its checksum is made of."""
    return isinstance(feld, models.JSONField) and not feld.has_default()


def canonical(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _sealed(value: Any) -> Any:
    try:
        content = json.loads(value)
    except (ValueError, RecursionError):
        raise ValidationError("Das ist kein Inhalt einer Fassung (JSON).") from None
    if canonical(content) != value:
        raise ValidationError("Dieser Inhalt steht nicht so da, wie er eingefroren wird.")
    return content


def default(feld: "models.Field[Any, Any]") -> Any:
    """Return what a field holds when the file says nothing."""
    if feld.has_default():
        return feld.get_default()
    if feld.null:
        return None
    if isinstance(feld, ArrayField):
        return []
    return "" if isinstance(feld, models.CharField | models.TextField) else None


def may_be_left_out(feld: "models.Field[Any, Any]") -> bool:
    if isinstance(feld, models.CharField | models.TextField) and not feld.blank:
        return feld.has_default()
    return feld.blank or feld.has_default() or feld.null


def is_moving(feld: "models.Field[Any, Any]") -> bool:
    """Whether the default is the present moment, so that leaving the value out would change it."""
    return isinstance(feld, models.DateField | models.DateTimeField) and (feld.has_default() or feld.auto_now)


def always_written(part: Teil, name: str) -> bool:
    """Whether the value stands in every file: a moment, and a state, which nobody takes back by leaving it out."""
    return is_moving(part.feld(name)) or (name == "status" and issubclass(part.model_class, MitStatus))
