"""The working desk of one Leitbild: its tree with the sources beside, and what is still missing."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, F, Func, Prefetch, Q, QuerySet, TextField, Value
from django.db.models.functions import NullIf
from django.urls import reverse

from bildungskommune.werkbank.suchen import matching, words_of
from leitbild.drafting import Ast, tree
from leitbild.models import MIT_HERKUNFT, Abschnitt, Herleitung, Leitbild

OHNE_QUELLE = Q(abschnitte__art__in=MIT_HERKUNFT, abschnitte__redaktionell=False, abschnitte__herleitungen__isnull=True)


@dataclass(frozen=True)
class Platz:
    """One Abschnitt on the desk: where it stands among its siblings, and what it comes from."""

    abschnitt: Abschnitt
    ebene: int
    nummer: int
    anzahl: int
    quellen: Sequence[Herleitung]

    @property
    def ohne_quelle(self) -> bool:
        return self.abschnitt.art in MIT_HERKUNFT and not self.abschnitt.redaktionell and not self.quellen


def places(leitbild: Leitbild) -> list[Platz]:
    """Return the whole tree with its sources: a constant number of queries."""
    sources = Herleitung.objects.select_related("beitrag", "thema__reihe", "zahlenwert__reihe", "beschlossen_in")
    light = sources.defer("beschlossen_in__snapshot")
    rows = leitbild.abschnitte.prefetch_related(Prefetch("herleitungen", queryset=light), "fussnoten")
    aeste = tree(rows)
    totals = Counter(ast.abschnitt.uebergeordnet_id for ast in aeste)
    seen: Counter[int | None] = Counter()
    found = []
    for ast in aeste:
        parent = ast.abschnitt.uebergeordnet_id
        seen[parent] += 1
        quellen = list(ast.abschnitt.herleitungen.all())
        found.append(Platz(ast.abschnitt, ast.ebene, seen[parent], totals[parent], quellen))
    return found


@dataclass(frozen=True)
class Zeile:
    """One line of the outline beside the text: how deep it stands, and whether its source is missing."""

    abschnitt: Abschnitt
    ebene: int
    ohne_quelle: bool


def outline(leitbild: Leitbild) -> list[Zeile]:
    """Return the whole tree without its texts: two queries."""
    open_ones = set(leitbild.abschnitte.without_source().values_list("pk", flat=True))
    return [Zeile(ast.abschnitt, ast.ebene, ast.abschnitt.pk in open_ones) for ast in _without_texts(leitbild)]


def in_order(leitbild: Leitbild) -> list[Abschnitt]:
    """Return all Abschnitte as one reads them, without their texts: one query."""
    return [ast.abschnitt for ast in _without_texts(leitbild)]


def _without_texts(leitbild: Leitbild) -> list[Ast]:
    return tree(leitbild.abschnitte.select_related("leitbild").defer("text", "leichte_sprache", "absaetze"))


def sources(abschnitt: Abschnitt) -> QuerySet[Herleitung]:
    return abschnitt.herleitungen.select_related("beitrag", "thema__reihe", "zahlenwert__reihe")


def documents() -> QuerySet[Leitbild]:
    """Return all Leitbilder with `herkunft` (their series), the number of Leitsätze and of those unsourced."""
    saetze = Q(abschnitte__art__in=MIT_HERKUNFT)
    other = Q(reihe=None) | ~Q(weitere_reihen=F("reihe"))
    others = ArrayAgg("weitere_reihen__titel", filter=other, distinct=True)
    joined = Func(others, Value(", "), function="array_to_string")
    titel = Func(Value(", "), F("reihe__titel"), joined, function="CONCAT_WS", output_field=TextField())
    rows = Leitbild.objects.select_related("reihe").order_by("-created", "-pk")
    return rows.annotate(
        herkunft=NullIf(titel, Value("", TextField())),
        teile=Count("abschnitte", filter=saetze, distinct=True),
        offen=Count("abschnitte", filter=OHNE_QUELLE, distinct=True),
    )


def found_drafts(words: str, limit: int = 10) -> list[tuple[Abschnitt, str]]:
    """Return unpublished Abschnitte in which every word occurs, each with its place on the desk."""
    if not words_of(words):
        return []
    rows = Abschnitt.objects.filter(matching(words, "titel", "text"), veroeffentlicht=False).select_related("leitbild")
    return [(row, f"{reverse('v-leitbild', args=(row.leitbild_id,))}#{row.kennung}") for row in rows[:limit]]
