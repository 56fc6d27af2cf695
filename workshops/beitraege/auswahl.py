"""Which contributions a staff list shows, how the address narrows them, and the columns of the file."""

from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django_filters.filters import CharFilter, ChoiceFilter, ModelChoiceFilter

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank import auswahl
from bildungskommune.werkbank.liste import Filter, Spalte
from bildungskommune.werkbank.suchen import matching
from workshops.access_staff import cards_in_hand, in_hand, themen_in_hand
from workshops.models import Beitrag, Thema, Workshop
from workshops.models.beitrag import BeitragQuerySet

OHNE = "ohne"


def beitraege(user: Nutzer) -> BeitragQuerySet:
    """Return the contributions this person works with, newest first."""
    found = cards_in_hand(user).select_related("workshop", "reihe").prefetch_related("themen")
    return found.order_by("-eingereicht_am", "-pk")


def _workshops(request: Any) -> QuerySet[Workshop]:
    return in_hand(request.user)


def _themen(request: Any) -> QuerySet[Thema]:
    return themen_in_hand(request.user).order_by("titel", "pk")


class BeitraegeFilter(Filter):
    workshop = ModelChoiceFilter(label="Workshop", queryset=_workshops, empty_label="alle")
    thema = ModelChoiceFilter(
        label="Thema", queryset=_themen, empty_label="alle", null_label="ohne Thema", null_value=OHNE, method="of_thema"
    )
    stand = ChoiceFilter(label="Zustand", field_name="status", choices=Beitrag.Status.choices, empty_label="alle")
    verbleib = ChoiceFilter(
        label="Verbleib",
        choices=[(OHNE, "ohne Verbleib"), *Beitrag.Verbleib.choices],
        empty_label="alle",
        method="with_verbleib",
    )
    wort = CharFilter(label="Wort im Text oder Code", method="with_words", max_length=200)

    def of_thema(self, rows: BeitragQuerySet, name: str, thema: Thema | str) -> BeitragQuerySet:
        if isinstance(thema, Thema):
            return rows.filter(zuordnungen__thema=thema)
        return rows.filter(zuordnungen__isnull=True)

    def with_verbleib(self, rows: BeitragQuerySet, name: str, verbleib: str) -> BeitragQuerySet:
        return rows.without_verbleib() if verbleib == OHNE else rows.filter(verbleib=verbleib)

    def with_words(self, rows: BeitragQuerySet, name: str, words: str) -> BeitragQuerySet:
        return rows.filter(matching(words, "text", exact=["code"]))


def kept(query: QueryDict) -> str:
    """Return what of an address says which contributions a list shows, to come back to it."""
    return auswahl.kept(BeitraegeFilter, query)


def kept_again(query: str) -> str:
    """Return the same of what an address carried, whoever wrote it."""
    return auswahl.kept_again(BeitraegeFilter, query)


def hits(request: Any, kept_query: str) -> BeitragQuerySet:
    """Return all that a filter finds and that can be answered; `kept_query` is what `kept` returned."""
    found = auswahl.hits(BeitraegeFilter, request, beitraege(request.user), kept_query)
    return found.exclude(status=Beitrag.Status.ZURUECKGEWIESEN).distinct()


SPALTEN: tuple[Spalte[Beitrag], ...] = (
    Spalte("Wortlaut", lambda row: row.text, breite=80),
    Spalte("Code", lambda row: row.code, ("code",), 12),
    Spalte("Workshop", lambda row: str(row.workshop or ""), ("workshop__titel",), 40),
    Spalte("Thema", lambda row: ", ".join(str(thema) for thema in row.themen.all()), breite=40),
    Spalte("Zustand", lambda row: row.get_status_display(), ("status",), 16),
    Spalte("Verbleib", lambda row: row.get_verbleib_display() if row.verbleib else "offen", ("verbleib",), 20),
    Spalte("Begründung", lambda row: row.verbleib_begruendung, breite=80, nur_datei=True),
    Spalte("Eingereicht", lambda row: f"{timezone.localtime(row.eingereicht_am):%d.%m.%Y}", breite=14, nur_datei=True),
)
