"""The form of a desk: checks the whole row, and knows what somebody else has changed since it was opened.

A hidden field carries the version of the thing and a fingerprint of each value as the form showed it.
So three values of a field can be told apart: what was shown, what was typed, and what is stored by now.
"""

import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict

from bildungskommune.ui.forms import ModelForm
from bildungskommune.versionen import Versioniert

STAND = "stand-beim-oeffnen"
"""Name of the hidden field; no field of a model has a hyphen in its name."""
FORM_ID = "formular"
STAND_LAENGE = 8000
MARKDOWN = (
    "Leerzeile trennt Absätze, „- “ beginnt einen Listenpunkt, *kursiv*, **fett**, "
    "[Wort](https://…) für einen Link. Eine Tabelle: „| Jahr | Ziel |“, darunter „|---|---|“, dann je Zeile "
    "„| 2027 | 12 Kitas |“. Überschriften sind eigene Abschnitte."
)
WAHL = "wahl-"
GESPEICHERT = "gespeichert"


class DeskForm(ModelForm):
    """Form of one thing on the desk. What belongs to it but is not asked for is set on `instance` by the view."""

    eigene_angaben = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper.form_id = FORM_ID
        if self.is_bound:
            self.data = with_plain_line_ends(self.data)
        if self.is_versioned:
            token = forms.CharField(required=False, max_length=STAND_LAENGE, widget=forms.HiddenInput)
            self.fields[STAND] = token
            self.initial[STAND] = stand_of(self)
            if self.is_bound:
                self.data = self._with_choices()

    @property
    def is_versioned(self) -> bool:
        """Whether this form changes a thing that counts its versions."""
        return isinstance(self.instance, Versioniert) and self.instance.pk is not None

    @property
    def version(self) -> int | None:
        """The version that the form showed; None when it shows a new thing or was sent without one."""
        return _read(self.data.get(STAND, ""))[0] if self.is_versioned else None

    @property
    def felder(self) -> list[str]:
        """Names of the fields whose value differs from the stored one; another spelling of the same is no change."""
        stored = model_initial(self)
        return [name for name in self.changed_data if name != STAND and not self._is_same(name, stored)]

    def _is_same(self, name: str, stored: Mapping[str, Any]) -> bool:
        if name not in stored or name not in self.cleaned_data or is_file(self, name):
            return False
        field = self.fields[name]
        return fingerprint(field, self.cleaned_data[name]) == fingerprint(field, stored[name])

    @property
    def fuer_die_regel(self) -> Mapping[str, Any]:
        """What the rule that stores the thing is told besides its fields; only a good form knows it."""
        return {}

    def from_thing(self, thing: Any) -> dict[str, Any]:
        """Return the stored values of the fields that no column bears the name of, by field; a form of its own says."""
        return {}

    def clean(self) -> dict[str, Any]:
        """Return the cleaned values, for those who add a check of their own."""
        return super().clean() or self.cleaned_data

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # the stubs leave this hook out
        if not self.errors:
            try:
                self.validate_whole_row()
            except ValidationError as error:
                self._update_errors(error)  # type: ignore[attr-defined]  # the stubs leave this hook out

    def validate_whole_row(self) -> None:
        """Check the constraints with the fields that the form does not show; raises ValidationError."""
        self.instance.validate_constraints()

    def _with_choices(self) -> QueryDict:
        """Put in the stored value where the reader of the comparison chose it."""
        data = cast("QueryDict", self.data)
        stored = model_initial(self)
        for name in list(stored):
            if data.get(f"{WAHL}{name}") == GESPEICHERT:
                put(self, data, name, stored[name])
        return data


def with_plain_line_ends(sent: Mapping[str, Any]) -> QueryDict:
    """Return a copy of what a browser sent, with lines that end as they are stored: browsers send two characters."""
    data = QueryDict(mutable=True)
    data.update(sent)
    for key, values in data.lists():
        data.setlist(key, [str(one).replace("\r\n", "\n") for one in values])
    return data


def model_initial(form: DeskForm) -> dict[str, Any]:
    """Return the stored value of each field of the thing that the form shows."""
    own = {field.name for field in (*form.instance._meta.concrete_fields, *form.instance._meta.many_to_many)}
    own |= form.from_thing(form.instance).keys()
    return {name: form.get_initial_for_field(field, name) for name, field in form.fields.items() if name in own}


def stand_of(form: DeskForm) -> str:
    """Return the token for the hidden field: version and fingerprints."""
    values = model_initial(form)
    shown = {name: fingerprint(form.fields[name], values[name]) for name in values if not is_file(form, name)}
    return f"{form.instance.version}:{json.dumps(shown, separators=(',', ':'), sort_keys=True)}"


def shown_values(form: DeskForm) -> dict[str, str]:
    """Return the fingerprint of each field as the form showed it."""
    return _read(form.data.get(STAND, ""))[1]


def _read(token: str) -> tuple[int | None, dict[str, str]]:
    number, _, rest = token.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 10):
        return None, {}
    try:
        shown = json.loads(rest or "{}")
    except (ValueError, RecursionError):
        return int(number), {}
    return int(number), shown if isinstance(shown, dict) else {}


def is_file(form: forms.BaseForm, name: str) -> bool:
    return isinstance(form.fields[name], forms.FileField)


def fingerprint(field: forms.Field, value: Any) -> str:
    """Return eight characters that are equal for equal values of a field, whether stored or cleaned by the form."""
    if isinstance(field, forms.MultipleChoiceField | forms.ModelMultipleChoiceField):
        value = sorted(canonical(one) for one in value or ())
    return f"{zlib.crc32(canonical(value).encode()):08x}"


def canonical(value: object) -> str:
    """Return one spelling of a value: rows by key, numbers without trailing zeros, moments by the minute."""
    spelling = next((spell for kind, spell in _SPELLINGS if isinstance(value, kind)), str)
    return "" if value is None else spelling(value)


_SPELLINGS: tuple[tuple[Any, Callable[[Any], str]], ...] = (
    (str, lambda text: text.replace("\r\n", "\n").strip()),
    (models.Model, lambda row: str(row.pk)),
    (datetime, lambda moment: str(int(moment.timestamp() // 60))),
    (date, date.isoformat),
    (Decimal, lambda number: format(number.normalize(), "f")),
    (Mapping, lambda pairs: "|".join(f"{key}={canonical(value)}" for key, value in sorted(pairs.items()))),
    (Iterable, lambda several: "|".join(canonical(one) for one in several)),
)


def put(form: DeskForm, data: QueryDict, name: str, value: object) -> None:
    """Write a stored value into sent data, as the browser would have sent it."""
    bound = form[name]
    field, widget, key = bound.field, bound.field.widget, bound.html_name
    prepared = field.prepare_value(value)
    if isinstance(widget, forms.CheckboxInput):
        data.setlist(key, ["on"] if prepared else [])
    elif isinstance(widget, forms.SelectMultiple | forms.CheckboxSelectMultiple):
        data.setlist(key, [str(one) for one in prepared or ()])
    else:
        shown = widget.format_value(prepared)
        data.setlist(
            key, [str(one) for one in shown] if isinstance(shown, list) else ["" if shown is None else str(shown)]
        )
