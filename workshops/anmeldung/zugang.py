"""The secrets in the links of mails: each opens one thing, and only its hash is stored.

A secret is made with the mail that carries it. Nothing shows it again, no page leads from one secret to another.
"""

import re
import secrets
from collections.abc import Collection

from bildungskommune.geheimnis import digest
from workshops.models import Anmeldung, Zugang

Zweck = Zugang.Zweck
CANCELS = (Zweck.ABSAGEN, Zweck.AENDERN, Zweck.VERTRETUNG)
"""Whoever may change a registration, or comes in place of somebody, may cancel as well."""
SEES_THE_DATE = (Zweck.AENDERN, Zweck.VERTRETUNG)
OLD_LINKS = frozenset({Zweck.BESTAETIGEN, Zweck.AENDERN, Zweck.ABSAGEN})
"""What the one link of a registration did before each purpose had its own."""

WITH = ("workshop__ort", "workshop__reihe", "ag_wunsch_1", "ag_wunsch_2", "gruppe")
"""What the pages behind a secret show beside the registration."""

_SECRET = re.compile(r"[\w-]{1,43}", re.ASCII)


def mint(anmeldung: Anmeldung, zweck: str, *, email: str = "") -> str:
    """Return a new secret for this purpose; those given out before stay good."""
    secret = secrets.token_urlsafe(32)
    Zugang.objects.create(anmeldung=anmeldung, zweck=zweck, hash=digest(secret), email=email)
    return secret


def mint_each(anmeldungen: Collection[Anmeldung], zwecke: Collection[str]) -> list[dict[str, str]]:
    """Return new secrets by purpose for each of these registrations, stored in one statement."""
    each = [{zweck: secrets.token_urlsafe(32) for zweck in zwecke} for _ in anmeldungen]
    Zugang.objects.bulk_create(
        Zugang(anmeldung=anmeldung, zweck=zweck, hash=digest(secret), email=anmeldung.email)
        for anmeldung, minted in zip(anmeldungen, each, strict=True)
        for zweck, secret in minted.items()
    )
    return each


def find(secret: str, zwecke: Collection[str]) -> Zugang | None:
    """Return what the secret opens, if it is for one of these purposes."""
    if not _SECRET.fullmatch(secret):
        return None
    known = Zugang.objects.select_related(*(f"anmeldung__{name}" for name in WITH))
    return known.filter(hash=digest(secret), zweck__in=zwecke).first() or _old(secret, zwecke)


def _old(secret: str, zwecke: Collection[str]) -> Zugang | None:
    """Return what an old link opens; the row is not stored."""
    allowed = [zweck for zweck in (Zweck.AENDERN, *zwecke) if zweck in zwecke and zweck in OLD_LINKS]
    found = Anmeldung.objects.select_related(*WITH)
    anmeldung = found.filter(token=secret).first() if allowed else None
    return Zugang(anmeldung=anmeldung, zweck=allowed[0]) if anmeldung else None


def revoke(anmeldung: Anmeldung, zwecke: Collection[str] = tuple(Zweck), *, keep: Zugang | None = None) -> None:
    """Let the secrets of these purposes open nothing any more, and the old link with them."""
    gone = Zugang.objects.filter(anmeldung=anmeldung, zweck__in=zwecke)
    gone.exclude(pk=keep.pk if keep else 0).delete()
    if Zweck.AENDERN in zwecke and anmeldung.token:
        anmeldung.token = None
        anmeldung.save(update_fields=["token"])
