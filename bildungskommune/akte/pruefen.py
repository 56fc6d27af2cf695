"""Check the form of a Verfahrensakte against its schema, each error with its place."""

from collections.abc import Mapping
from typing import Any

import jsonschema

from bildungskommune.akte.datei import Datei, Fehler
from bildungskommune.akte.modell import FORMAT, VERSION
from bildungskommune.akte.schema import Schema, schema

DATES = jsonschema.FormatChecker(["date"])


def form_errors(datei: Datei) -> list[Fehler]:
    if datei.inhalt.get("format") != FORMAT or datei.inhalt.get("version") != VERSION:
        return [datei.fehler(("version",), f"Erwartet werden „format: {FORMAT}“ und „version: {VERSION}“.")]
    return violations(datei, schema())


def violations(datei: Datei, form: Schema) -> list[Fehler]:
    """Return all in which the file differs from its form, a JSON Schema."""
    validator = jsonschema.Draft202012Validator(form, format_checker=DATES)
    found = ((tuple(error.absolute_path), _sentence(error)) for error in validator.iter_errors(datei.inhalt))
    return datei.alle_fehler(found)


def _sentence(error: jsonschema.ValidationError) -> str:
    expected: Any = error.validator_value
    found: Any = error.instance
    known: Any = error.schema.get("properties") if isinstance(error.schema, Mapping) else ()
    match error.validator:
        case "required":
            satz = f"Es fehlt: {', '.join(name for name in expected if name not in found)}."
        case "additionalProperties":
            names = [name for name in found if name not in known]
            satz = f"Unbekannte Angabe: {', '.join(names)}. Bitte prüfen Sie die Schreibweise."
        case "enum":
            satz = f"„{found}“ ist nicht möglich. Erlaubt sind: {', '.join(map(str, expected))}."
        case "maxLength":
            satz = f"Der Text hat {len(found)} Zeichen, erlaubt sind {expected}."
        case "format":
            satz = f"„{found}“ ist kein Tag im Kalender. Bitte schreiben Sie ihn wie 2026-10-31."
        case "not":
            names = [name for one in expected["anyOf"] for name in one["required"] if name in found]
            satz = f"Bitte nennen Sie nur eines von beiden: {', '.join(names)}."
        case "type":
            satz = f"Hier wird etwas anderes erwartet ({expected})."
        case _:
            satz = f"Die Angabe passt nicht ({error.message[:120]})."
    return satz
