"""Who may see and do what with measures."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, is_fachamt, is_stabsstelle, may_read_all
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz


def may_open(user: Nutzer) -> bool:
    """May see the working pages of measures: the office and the Leitung all, a Fachamt its own."""
    return may_read_all(user) or is_fachamt(user)


def may_edit(user: Nutzer) -> bool:
    return is_stabsstelle(user)


def may_edit_this(user: Nutzer, thing: Massnahme | Massnahmenplan | Planplatz) -> bool:
    return may_edit(user)


def may_see_this(user: Nutzer, massnahme: Massnahme) -> bool:
    """Whoever may open the desk sees the measures in hand."""
    return may_open(user)


def may_report(user: Nutzer, massnahme: Massnahme) -> bool:
    """May report progress: the office always, a Fachamt for what it leads."""
    if is_stabsstelle(user):
        return True
    own = massnahme.federfuehrung_id is not None and massnahme.federfuehrung_id == getattr(user, "stelle_id", None)
    return is_fachamt(user) and own


def in_hand(user: Nutzer) -> QuerySet[Massnahme]:
    """Return the measures this person works with in the office."""
    return Massnahme.objects.all() if may_read_all(user) else Massnahme.objects.owned_by(user)
