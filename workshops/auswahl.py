"""Which rows a staff list shows, and how a filter in the address narrows them."""

from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bildungskommune.accounts.rollen import Nutzer
from workshops.access_staff import cards_in_hand, in_hand
from workshops.models import Anmeldung, Beitrag, Reihe, Thema, Workshop

OHNE = "ohne"
REIHEN = 20
"""So many Reihen stand above the list of workshops; a county has one or two at a time."""


def workshops(user: Nutzer) -> QuerySet[Workshop]:
    """Return the workshops this person works with, by Reihe and newest first, with all counts of the list."""
    of_this = Beitrag.objects.filter(workshop=OuterRef("pk")).order_by().values("workshop")
    cards = of_this.annotate(n=Count("pk")).values("n")
    return (
        in_hand(user)
        .with_seats()
        .annotate(
            wartend=Count("anmeldungen", filter=Q(anmeldungen__status=Anmeldung.Status.WARTELISTE)),
            karten=Coalesce(Subquery(cards), 0),
        )
        .select_related("reihe", "ort")
        .order_by("-reihe_id", "-beginn", "-pk")
    )


def reihen() -> QuerySet[Reihe]:
    """Return every Reihe with its counts `termine`, `karten` and `offene` (contributions without Verbleib)."""
    answered = ~Q(beitraege__verbleib="") | Q(beitraege__status=Beitrag.Status.ZURUECKGEWIESEN)
    return Reihe.objects.annotate(
        termine=Count("workshops", distinct=True),
        karten=Count("beitraege", distinct=True),
        offene=Count("beitraege", distinct=True) - Count("beitraege", filter=answered, distinct=True),
    ).order_by("-pk")


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


def anmeldungen(workshop: Workshop, stand: str, wort: str) -> QuerySet[Anmeldung]:
    """Return the registrations of a workshop in the order of receipt."""
    found = workshop.anmeldungen.select_related("institution", "ag_wunsch_1", "ag_wunsch_2")
    if stand:
        found = found.filter(status=stand)
    if wort:
        found = found.filter(
            Q(name__icontains=wort)
            | Q(einrichtung__icontains=wort)
            | Q(email__icontains=wort)
            | Q(vertretung__icontains=wort)
        )
    return found.order_by("eingegangen_am", "pk")
