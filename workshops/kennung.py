"""Names of things in addresses and files: short, lower case, without umlauts, and never twice."""

from django.db import models
from django.utils.text import slugify

LAENGE = 60
_UMLAUTE = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss", "ẞ": "SS"})


def free_kennung(among: models.QuerySet, titel: str, *, field: str = "kennung") -> str:
    """Return a Kennung made from the title that none of the rows has in `field`: bildung, bildung-2 …"""
    base = slugify(titel.translate(_UMLAUTE))[:LAENGE].strip("-") or among.model._meta.model_name or "neu"
    taken = set(among.filter(**{f"{field}__startswith": base}).values_list(field, flat=True))
    if base not in taken:
        return base
    return next(f"{base}-{n}" for n in range(2, len(taken) + 3) if f"{base}-{n}" not in taken)
