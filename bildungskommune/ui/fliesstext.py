"""The form field for what people write in their own words."""

from typing import Any

from django import forms


class Fliesstext(forms.CharField):
    """Plain text kept as typed; only the line ends are made equal, so that they count once."""

    widget = forms.Textarea

    def to_python(self, value: str | None) -> str:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if text else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """Leave out maxlength: browsers would cut a pasted text without a word."""
        return {}
