"""Two people changed one thing: both texts side by side, differences marked, nothing that was typed is lost."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.forms import model_to_dict
from django.http import QueryDict

from bildungskommune.ui.forms import ModelForm
from bildungskommune.ui.zeiten import datum, zeitpunkt
from bildungskommune.versionen import Versioniert
from bildungskommune.werkbank.formular import (
    STAND,
    WAHL,
    DeskForm,
    fingerprint,
    is_file,
    model_initial,
    put,
    shown_values,
    stand_of,
)
from bildungskommune.wortvergleich import pieces


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
        field, mine = form.fields[name], form.cleaned_data.get(name)
        typed, kept = fingerprint(field, mine), fingerprint(field, stored)
        if typed == kept:
            continue
        label = str(field.label or name)
        if shown.get(name) == typed:
            put(form, data, name, stored)
            uebernommen.append(label)
        elif shown.get(name) != kept:
            unterschiede.append(Unterschied(name, label, *mark(_words(form, name, mine), _words(form, name, stored))))
    form.instance = current
    data[STAND] = stand_of(form)
    form.data = data
    return Vergleich(tuple(unterschiede), tuple(uebernommen))


def _stored(form: DeskForm, current: Versioniert) -> dict[str, Any]:
    """Return the values of the stored thing, as the form would show them; a chosen file is asked for anew anyway."""
    form.initial = {**form.initial, **model_to_dict(current, list(form.fields)), **form.from_thing(current)}
    return {name: value for name, value in model_initial(form).items() if not is_file(form, name)}


def _words(form: ModelForm, name: str, value: object) -> str:
    """Return a value in the words of its field: the label of a choice, yes or no, a day, a text."""
    field = form.fields[name]
    choices = getattr(field, "choices", None)
    if choices is not None:
        return _labels(choices, field.prepare_value(value))
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, date):
        return zeitpunkt(value) if isinstance(value, datetime) else datum(value)
    return "" if value is None else str(field.widget.format_value(field.prepare_value(value)) or "")


def _labels(choices: Iterable[Any], chosen: object) -> str:
    labels = {str(key): str(label) for key, label in _flat(choices)}
    keys = chosen if isinstance(chosen, list | tuple) else [chosen]
    return ", ".join(labels.get(str(key), str(key)) for key in keys if key not in {None, ""})


def _flat(choices: Iterable[Any]) -> Iterator[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _flat(label)
        else:
            yield key, label


def mark(mine: str, stored: str) -> tuple[tuple[Stueck, ...], tuple[Stueck, ...]]:
    """Cut both texts into pieces that are equal or different: line by line, and word by word where lines differ."""
    left: list[Stueck] = []
    right: list[Stueck] = []
    for ours, theirs, is_different in pieces(mine, stored):
        for side, text in ((left, ours), (right, theirs)):
            if text:
                side.append(Stueck(text, is_different))
    return tuple(left), tuple(right)
