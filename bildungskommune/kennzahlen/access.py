"""Who may do what with the figures: Stabsstelle and Leitung read all of them, the Stabsstelle keeps them."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.kennzahlen.models import Zahlenreihe


def reihen(user: Nutzer) -> QuerySet[Zahlenreihe]:
    return Zahlenreihe.objects.all()


def visible_to(user: Nutzer) -> QuerySet[Zahlenreihe]:
    """Those that a public page shows this reader."""
    return Zahlenreihe.objects.all() if may_read_all(user) else Zahlenreihe.objects.published()


def may_read(user: Nutzer, reihe: Zahlenreihe) -> bool:
    return may_read_all(user)


def may_keep(user: Nutzer, reihe: Zahlenreihe) -> bool:
    return is_stabsstelle(user)
