"""Who may see and do what with measures."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, is_fachamt, is_stabsstelle, may_read_all
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz, Sachstand, Umsetzungsbericht


def may_open(user: Nutzer) -> bool:
    """May see the working pages of measures: the office and the Leitung all, a Fachamt its own."""
    return may_read_all(user) or is_fachamt(user)


def may_edit(user: Nutzer) -> bool:
    return is_stabsstelle(user)


def may_edit_this(user: Nutzer, thing: Massnahme | Massnahmenplan | Planplatz | Umsetzungsbericht) -> bool:
    return may_edit(user)


def may_see_this(user: Nutzer, massnahme: Massnahme) -> bool:
    """Whoever may open the desk sees the measures in hand."""
    return may_open(user)


def may_report(user: Nutzer, massnahme: Massnahme) -> bool:
    """May report progress: the office always, a Fachamt for what it answers for."""
    if is_stabsstelle(user):
        return True
    return is_fachamt(user) and Massnahme.objects.owned_by(user).filter(pk=massnahme.pk).exists()


def needs_approval(user: Nutzer | None) -> bool:
    """Whether a report of this person is a proposal; the Stabsstelle and the portal itself report at once."""
    return user is not None and not is_stabsstelle(user)


def reports_in_hand(user: Nutzer) -> QuerySet[Sachstand]:
    """Return the reports, waiting and given back ones too, of the measures this person works with."""
    rows = Sachstand.objects.select_related("massnahme__federfuehrung")
    return rows if may_read_all(user) else rows.filter(massnahme__in=in_hand(user))


def may_decide(user: Nutzer, sachstand: Sachstand) -> bool:
    """May let a report pass or give it back."""
    return may_edit(user)


def may_correct(user: Nutzer, sachstand: Sachstand) -> bool:
    return may_report(user, sachstand.massnahme)


def in_hand(user: Nutzer) -> QuerySet[Massnahme]:
    """Return the measures this person works with in the office."""
    return Massnahme.objects.all() if may_read_all(user) else Massnahme.objects.owned_by(user)
