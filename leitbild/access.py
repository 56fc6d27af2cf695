"""Who may see and do what with Leitbilder while they are written."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from leitbild.models import Abschnitt, Fussnote, Herleitung, Leitbild


def may_open(user: Nutzer) -> bool:
    """May read the working documents: Stabsstelle and Leitung."""
    return may_read_all(user)


def may_edit(user: Nutzer) -> bool:
    return is_stabsstelle(user)


def may_open_this(user: Nutzer, thing: object) -> bool:
    return may_open(user)


def may_edit_this(user: Nutzer, thing: object) -> bool:
    return may_edit(user)


def leitbilder(user: Nutzer) -> QuerySet[Leitbild]:
    return Leitbild.objects.all()


def abschnitte(user: Nutzer) -> QuerySet[Abschnitt]:
    return Abschnitt.objects.select_related("leitbild__reihe")


def herleitungen(user: Nutzer) -> QuerySet[Herleitung]:
    return Herleitung.objects.select_related("abschnitt__leitbild", "beitrag", "thema", "zahlenwert__reihe")


def fussnoten(user: Nutzer) -> QuerySet[Fussnote]:
    return Fussnote.objects.select_related("abschnitt__leitbild")
