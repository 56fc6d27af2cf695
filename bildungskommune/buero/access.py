"""The Stabsstelle keeps the house: accounts, directory, pages, post."""

from django.db import models

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle


def may_keep(user: Nutzer, thing: models.Model) -> bool:
    return is_stabsstelle(user)
