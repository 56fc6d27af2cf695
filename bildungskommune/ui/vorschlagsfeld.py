"""A line of text with names to pick from. It needs no script, and any other text may be typed."""

from collections.abc import Callable, Sequence

from django import forms

Worte = Callable[[], Sequence[str]]


class Vorschlagsfeld(forms.CharField):
    """Offers what `vorschlaege` gives; the form pack asks it when the field is shown."""

    vorschlaege: Worte | None = None


def suggest(form: forms.BaseForm, name: str, worte: Worte) -> None:
    """Offer these words at the field `name` of the form."""
    field = form.fields[name]
    assert isinstance(field, Vorschlagsfeld), f"{name} is declared as a field with words to pick from"
    field.vorschlaege = worte
    field.widget.attrs["list"] = f"{form[name].auto_id}_vorschlaege"
