"""Which workshops and Reihen the staff list shows, each with its counts."""

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer
from workshops.access_staff import in_hand
from workshops.models import Beitrag, Reihe, Workshop
from workshops.models.counting import count_of

REIHEN = 20
"""So many Reihen stand above the list of workshops; a county has one or two at a time."""


def workshops(user: Nutzer) -> QuerySet[Workshop]:
    """Return the workshops this person works with, by Reihe and newest first, with all counts of the list."""
    counted = in_hand(user).with_seats().with_waiting().with_cards()
    return counted.select_related("reihe", "ort").order_by("-reihe_id", "-beginn", "-pk")


def reihen() -> QuerySet[Reihe]:
    """Return every Reihe with its counts `termine`, `karten` and `offene` (contributions without Verbleib)."""
    return Reihe.objects.annotate(
        termine=count_of(Workshop.objects.all(), "reihe"),
        karten=count_of(Beitrag.objects.all(), "reihe"),
        offene=count_of(Beitrag.objects.without_verbleib(), "reihe"),
    ).order_by("-pk")
