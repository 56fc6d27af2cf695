"""The office enters what committees do; Leitung reads along."""

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.beteiligung.models import Beratung, Vorlage


def may_enter(user: Nutzer, thing: Vorlage | Beratung) -> bool:
    return is_stabsstelle(user)
