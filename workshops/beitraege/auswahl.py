"""Which contributions a staff list shows, and how a filter in the address narrows them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bildungskommune.accounts.rollen import Nutzer
from workshops.access_staff import cards_in_hand
from workshops.models import Beitrag, Thema, Workshop

OHNE = "ohne"


@dataclass(frozen=True, kw_only=True)
class BeitragsFilter:
    workshop: Workshop | None = None
    thema: Thema | None = None
    ohne_thema: bool = False
    stand: str = ""
    verbleib: str = ""
    wort: str = ""


def beitraege(user: Nutzer, wanted: BeitragsFilter) -> QuerySet[Beitrag]:
    found = cards_in_hand(user).select_related("workshop", "reihe").prefetch_related("themen")
    if wanted.workshop:
        found = found.filter(workshop=wanted.workshop)
    if wanted.ohne_thema:
        found = found.filter(zuordnungen__isnull=True)
    if wanted.thema:
        found = found.filter(zuordnungen__thema=wanted.thema)
    if wanted.stand:
        found = found.filter(status=wanted.stand)
    if wanted.verbleib == OHNE:
        found = found.without_verbleib()
    elif wanted.verbleib:
        found = found.filter(verbleib=wanted.verbleib)
    if wanted.wort:
        found = found.filter(Q(text__icontains=wanted.wort) | Q(code__iexact=wanted.wort))
    return found.order_by("-eingereicht_am", "-pk")
