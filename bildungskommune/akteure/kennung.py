"""A Kennung names a thing in the Verfahrensakte: readable, and never changed once given."""

from django.db import models
from django.utils.text import slugify

LAENGE = 80
UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def new_kennung(model: type[models.Model], name: str) -> str:
    """Return a free Kennung made from `name`; the second one of a name ends in -2."""
    base = slugify(name.lower().translate(UMLAUTE))[: LAENGE - 6].strip("-") or model.__name__.lower()
    taken = set(model._default_manager.filter(kennung__startswith=base).values_list("kennung", flat=True))
    number, candidate = 1, base
    while candidate in taken:
        number += 1
        candidate = f"{base}-{number}"
    return candidate
