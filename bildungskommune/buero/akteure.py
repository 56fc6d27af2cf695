"""Rules of the directory: each entry has a Kennung of its own, and a hat stands in the trail of who wears it."""

from collections.abc import Collection

from django.db import transaction

from bildungskommune.akteure.models import Gemeinde, Gremium, Institution, Person, Stelle, Zugehoerigkeit
from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.kennung import free_kennung
from bildungskommune.werkbank.reihenfolge import lock_kind

EREIGNIS, FELD = "person.geaendert", "zugehoerigkeiten"


def add(akteur: Gemeinde | Gremium | Institution | Person | Stelle, *, by: By) -> None:
    """Save a new entry under a free Kennung made from its name."""
    with transaction.atomic():
        lock_kind(type(akteur))
        akteur.kennung = free_kennung(type(akteur)._default_manager.all(), akteur.name)
        aendern.create(akteur, by=by)


def put_on(hat: Zugehoerigkeit, *, by: By) -> None:
    """Note that a person belongs to an institution."""
    aendern.create(hat, by=by, event=EREIGNIS, about=hat.person, felder=[FELD])


def change_hat(hat: Zugehoerigkeit, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write what was edited of a hat. Raises Outdated."""
    aendern.change(hat, fields, version=version, by=by, event=EREIGNIS, about=hat.person, felder=[FELD])


def take_off(hat: Zugehoerigkeit, *, by: By) -> None:
    """Delete a hat for good."""
    aendern.delete(hat, by=by, event=EREIGNIS, about=hat.person, felder=[FELD])
