"""The office enters what committees do; Leitung reads along."""

from django.db import models

from bildungskommune.accounts.rollen import Nutzer, is_leitung, is_stabsstelle
from bildungskommune.beteiligung.models import Beteiligungsrunde


def may_enter(user: Nutzer, thing: models.Model) -> bool:
    return is_stabsstelle(user)


def may_release(user: Nutzer, runde: Beteiligungsrunde) -> bool:
    """The Leitung confirms a weighing, where the round wants it."""
    return is_leitung(user) and runde.mit_leitung
