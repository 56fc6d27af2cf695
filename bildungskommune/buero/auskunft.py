"""What the portal knows of an e-mail address (Art. 15 DSGVO): every row that a declared retention names."""

import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models.fields.files import FieldFile

from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import Frist, found_by
from bildungskommune.fassungen.inhalt import permanent_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.namen import nennungen
from bildungskommune.fassungen.namensstelle import Namensstelle
from bildungskommune.post.models import Mail

UNLESBAR = frozenset({"password", "hash", "token", "data", "anhang"})
"""Secrets and files: told that they are there, not what they are."""


FASSUNGEN = "Fassungen mit dem Namen"


def sources_of(email: str) -> Iterator[models.Model]:
    """Return the rows of this address from which a name may have been frozen: those that bear one."""
    return (row for one, rows in found_by(email) if isinstance(one, Frist) and one.nennt for row in rows)


def _named(fassung: Fassung, stellen: Sequence[Namensstelle]) -> Mapping[str, Any]:
    return {
        "Fassung": str(fassung),
        "Stand": fassung.get_status_display(),
        "Adresse": permanent_link(fassung),
        "Name": ", ".join(dict.fromkeys(one.name for one in stellen)),
        "Stellen": ", ".join(one.wo for one in stellen),
    }


def rows_of(email: str) -> Iterator[tuple[type[models.Model], models.QuerySet[Any]]]:
    """Return each model that has rows of this address, with them."""
    return ((one.modell, rows) for one, rows in found_by(email))


def auskunft(email: str) -> dict[str, list[Mapping[str, Any]]]:
    """Return all that is kept of an address, by kind: each row with its fields as people call them."""
    found = [(model, list(rows)) for model, rows in rows_of(email)]
    told = {str(model._meta.verbose_name_plural): [_told(row) for row in rows] for model, rows in found}
    if named := [_named(fassung, stellen) for fassung, stellen in nennungen(sources_of(email))]:
        told[FASSUNGEN] = named
    trail = [entry for _, rows in found for row in rows for entry in Eintrag.objects.about(row)]
    if trail:
        told[str(Eintrag._meta.verbose_name_plural)] = [_told(entry) for entry in trail]
    return told


def files_of(email: str) -> list[FieldFile]:
    """Return the files that belong to the rows of an address."""
    return [
        file
        for model, rows in rows_of(email)
        for field in model._meta.concrete_fields
        if isinstance(field, models.FileField)
        for row in rows
        if (file := getattr(row, field.name))
    ]


def as_zip(email: str) -> bytes:
    """Return all that is kept of an address as text, as JSON, and with its files, in one archive."""
    told = auskunft(email)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("auskunft.txt", in_words(told))
        archive.writestr("auskunft.json", as_json(told))
        for file in files_of(email):
            with file.open() as content:
                archive.writestr(PurePath(str(file.name)).name, content.read())
    return packed.getvalue()


def as_json(told: Mapping[str, list[Mapping[str, Any]]]) -> str:
    return json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def _told(row: models.Model) -> Mapping[str, Any]:
    return {str(field.verbose_name): _value(row, field) for field in row._meta.concrete_fields}


def _value(row: models.Model, field: models.Field) -> Any:
    value = field.value_from_object(row)
    if field.name in UNLESBAR or (isinstance(row, Mail) and row.is_private and field.name in {"text", "html"}):
        return "vorhanden" if value else ""
    if isinstance(field, models.FileField):
        return value.name
    return value


def in_words(told: Mapping[str, list[Mapping[str, Any]]]) -> str:
    """Return the same as text to read, one line for each field that is not empty."""
    lines: list[str] = []
    for kind, rows in told.items():
        for number, row in enumerate(rows, start=1):
            lines += ["", f"{kind} {number} von {len(rows)}"]
            lines += [f"  {word}: {value}" for word, value in row.items() if value not in (None, "", [], {})]
    return "\n".join(lines).strip() or "Zu dieser Adresse ist nichts gespeichert."
