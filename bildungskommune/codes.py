"""Codes like K7M-4QX, by which somebody finds again what they handed in: easy to read out and to type."""

import itertools
import re
import secrets
from typing import Any, TypeVar

from django.db import IntegrityError, models, transaction

M = TypeVar("M", bound=models.Model)

CODE_ALPHABET = "CDFHJKMNPQRTVWXY23456789"
"""One letter of each group of look-alikes, and no vowels, so that no code is a word."""
CODE_LAENGE = 6
ATTEMPTS = 5

# What people read for one another on a slip of paper, and the one of them that we use.
_READ_AS = str.maketrans("0O1ILSZBUGA", "QQ777528V64")


def new_code() -> str:
    """Return a random code like K7M-4QX. Whether it is free only the database can say."""
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LAENGE))
    return f"{letters[:3]}-{letters[3:]}"


def normal_code(typed: str) -> str:
    """Return what was typed as a code is written, empty when it cannot be one."""
    letters = re.sub(r"[\s\-‐‑–—_.]", "", typed).upper()
    if not re.fullmatch(rf"[A-Z0-9]{{{CODE_LAENGE}}}", letters):
        return ""
    return f"{letters[:3]}-{letters[3:]}"


def spellings(typed: str) -> list[str]:
    """Return the codes that may be meant, as they are written, the likeliest first; none when it cannot be one."""
    code = normal_code(typed)
    return [code, code.translate(_READ_AS)] if code else []


def find(rows: models.QuerySet[M], typed: str) -> M | None:
    """Find a row by its code: lower case, a missing hyphen and look-alikes do no harm."""
    return next((found for code in spellings(typed) if (found := rows.filter(code=code).first())), None)


def save_with_code(thing: M) -> M:
    """Save a new row under a `code` that no other one of its kind has."""
    row: Any = thing
    for attempt in itertools.count(1):
        row.code = new_code()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            if attempt >= ATTEMPTS or not type(thing)._default_manager.filter(code=row.code).exists():
                raise
            row.pk = None
        else:
            break
    return thing
