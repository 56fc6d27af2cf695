"""The Stabsstelle keeps the house: accounts, directory, pages, post."""

from django.db import models

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all


def may_keep(user: Nutzer, thing: models.Model) -> bool:
    return is_stabsstelle(user)


def may_decide(user: Nutzer, thing: models.Model) -> bool:
    """Of two who look at an erasure, the second may be the Leitung; `release` asks that it is not the first."""
    return may_read_all(user)
