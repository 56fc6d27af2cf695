"""The parts of a measure (milestones, steps, figures, links …) come, change and go with a note in the trail."""

from typing import TypeAlias

from django.db import models, transaction
from django.db.models import Max

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from massnahmen.models import (
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

Teil: TypeAlias = Handlungsschritt | Indikator | Indikatorwert | Massnahmenbezug | Meilenstein | Mitwirkung | Verbindung
GEREIHT = (Handlungsschritt, Indikator, Mitwirkung)


def save(teil: Teil, massnahme: Massnahme, *, by: Nutzer) -> None:
    """Store a new or changed part; what is ordered goes to the end."""
    neu = teil.pk is None
    with transaction.atomic():
        if neu and isinstance(teil, GEREIHT):
            teil.position = _last_position(teil) + 1
        teil.save()
        _note(teil, massnahme, "angelegt" if neu else "geändert", by)


def remove(teil: Teil, massnahme: Massnahme, *, by: Nutzer) -> None:
    with transaction.atomic():
        _note(teil, massnahme, "gelöscht", by)
        teil.delete()


def target(bezug: Massnahmenbezug) -> models.Model:
    """Return the one thing the measure refers to."""
    found: models.Model = next(thing for name in ZIELE if (thing := getattr(bezug, name)) is not None)
    return found


def describe(teil: Teil) -> str:
    """Name a part as people know it."""
    if isinstance(teil, Massnahmenbezug):
        return f"Bezug zu: {target(teil)}"
    if isinstance(teil, Verbindung):
        return f"{teil.von} – {teil.get_art_display()} – {teil.nach}"
    return str(teil)


def _last_position(teil: Handlungsschritt | Indikator | Mitwirkung) -> int:
    rows = type(teil)._default_manager.filter(massnahme_id=teil.massnahme_id)
    return int(rows.aggregate(last=Max("position"))["last"] or 0)


def _note(teil: Teil, massnahme: Massnahme, was: str, by: Nutzer) -> None:
    record(by, f"massnahme.{teil._meta.model_name}", massnahme, was=was, teil=describe(teil)[:200])
