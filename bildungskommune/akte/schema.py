"""The JSON Schema of the Verfahrensakte, made from the same declarations that read and write it."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from bildungskommune.akte import absatznummern
from bildungskommune.akte.modell import FORMAT, VERSION, Teil, kapitel
from bildungskommune.akte.werte import is_sealed, may_be_left_out
from bildungskommune.inworten import InWorten

Schema = dict[str, Any]
KENNUNG = "^[a-z0-9][a-z0-9-]{0,79}$"


def schema() -> Schema:
    """Return the whole schema (draft 2020-12)."""
    tops = [teil for chapter in kapitel() for teil in chapter.teile]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Verfahrensakte",
        "description": "Ein ganzes Verfahren: Verzeichnis, Werkstatt, Leitbild, Konzept, Maßnahmen, Beschlüsse.",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version"],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "verfahren": {"type": "string", "pattern": KENNUNG},
            "titel": {"type": "string", "maxLength": 300},
            "dokumentdatum": {"type": "string", "format": "date"},
            "ohne_personen": {"type": "boolean"},
            "enthaelt_nicht": {"type": "array", "items": {"type": "string"}},
            **{teil.name: _list(teil) for teil in tops},
        },
        "$defs": {teil.name: record(teil) for top in tops for teil in top.walk()},
    }


def _list(teil: Teil) -> Schema:
    return {"type": "array", "items": {"$ref": f"#/$defs/{teil.name}"}} | ({"maxItems": 1} if teil.einzeln else {})


def _short(teil: Teil) -> Schema:
    target = ", ".join(teil.verweise.values())
    description = f"Verweise auf {target}, wenn sie in ihrer eigenen Reihenfolge stehen; sonst: {teil.name}"
    return {"type": "array", "items": {"type": "string"}, "description": description}


def record(teil: Teil) -> Schema:
    """Return the form of one record; lists below it refer to `$defs`."""
    if teil.nur:
        return {"type": "string", "description": f"Verweis auf {teil.verweise[teil.nur]}"}
    properties: Schema = {name: _field(teil.feld(name)) for name in teil.felder}
    properties |= absatznummern.form(teil.model_class)
    properties |= {
        name: {"type": "string", "description": f"Verweis auf {target}"} for name, target in teil.verweise.items()
    }
    properties |= {
        name: {"type": "string", "description": f"je nach {wahl.nach}"} for name, wahl in teil.je_nach.items()
    }
    properties |= {
        name: {"type": "array", "items": {"type": "string"}, "description": f"Verweise auf {target}"}
        for name, target in teil.listen.items()
    }
    properties |= {part.name: _list(part) for part in teil.teile}
    properties |= {part.kurz: _short(part) for part in teil.teile if part.kurz}
    either = [{"required": [part.name, part.kurz]} for part in teil.teile if part.kurz]
    named = (*teil.felder, *teil.verweise)
    required = [name for name in named if name not in teil.ersatz and not may_be_left_out(teil.feld(name))]
    required += teil.je_nach
    form = {"type": "object", "additionalProperties": False, "required": required, "properties": properties}
    return form | ({"not": {"anyOf": either}} if either else {})


def _field(feld: "models.Field[Any, Any]") -> Schema:
    described: Schema = {"description": str(feld.verbose_name)}
    if feld.choices:
        words = [value for value, _ in feld.flatchoices]
        return described | {"enum": [*words, ""] if feld.blank and "" not in words else words}
    if isinstance(feld, ArrayField):
        return described | {"type": "array", "items": _field(feld.base_field)}
    if is_sealed(feld):
        return described | {"type": "string"}
    if isinstance(feld, InWorten):
        return described | {"type": "object", "additionalProperties": {"type": "object"}}
    if isinstance(feld, models.JSONField) and feld.default is dict:
        return described | {"type": "object", "additionalProperties": {"type": ["number", "string"]}}
    return described | _type(feld)


_TYPES: tuple[tuple[type[models.Field], Schema], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.TimeField, {"type": "string", "pattern": r"^\d\d:\d\d$"}),
    (models.DecimalField, {"type": ["number", "string"]}),
    (models.IntegerField, {"type": "integer"}),
    (models.JSONField, {"type": "array", "items": {"type": "string"}}),
)


def _type(feld: "models.Field[Any, Any]") -> Schema:
    found = next((kind for model, kind in _TYPES if isinstance(feld, model)), None)
    if found is not None:
        return found
    return {"type": "string"} | ({"maxLength": feld.max_length} if feld.max_length else {})
