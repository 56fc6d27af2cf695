"""The parts of a measure (milestones, steps, figures, links …) come, change and go with a note in its trail."""

from collections.abc import Collection
from typing import TypeAlias

from django.db import models

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from massnahmen.messreihen import follow
from massnahmen.models import (
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Indikatorwert,
    Massnahme,
    Massnahmenbezug,
    Meilenstein,
    Mitwirkung,
    Verbindung,
)
from massnahmen.models.bezug import ZIELE

Bestandteil: TypeAlias = (
    Finanzierungsposten
    | Handlungsschritt
    | Indikator
    | Indikatorwert
    | Massnahmenbezug
    | Meilenstein
    | Mitwirkung
    | Verbindung
)
GEREIHT = (Handlungsschritt, Indikator, Mitwirkung)
NAME_LIMIT = 200


def add(teil: Bestandteil, massnahme: Massnahme, *, by: By) -> None:
    """Store a new part; what is ordered goes to the end."""
    row = type(teil)._default_manager.filter(massnahme=massnahme) if isinstance(teil, GEREIHT) else None
    aendern.create(
        teil,
        by=by,
        under=massnahme,
        row=row,
        event=_event(teil),
        about=massnahme,
        was="angelegt",
        teil=describe(teil)[:NAME_LIMIT],
    )
    if isinstance(teil, Indikator):
        follow(teil)


def change(
    teil: Bestandteil, fields: Collection[str], massnahme: Massnahme, *, version: int | None = None, by: By
) -> None:
    """Write the fields of a part that were edited. Raises Outdated."""
    aendern.change(
        teil,
        fields,
        version=version,
        by=by,
        event=_event(teil),
        about=massnahme,
        was="geändert",
        teil=describe(teil)[:NAME_LIMIT],
    )
    if isinstance(teil, Indikator):
        follow(teil)


def remove(teil: Bestandteil, massnahme: Massnahme, *, by: By) -> None:
    """Delete a part with what hangs on it alone. Raises StillNeeded."""
    name = describe(teil)[:NAME_LIMIT]
    aendern.delete(teil, by=by, event=_event(teil), about=massnahme, was="gelöscht", teil=name)


def target(bezug: Massnahmenbezug) -> models.Model:
    """Return the one thing the measure refers to."""
    found: models.Model = next(thing for name in ZIELE if (thing := getattr(bezug, name)) is not None)
    return found


def describe(teil: Bestandteil) -> str:
    """Name a part as people know it."""
    if isinstance(teil, Massnahmenbezug):
        return f"Bezug zu: {target(teil)}"
    if isinstance(teil, Verbindung):
        return f"{teil.von} – {teil.get_art_display()} – {teil.nach}"
    return str(teil)


def _event(teil: Bestandteil) -> str:
    return f"massnahme.{teil._meta.model_name}"
