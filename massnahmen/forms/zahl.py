"""Numbers as people in Germany write them."""

import re
from decimal import Decimal
from typing import Any

from django import forms

from bildungskommune.ui import zeiten

_TAUSENDER = re.compile(r"-?\d{1,3}(\.\d{3})+")


class Zahlfeld(forms.DecimalField):
    """Takes 186.000, 186000, 12,50 and "12,50 €"; the browser's own number field would refuse the first."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # as DecimalField does
        return super().to_python(plain_number(value) if isinstance(value, str) else value)

    def prepare_value(self, value: Any) -> Any:
        return zeiten.zahl(value) if isinstance(value, Decimal) else value


def plain_number(text: str) -> str:
    """Return the number with a point for the decimals and nothing between the thousands."""
    bare = "".join(text.replace("€", "").split())
    if "," in bare:
        return bare.replace(".", "").replace(",", ".")
    return bare.replace(".", "") if _TAUSENDER.fullmatch(bare) else bare
