"""Name and count the levels of a Konzept: what is in the way, how it will look, and number it anew."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Count, QuerySet

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import lock
from konzept.bezeichnungen import Bezeichnungen, Ebene, Folge, Zaehlung
from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel
from konzept.nummern import Umnummerierung, bare, different, following, number

Teil = Handlungsfeld | Ziel | Strategie
PARTS = {"ziel": "ziele", "strategie": "strategien"}
"""Where a Handlungsfeld has its parts of a level."""


def in_use(konzept: Konzept) -> dict[str, int]:
    """Return how many things stand on each level that may be given up."""
    counts = {art: Count(f"handlungsfelder__{name}", distinct=True) for art, name in PARTS.items()}
    return Konzept.objects.filter(pk=konzept.pk).aggregate(**counts)


def changes(konzept: Konzept, worte: Bezeichnungen) -> list[Umnummerierung]:
    """Return what would be numbered anew; a level that is numbered by hand stays. A constant number of statements."""
    return different(_numbered(konzept, worte, dict.fromkeys(worte, 0)))


def _numbered(konzept: Konzept, worte: Bezeichnungen, counter: dict[str, int]) -> Iterator[Umnummerierung]:
    own = konzept.handlungsfelder.order_by("position", "pk").select_related("konzept")
    for feld in own.prefetch_related(*(f"{name}__handlungsfeld__konzept" for name in PARTS.values())):
        nr = feld.nr
        if worte["handlungsfeld"].zaehlung != Zaehlung.HAND:
            counter["handlungsfeld"] += 1
            nr = number(worte["handlungsfeld"], counter["handlungsfeld"])
            yield Umnummerierung(feld, feld.titel, feld.nr, nr)
        above = bare(worte["handlungsfeld"], nr)
        for art, name in PARTS.items():
            yield from _row(worte[art], list(getattr(feld, name).all()), above, counter, art)


def _row(
    ebene: Ebene, parts: Sequence[Teil], above: str, counter: dict[str, int], art: str
) -> Iterator[Umnummerierung]:
    """Number the parts of one Handlungsfeld; only what runs through the document goes on from the last one."""
    if ebene.zaehlung == Zaehlung.HAND:
        return
    if ebene.folge != Folge.DURCH:
        counter[art] = 0
    for part in parts:
        counter[art] += 1
        yield Umnummerierung(part, part.titel, part.nr, number(ebene, counter[art], above))


def change_names(
    konzept: Konzept, felder: Collection[str], *, version: int | None, neu_nummerieren: bool, by: By
) -> None:
    """Write the Bezeichnungen, and number all parts anew where that is asked for: each keeps its history.

    Raises aendern.Outdated.
    """
    with transaction.atomic():
        lock(konzept)
        aendern.change(konzept, felder, version=version, by=by)
        for one in changes(konzept, konzept.worte) if neu_nummerieren else ():
            one.ding.nr = one.neu
            aendern.change(one.ding, ["nr"], by=by)


def next_number(konzept: Konzept, art: str, feld: Handlungsfeld | None = None) -> str:
    """Return the number that a new part gets, below a Handlungsfeld unless it is one; empty where it is typed."""
    worte = konzept.worte
    ebene = worte[art]
    if feld is None:
        taken = list(konzept.handlungsfelder.values_list("nr", flat=True))
        return following(ebene, len(taken), taken)
    rows: QuerySet[Any] = (Ziel if art == "ziel" else Strategie)._default_manager.all()
    rows = rows.filter(handlungsfeld__konzept=konzept)
    if ebene.folge != Folge.DURCH:
        rows = rows.filter(handlungsfeld=feld)
    taken = list(rows.values_list("nr", flat=True))
    return following(ebene, len(taken), taken, bare(worte["handlungsfeld"], feld.nr))
