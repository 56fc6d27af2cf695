"""Who may know of a Fassung: everybody of published ones, office and Leitung of all."""

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.fassungen.models import Fassung, FassungQuerySet


def visible(user: Nutzer) -> FassungQuerySet:
    """Return the Fassungen this person may know of, whose PDF this person may load."""
    return Fassung.objects.all() if may_read_all(user) else Fassung.objects.readable()


def workable(user: Nutzer) -> FassungQuerySet:
    """Return the Fassungen on the desk of this person."""
    return Fassung.objects.select_related("auftrag", "abgeloest_durch", "eingefroren_von")


def may_read(user: Nutzer, fassung: Fassung) -> bool:
    return may_read_all(user)


def may_work(user: Nutzer, fassung: Fassung) -> bool:
    return is_stabsstelle(user)
