"""Which workshops and Reihen the staff list shows, each with its counts."""

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from bildungskommune.accounts.rollen import Nutzer
from workshops.access_staff import in_hand
from workshops.models import Anmeldung, Beitrag, Reihe, Workshop

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
