"""Who may do what, as far as it depends on the role alone."""

from typing import TypeAlias

from django.contrib.auth.models import AnonymousUser

from bildungskommune.accounts.models import Konto

Nutzer: TypeAlias = Konto | AnonymousUser

Rolle = Konto.Rolle


def works_here(user: Nutzer) -> bool:
    """Anybody with an account: may see the desk."""
    return user.is_authenticated


def is_stabsstelle(user: Nutzer) -> bool:
    """May do everything in the process."""
    return isinstance(user, Konto) and user.rolle == Rolle.STABSSTELLE


def may_read_all(user: Nutzer) -> bool:
    """May see every working document: Stabsstelle and Leitung."""
    return isinstance(user, Konto) and user.rolle in {Rolle.STABSSTELLE, Rolle.LEITUNG}


def is_leitung(user: Nutzer) -> bool:
    return isinstance(user, Konto) and user.rolle == Rolle.LEITUNG


def is_moderation(user: Nutzer) -> bool:
    return isinstance(user, Konto) and user.rolle == Rolle.MODERATION


def is_fachamt(user: Nutzer) -> bool:
    return isinstance(user, Konto) and user.rolle == Rolle.FACHAMT
