"""Note in the log what was created, changed or removed of a workshop and its parts."""

from collections.abc import Collection

from django.db import models

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record


def created(thing: models.Model, *, by: Nutzer) -> None:
    record(by, f"{thing._meta.model_name}.angelegt", thing)


def noted(thing: models.Model, changed: Collection[str], *, by: Nutzer) -> None:
    """Note an edit that nothing follows from."""
    if changed:
        record(by, f"{thing._meta.model_name}.geaendert", thing, felder=sorted(changed))


def removed(part: models.Model, *, by: Nutzer) -> None:
    """Delete a part of a workshop that means nothing alone."""
    record(by, f"{part._meta.model_name}.geloescht", part)
    part.delete()


def next_position(rows: models.QuerySet) -> int:
    """Return the place after the last of these rows."""
    return int(rows.aggregate(last=models.Max("position"))["last"] or 0) + 1
