"""Find what a measure can be linked with, and find measures by words."""

from typing import Any

from django.db.models import Q, QuerySet

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.akteure.models import Institution
from bildungskommune.text import plain
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.seiten import number
from bildungskommune.werkbank.suchen import matching
from konzept.models import Handlungsfeld, Strategie, Ziel
from leitbild.models import Abschnitt
from leitbild.models import Art as Abschnittsart
from massnahmen.models import Massnahme

Choices = list[tuple[str, str]]
LEITSAETZE = (Abschnittsart.LEITSATZ, Abschnittsart.LEITZIEL)
GEZEIGT = 25
"""So much of each kind stands in a form; the rest is found by a word."""
HITS = 20
EXCERPT = 160


def targets(wort: str, *, gewaehlt: str = "") -> list[tuple[str, Choices]]:
    """Return what holds every word of `wort`, grouped by kind, at most GEZEIGT of each; and what is chosen already."""
    groups: tuple[tuple[str, str, QuerySet[Any]], ...] = (
        ("Strategien", "strategie", Strategie.objects.select_related("handlungsfeld__konzept")),
        ("Ziele", "ziel", Ziel.objects.select_related("handlungsfeld__konzept")),
        ("Handlungsfelder", "handlungsfeld", Handlungsfeld.objects.select_related("konzept")),
        ("Leitsätze", "abschnitt", Abschnitt.objects.filter(art__in=LEITSAETZE).select_related("leitbild")),
    )
    chosen, _, pk = gewaehlt.partition(":")
    found = [
        (name, [(f"{art}:{row.pk}", str(row)) for row in _shown(rows, wort, pk if art == chosen else "")])
        for name, art, rows in groups
    ]
    return [(name, rows) for name, rows in found if rows]


def others(massnahme: Massnahme, wort: str, *, gewaehlt: str = "") -> Choices:
    """Return other measures with every word of `wort`, at most GEZEIGT; and the one that is chosen already."""
    rows = Massnahme.objects.exclude(pk=massnahme.pk)
    return [(str(row.pk), str(row)) for row in _shown(rows, wort, gewaehlt)]


def institutions(wort: str, *, gewaehlt: str = "") -> QuerySet[Institution]:
    """Return institutions with every word of `wort`, at most GEZEIGT; and the one that is chosen already."""
    found = Institution.objects.filter(matching(wort, "name", "kurzname"))
    keys = [*found.values_list("pk", flat=True)[:GEZEIGT], number(gewaehlt)]
    return Institution.objects.filter(pk__in=[key for key in keys if key is not None])


def _shown(rows: QuerySet[Any], wort: str, gewaehlt: str) -> list[Any]:
    found = list(_with_words(rows, wort)[:GEZEIGT])
    pk = number(gewaehlt)
    if pk is None or any(row.pk == pk for row in found):
        return found
    return [*rows.filter(pk=pk), *found]


def _with_words(rows: QuerySet[Any], wort: str) -> QuerySet[Any]:
    for part in wort.split():
        rows = rows.filter(Q(titel__icontains=part) | Q(nr__iexact=part))
    return rows


@suchen.register
def measures(words: str, user: Nutzer) -> list[Treffer]:
    """Return the measures with all of the words that this person may know of."""
    found = Massnahme.objects.visible_to(user)
    for part in words.split():
        found = found.filter(Q(titel__icontains=part) | Q(kurzbeschreibung__icontains=part) | Q(nr__iexact=part))
    return [
        Treffer("Maßnahme", str(row), row.get_absolute_url(), plain(row.kurzbeschreibung)[:EXCERPT])
        for row in found[:HITS]
    ]
