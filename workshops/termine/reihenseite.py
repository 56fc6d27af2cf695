"""The page of a Reihe in three parts: what was asked, what people said, what was done with it."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from bildungskommune.tracing.faden import Schritt
from workshops.beitraege import beitragsweg
from workshops.models import Beitrag, Punktstand, Reihe, Thema
from workshops.models.enums import Verbleib

GENANNT = 12
"""So many Themen, those with most cards, stand on the page."""
OFFEN = "noch offen"


@dataclass(frozen=True)
class Antwort:
    """How many contributions have this Verbleib."""

    wort: str
    anzahl: int
    anteil: int
    """In whole percent of all public contributions."""


@dataclass(frozen=True)
class Gesagt:
    beitraege: int
    themen: list[Thema]
    """With `karten` and `punkte`, most cards first."""
    weitere: int
    """So many Themen more than those named."""


def said(reihe: Reihe) -> Gesagt:
    """Return how much was said in this Reihe, and about what."""
    themen = _themen(reihe)
    return Gesagt(
        beitraege=Beitrag.objects.public().contributed().filter(reihe=reihe).count(),
        themen=list(themen[:GENANNT]),
        weitere=max(0, themen.count() - GENANNT),
    )


def _themen(reihe: Reihe) -> QuerySet[Thema]:
    dots = Punktstand.objects.filter(thema=OuterRef("pk")).order_by().values("thema").annotate(summe=Sum("punkte"))
    public = Q(beitraege__status=Beitrag.Status.VEROEFFENTLICHT)
    return (
        reihe.themen.filter(zusammengefuehrt=False)
        .select_related("reihe")
        .annotate(
            karten=Count("beitraege", filter=public, distinct=True),
            punkte=Coalesce(Subquery(dots.values("summe"), output_field=IntegerField()), Value(0)),
        )
        .order_by("-karten", "-punkte", "titel", "pk")
    )


def answers(reihe: Reihe) -> list[Antwort]:
    """Return how the public contributions of this Reihe were answered, in the order of the words, open ones last."""
    counted = (
        Beitrag.objects.public()
        .contributed()
        .filter(reihe=reihe)
        .order_by()
        .values_list("verbleib")
        .annotate(Count("pk"))
    )
    found = dict(counted)
    total = sum(found.values())
    words = [*Verbleib.choices, ("", OFFEN)]
    return [
        Antwort(str(wort), found[code], round(100 * found[code] / total)) for code, wort in words if found.get(code)
    ]


def done(themen: list[Thema]) -> list[Schritt]:
    """Return what later stages made of these Themen."""
    return beitragsweg.later_stages(themen)
