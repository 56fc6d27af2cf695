"""Contributions of the public, and the codes by which their authors find them again."""

import itertools
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from workshops import fotos, mails
from workshops.models import Arbeitsgruppe, Beitrag, Reihe, Workshop

CODE_ALPHABET = "CDFHJKMNPQRTVWXY23456789"
"""One letter of each group of look-alikes, and no vowels, so that no code is a word."""
CODE_LAENGE = 6
ATTEMPTS = 5

# What people read for one another on a slip of paper, and the one of them that we use.
_READ_AS = str.maketrans("0O1ILSZBUGA", "QQ777528V64")


class ContributionsClosed(Exception):
    """This workshop takes no contributions online just now; the message says why."""


@dataclass(frozen=True, kw_only=True)
class Einreichung:
    """What somebody hands in."""

    text: str
    phase: str = ""
    vorzeichen: str = ""
    autor_name: str = ""
    autor_email: str = ""
    namentlich: bool = False
    gruppe: Arbeitsgruppe | None = None
    foto: ContentFile | None = None


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


def closed_reason(workshop: Workshop) -> str:
    """Return in a sentence why contributions are not taken online, empty when they are."""
    if workshop.reihe.status == Reihe.Status.ABGESCHLOSSEN:
        return "Diese Reihe ist abgeschlossen. Neue Beiträge nehmen wir hier nicht mehr an."
    if not workshop.takes_contributions():
        return "Für diesen Termin nehmen wir zurzeit keine Beiträge online an."
    return ""


def submit(
    workshop: Workshop, einreichung: Einreichung, *, by: Nutzer | None = None, now: datetime | None = None
) -> Beitrag:
    """Keep the contribution with a code of its own; the author gets it by mail if an address is known.

    Raises ContributionsClosed.
    """
    _refuse_closed(workshop)
    with transaction.atomic():
        beitrag = save_with_code(
            Beitrag(
                reihe=workshop.reihe,
                workshop=workshop,
                gruppe=einreichung.gruppe,
                text=einreichung.text,
                phase=einreichung.phase or Beitrag._meta.get_field("phase").get_default(),
                vorzeichen=einreichung.vorzeichen,
                quelle=Beitrag.Quelle.ONLINE,
                autor_name=einreichung.autor_name,
                autor_email=einreichung.autor_email,
                namentlich=einreichung.namentlich and bool(einreichung.autor_name),
                eingereicht_am=now or timezone.now(),
            )
        )
        # The insert waits for whoever is closing the Reihe, so ask again after it.
        workshop.reihe.refresh_from_db(fields=["status"])
        _refuse_closed(workshop)
        record(by, "beitrag.eingereicht", beitrag)
        mails.contributed(beitrag)
        if einreichung.foto is not None:
            # Last, so that nothing is written for a contribution that is refused.
            fotos.put(beitrag, einreichung.foto, by=by)
    return beitrag


def _refuse_closed(workshop: Workshop) -> None:
    if reason := closed_reason(workshop):
        raise ContributionsClosed(reason)


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
