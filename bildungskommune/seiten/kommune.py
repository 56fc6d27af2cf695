"""Change what the portal says about the Kommune, of which there is one."""

from collections.abc import Collection

from django.db import transaction

from bildungskommune.audit.log import By
from bildungskommune.seiten.models import Kommune
from bildungskommune.werkbank import aendern


def change(kommune: Kommune, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited; the row is made with its defaults when there is none yet. Raises Outdated."""
    with transaction.atomic():
        Kommune.objects.get_or_create(pk=kommune.pk)
        aendern.change(kommune, fields, version=version, by=by)
