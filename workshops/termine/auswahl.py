"""Which workshops and Reihen the staff list shows, each with its counts."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.filters import ChoiceFilter

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.foerderung import schwerpunkte
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort
from workshops.access_staff import in_hand
from workshops.models import Beitrag, Reihe, Workshop
from workshops.models.counting import count_of


class WorkshopFilter(Filter):
    q = Suchwort("Wort im Titel", "titel", "thema")
    schwerpunkt = ChoiceFilter(label="Schwerpunkt", field_name="schwerpunkte__kennung", empty_label="alle Schwerpunkte")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # django_filters has no types
        schwerpunkte.offer_in_filter(self)


REIHEN = 20
"""So many Reihen stand above the list of workshops; a county has one or two at a time."""


def _number(name: str) -> Callable[[Workshop], int]:
    """Return how to read a count that the query adds to each row."""
    return lambda workshop: int(getattr(workshop, name))


SPALTEN: tuple[Spalte[Workshop], ...] = (
    Spalte("Tag", lambda row: f"{timezone.localtime(row.beginn):%d.%m.%Y %H:%M}", ("-beginn",), 18),
    Spalte("Workshop", lambda row: row.titel, ("titel",), 50),
    Spalte("Reihe", lambda row: str(row.reihe), breite=40, nur_datei=True),
    Spalte("Ort", lambda row: str(row.ort or ""), breite=40, nur_datei=True),
    Spalte("Plätze", lambda row: row.kapazitaet, breite=10, nur_datei=True),
    Spalte("Plätze belegt", _number("belegt"), ("-belegt",), 14, klasse="zahl"),
    Spalte("Warteliste", _number("wartend"), ("-wartend",), 12, klasse="zahl"),
    Spalte("Karten", _number("karten"), ("-karten",), 10),
    Spalte("Stand", lambda row: row.get_status_display(), ("status",), 18),
)


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
