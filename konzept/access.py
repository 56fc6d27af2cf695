"""Who may see and do what with Konzepte while they are written."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from konzept.models import Ableitung, Handlungsfeld, Konzept, Strategie, Ziel


def may_open(user: Nutzer) -> bool:
    """May read the working documents: Stabsstelle and Leitung."""
    return may_read_all(user)


def may_edit(user: Nutzer) -> bool:
    return is_stabsstelle(user)


def may_open_this(user: Nutzer, thing: object) -> bool:
    return may_open(user)


def may_edit_this(user: Nutzer, thing: object) -> bool:
    return may_edit(user)


def konzepte(user: Nutzer) -> QuerySet[Konzept]:
    return Konzept.objects.select_related("leitbild")


def felder(user: Nutzer) -> QuerySet[Handlungsfeld]:
    return Handlungsfeld.objects.select_related("konzept__leitbild", "vorgaenger__konzept")


def ziele(user: Nutzer) -> QuerySet[Ziel]:
    return Ziel.objects.select_related("handlungsfeld__konzept")


def strategien(user: Nutzer) -> QuerySet[Strategie]:
    return Strategie.objects.select_related("handlungsfeld__konzept")


def ableitungen(user: Nutzer) -> QuerySet[Ableitung]:
    return Ableitung.objects.select_related("handlungsfeld__konzept", "abschnitt__leitbild", "thema", "beitrag")
