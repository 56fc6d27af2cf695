"""The code on every contribution, by which its author finds it again."""

import itertools
import re
import secrets

from django.db import IntegrityError, transaction

from workshops.models import Beitrag

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


def find(typed: str) -> Beitrag | None:
    """Find a contribution by its code: lower case, a missing hyphen and look-alikes do no harm."""
    code = normal_code(typed)
    if not code:
        return None
    known = Beitrag.objects.select_related("workshop", "reihe", "gruppe")
    return known.filter(code=code).first() or known.filter(code=code.translate(_READ_AS)).first()


def save_with_code(beitrag: Beitrag) -> Beitrag:
    """Save a new contribution under a code that nobody has."""
    for attempt in itertools.count(1):
        beitrag.code = new_code()
        try:
            with transaction.atomic():
                beitrag.save(force_insert=True)
        except IntegrityError:
            if attempt >= ATTEMPTS or not Beitrag.objects.filter(code=beitrag.code).exists():
                raise
            beitrag.pk = None
        else:
            break
    return beitrag
