"""Who may see and do what with workshops and cards behind the login."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, is_moderation, is_stabsstelle, may_read_all
from workshops.models import Beitrag, Punktabfrage, Thema, Workshop
from workshops.models.beitrag import BeitragQuerySet
from workshops.models.workshop import WorkshopQuerySet


def may_open(user: Nutzer) -> bool:
    """May enter the working pages of the workshops at all; a Fachamt has no business here."""
    return may_read_all(user) or is_moderation(user)


def may_edit(user: Nutzer) -> bool:
    """May plan, register people and decide about contributions."""
    return is_stabsstelle(user)


def may_edit_this(user: Nutzer, thing: object) -> bool:
    return may_edit(user)


def may_evaluate(user: Nutzer, thing: object) -> bool:
    """May read the numbers of a Reihe, small ones too."""
    return may_read_all(user)


def in_hand(user: Nutzer) -> WorkshopQuerySet:
    """Return the workshops this person works with: the office and the Leitung all, a Moderation its own."""
    return Workshop.objects.all() if may_read_all(user) else Workshop.objects.moderated_by(user)


def may_see_this(user: Nutzer, workshop: Workshop) -> bool:
    return may_read_all(user) or _moderates(user, workshop)


def may_work_cards(user: Nutzer, workshop: Workshop) -> bool:
    """May lay and sort cards and count dots: the office, and the Moderation of this workshop."""
    return is_stabsstelle(user) or _moderates(user, workshop)


def _moderates(user: Nutzer, workshop: Workshop) -> bool:
    return is_moderation(user) and workshop.moderation.filter(pk=user.pk).exists()


def cards_in_hand(user: Nutzer) -> BeitragQuerySet:
    """Return the contributions this person works with; what belongs to no workshop is the office's."""
    return Beitrag.objects.all() if may_read_all(user) else Beitrag.objects.filter(workshop__in=in_hand(user))


def may_work_card(user: Nutzer, beitrag: Beitrag) -> bool:
    if beitrag.workshop is None:
        return may_edit(user)
    return may_work_cards(user, beitrag.workshop)


def themen_in_hand(user: Nutzer) -> QuerySet[Thema]:
    return Thema.objects.all() if may_read_all(user) else Thema.objects.filter(workshop__in=in_hand(user))


def may_work_thema(user: Nutzer, thema: Thema) -> bool:
    if thema.workshop is None:
        return may_edit(user)
    return may_work_cards(user, thema.workshop)


def abfragen_in_hand(user: Nutzer) -> QuerySet[Punktabfrage]:
    found = Punktabfrage.objects.select_related("workshop", "workshop__reihe")
    return found if may_read_all(user) else found.filter(workshop__in=in_hand(user))


def may_work_abfrage(user: Nutzer, abfrage: Punktabfrage) -> bool:
    return may_work_cards(user, abfrage.workshop)
