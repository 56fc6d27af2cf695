"""Two people changed one thing: both texts side by side, differences marked, nothing that was typed is lost."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, cast

from django.forms import model_to_dict
from django.http import QueryDict

from bildungskommune.ui.forms import ModelForm
from bildungskommune.versionen import Versioniert
from bildungskommune.werkbank.formular import (
    STAND,
    WAHL,
    DeskForm,
    fingerprint,
    model_initial,
    put,
    shown_values,
    stand_of,
)

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Stueck:
    """A piece of a text; `is_different` when the other text does not have it here."""

    text: str
    is_different: bool


@dataclass(frozen=True)
class Unterschied:
    """One field that both people changed."""

    name: str
    label: str
    meiner: tuple[Stueck, ...]
    gespeichert: tuple[Stueck, ...]

    @property
    def wahl(self) -> str:
        """Name of the choice between the two in the form."""
        return f"{WAHL}{self.name}"


@dataclass(frozen=True)
class Vergleich:
    """What the page says: fields to choose between, and fields that only the other person changed."""

    unterschiede: tuple[Unterschied, ...]
    uebernommen: tuple[str, ...]


def compare(form: DeskForm, current: Versioniert) -> Vergleich:
    """Compare the sent form with what is stored by now, and get it ready to be shown again.

    The form keeps what was typed; a field that only the other person changed takes over the stored value.
    """
    fresh = _stored(form, current)
    shown = shown_values(form)
    data = cast("QueryDict", form.data).copy()
    unterschiede, uebernommen = [], []
    for name, stored in fresh.items():
        mine = form.cleaned_data.get(name)
        if fingerprint(mine) == fingerprint(stored):
            continue
        label = str(form.fields[name].label or name)
        if shown.get(name) == fingerprint(mine):
            put(form, data, name, stored)
            uebernommen.append(label)
        elif shown.get(name) != fingerprint(stored):
            unterschiede.append(Unterschied(name, label, *mark(_words(form, name, mine), _words(form, name, stored))))
    form.instance = current
    data[STAND] = stand_of(form)
    form.data = data
    return Vergleich(tuple(unterschiede), tuple(uebernommen))


def _stored(form: DeskForm, current: Versioniert) -> dict[str, Any]:
    """Return the values of the stored thing, as the form would show them."""
    form.initial = {**form.initial, **model_to_dict(current, list(form.fields))}
    return model_initial(form)


def _words(form: ModelForm, name: str, value: object) -> str:
    """Return a value in the words of its field: the label of a choice, yes or no, a text."""
    field = form.fields[name]
    if isinstance(value, bool):
        return "ja" if value else "nein"
    choices = getattr(field, "choices", None)
    if choices is None:
        return "" if value is None else str(field.widget.format_value(field.prepare_value(value)) or "")
    labels = {str(key): str(label) for key, label in _flat(choices)}
    prepared = field.prepare_value(value)
    keys = prepared if isinstance(prepared, list | tuple) else [prepared]
    return ", ".join(labels.get(str(key), str(key)) for key in keys if key not in {None, ""})


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label


def mark(mine: str, stored: str) -> tuple[tuple[Stueck, ...], tuple[Stueck, ...]]:
    """Cut both texts into pieces that are equal or different, word by word."""
    ours, theirs = _WORDS.findall(mine), _WORDS.findall(stored)
    left: list[Stueck] = []
    right: list[Stueck] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(a=ours, b=theirs, autojunk=False).get_opcodes():
        if i2 > i1:
            left.append(Stueck("".join(ours[i1:i2]), tag != "equal"))
        if j2 > j1:
            right.append(Stueck("".join(theirs[j1:j2]), tag != "equal"))
    return tuple(left), tuple(right)
