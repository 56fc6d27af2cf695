"""Rules of the directory: each entry has a Kennung of its own, and a hat stands in the trail of who wears it."""

from collections.abc import Collection
from typing import Any

from django.db import transaction

from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle, Zugehoerigkeit
from bildungskommune.audit.log import By
from bildungskommune.fassungen.namen import namen_entfernen
from bildungskommune.werkbank import aendern

NICHT_MEHR = "Die Einrichtung wird nicht mehr öffentlich genannt."
EREIGNIS, FELD = "person.geaendert", "zugehoerigkeiten"


def add(akteur: Gemeinde | Gremium | Institution | Person | Stelle, *, by: By) -> None:
    """Save a new entry under a free Kennung made from its name."""
    given = type(akteur)._default_manager.values_list("kennung", flat=True)
    aendern.create(akteur, by=by, taken=lambda: given, words=akteur.name)


def change(akteur: Any, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited of an entry; an institution that is public no more goes from frozen texts, too.

    Raises Outdated.
    """
    with transaction.atomic():
        aendern.change(akteur, fields, version=version, by=by)
        if isinstance(akteur, Institution) and "oeffentlich" in fields and not akteur.oeffentlich:
            namen_entfernen(akteur, by=by, grund=NICHT_MEHR)


def put_on(hat: Zugehoerigkeit, *, by: By) -> None:
    """Note that a person belongs to an institution."""
    aendern.create(hat, by=by, event=EREIGNIS, about=hat.person, felder=[FELD])


def change_hat(hat: Zugehoerigkeit, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited of a hat. Raises Outdated."""
    aendern.change(hat, fields, version=version, by=by, event=EREIGNIS, about=hat.person, felder=[FELD])


def take_off(hat: Zugehoerigkeit, *, by: By) -> None:
    """Delete a hat for good."""
    aendern.delete(hat, by=by, event=EREIGNIS, about=hat.person, felder=[FELD])
