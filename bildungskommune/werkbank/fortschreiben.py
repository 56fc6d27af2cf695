"""Carry a document on: a new edition that knows its predecessor, and each part of it that of its own."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django import forms

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.tracing.knoten import Fortschreibbar
from bildungskommune.ui.forms import Form

M = TypeVar("M", bound=Fortschreibbar)
NOT_CARRIED = frozenset({"version", "vorgaenger", "veroeffentlicht", "veroeffentlicht_am", "created"})
VORSPANN = (
    "Es entsteht ein neues Dokument mit allen Texten, an dem Sie weiterschreiben. Jeder Teil weiß, woraus er "
    "hervorgeht, und der rote Faden läuft durch. Das bisherige bleibt, wie es beschlossen ist, und gilt, bis das neue "
    "veröffentlicht ist."
)


class FortschreibenForm(Form):
    senden = "Fortschreibung beginnen"
    titel = forms.CharField(
        label="Titel der Fortschreibung",
        max_length=TITEL_LAENGE,
        help_text="Zum Beispiel mit dem Jahr, für das sie gelten soll.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.layout("titel")


def follow_up(row: M, **anders: Any) -> M:
    """Return an unsaved copy of `row` that knows it as its predecessor, with the fields of `anders` instead."""
    columns = [column for column in row._meta.concrete_fields if not column.primary_key]
    kept = {one.name: getattr(row, one.name) for one in columns if one.name not in NOT_CARRIED}
    return type(row)(**kept | {"vorgaenger": row} | anders)


def follow_up_all(rows: Iterable[M], anders: Callable[[M], dict[str, Any]]) -> dict[M, M]:
    """Save a follow-up of each row, in this order; returns the new one of each. `anders` is asked row by row."""
    made: dict[M, M] = {}
    for row in rows:
        made[row] = follow_up(row, **anders(row))
        made[row].save()
    return made
