"""Saying how a measure stands against what is worked out, and taking that back."""

from django.db import transaction
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from massnahmen.models import Ampelurteil, Massnahme


def decide(massnahme: Massnahme, stufe: str, grund: str, *, by: Nutzer) -> Ampelurteil:
    """Let this level stand with its reason; what was said before is kept as taken back."""
    with transaction.atomic():
        _end(massnahme)
        urteil = Ampelurteil.objects.create(
            massnahme=massnahme, stufe=stufe, grund=grund, gesetzt_von_id=by.pk if by.is_authenticated else None
        )
        record(by, "massnahme.ampel", massnahme, stufe=stufe)
    return urteil


def lift(massnahme: Massnahme, *, by: Nutzer) -> bool:
    """Let the level be worked out again. Returns whether anything else was said."""
    with transaction.atomic():
        if not _end(massnahme):
            return False
        record(by, "massnahme.ampel_aufgehoben", massnahme)
    return True


def _end(massnahme: Massnahme) -> bool:
    Massnahme.objects.select_for_update().get(pk=massnahme.pk)
    return bool(Ampelurteil.objects.in_force().filter(massnahme=massnahme).update(aufgehoben_am=timezone.now()))
