"""Numbers as people in Germany write them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from bildungskommune.ui import zeiten
from massnahmen import jahresziele
from massnahmen.wording import plain_number


class Zahlfeld(forms.DecimalField):
    """Takes 186.000, 186000, 12,50 and "12,50 €"; the browser's own number field would refuse the first."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as DecimalField does
        return super().to_python(plain_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return zeiten.zahl(value) if isinstance(value, Decimal) else value


class Jahreszieltext(forms.CharField):
    """Targets by year, a line each: "2027: 40"."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        """Take what a field of JSON says of itself, which text has no use for."""
        super().__init__(**kwargs)

    def clean(self, value: Any) -> dict[str, str]:
        return jahresziele.from_words(super().clean(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return jahresziele.in_words(value, "\n") if isinstance(value, Mapping) else value
