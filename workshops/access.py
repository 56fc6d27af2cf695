"""What the public may know of. Who holds a token or a code may see the one thing behind it."""

import re

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer
from workshops.models import Anmeldung, Beitrag, Einladung, Reihe, Thema, Workshop
from workshops.models.workshop import WorkshopQuerySet


def workshops(user: Nutzer) -> WorkshopQuerySet:
    """Return the workshops this person may know of, with place, Reihe and seats taken."""
    return Workshop.objects.visible_to(user).with_seats().select_related("ort", "reihe")


def reihen(user: Nutzer) -> QuerySet[Reihe]:
    """Return the Reihen this person may know of."""
    return Reihe.objects.visible_to(user)


def invitation(slug: str, code: str) -> Einladung | None:
    """Return the invitation to this workshop that the code in the address stands for."""
    if not re.fullmatch(r"[\w-]{1,20}", code, re.ASCII):
        return None
    return Einladung.objects.select_related("institution").filter(workshop__slug=slug, code=code).first()


def invitation_by_code(code: str) -> Einladung | None:
    """Return the invitation that the code in the address stands for."""
    if not re.fullmatch(r"[\w-]{1,20}", code, re.ASCII):
        return None
    found = Einladung.objects.select_related("institution", "workshop__ort", "workshop__reihe")
    return found.filter(code=code).first()


def open_to(user: Nutzer, einladung: Einladung | None) -> WorkshopQuerySet:
    """Return the workshops for which this person may ask for a seat: an invitation opens its own one.

    Their seats are not counted here: that is certain only under the lock of the workshop.
    """
    return Workshop.objects.filter(pk=einladung.workshop_id) if einladung else Workshop.objects.visible_to(user)


def anmeldungen(user: Nutzer) -> QuerySet[Anmeldung]:
    """Return all registrations: the token in the address is the key to one of them."""
    return Anmeldung.objects.select_related("workshop__ort", "workshop__reihe", "ag_wunsch_1", "ag_wunsch_2")


def themen(user: Nutzer) -> QuerySet[Thema]:
    found = Thema.objects.select_related("reihe", "workshop", "uebergeordnet")
    return found if user.is_authenticated else found.filter(reihe__oeffentlich=True)


def is_listed(beitrag: Beitrag) -> bool:
    """Whether a contribution stands in the public lists; its code opens it in any state."""
    return beitrag.ist_oeffentlich


def shows_photo(beitrag: Beitrag) -> bool:
    """Whether the photo stands below the words: for all who may open the page, until the contribution is rejected."""
    return bool(beitrag.foto) and beitrag.status != Beitrag.Status.ZURUECKGEWIESEN


def names_author(beitrag: Beitrag) -> bool:
    return is_listed(beitrag) and beitrag.namentlich and bool(beitrag.autor_name)
