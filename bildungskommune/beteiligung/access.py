"""The office enters what committees do; Leitung reads along."""

from django.db import models

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle


def may_enter(user: Nutzer, thing: models.Model) -> bool:
    return is_stabsstelle(user)
