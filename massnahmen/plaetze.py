"""The places of measures in a plan: who stands where, under which number."""

from collections.abc import Collection, Iterable, Mapping

from django.db import models, transaction
from django.db.models import Q

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import lock, next_position, rearrange
from konzept.bezeichnungen import PLAN, Bezeichnungen, Zaehlung, read
from konzept.nummern import Umnummerierung, different, following, number
from massnahmen.models import Massnahme, Massnahmenplan, Planplatz


class OrderChanged(Exception):
    """Somebody else has ordered the plan since the page was opened."""

    def __init__(self) -> None:
        super().__init__(
            "Jemand anderes hat die Reihenfolge inzwischen geändert. Bitte sehen Sie nach, wo die Maßnahme nun steht."
        )


def choose(plan: Massnahmenplan, massnahmen: Iterable[Massnahme]) -> None:
    """Let the plan have just these measures: who is new comes last, who stays keeps place and number."""
    with transaction.atomic():
        lock(plan)
        wanted = list(massnahmen)
        plan.plaetze.exclude(massnahme__in=wanted).delete()
        there = set(plan.plaetze.values_list("massnahme_id", flat=True))
        new = [one for one in wanted if one.pk not in there]
        first = next_position(plan.plaetze.all())
        rows = [Planplatz(plan=plan, massnahme=one, position=place) for place, one in enumerate(new, start=first)]
        _number(plan, rows)
        Planplatz.objects.bulk_create(rows)


def _number(plan: Massnahmenplan, new: Iterable[Planplatz]) -> None:
    """Give new places the next numbers, where the plan counts by a pattern."""
    ebene = plan.worte["massnahme"]
    if ebene.zaehlung == Zaehlung.HAND:
        return
    there = [one.nummer for one in plan.plaetze.select_related("massnahme")]
    taken = set(there)
    for count, platz in enumerate(new, start=len(there)):
        platz.nr = following(ebene, count, taken)
        taken.add(platz.nr)


def words_of(massnahme: Massnahme) -> Bezeichnungen:
    """Return what its plans call a measure; where they differ, or where it is in none, the words of the portal."""
    found = list(Massnahmenplan.objects.filter(plaetze__massnahme=massnahme).values_list("bezeichnungen", flat=True))
    return read(found[0] if found and all(one == found[0] for one in found) else {}, PLAN)


def named(massnahme: Massnahme) -> Massnahme:
    """Return the measure as it is shown alone: called as its plans call it."""
    massnahme.worte = words_of(massnahme)
    return massnahme


def changes(plan: Massnahmenplan, worte: Bezeichnungen) -> list[Umnummerierung]:
    """Return which places would get another number, in their order; nothing where numbers are given by hand."""
    ebene = worte["massnahme"]
    if ebene.zaehlung == Zaehlung.HAND:
        return []
    rows = plan.plaetze.select_related("massnahme", "plan").order_by("position", "pk")
    return different(
        Umnummerierung(platz, platz.massnahme.titel, platz.nummer, number(ebene, place))
        for place, platz in enumerate(rows, start=1)
    )


def change_names(
    plan: Massnahmenplan, felder: Collection[str], *, version: int | None, neu_nummerieren: bool, by: By
) -> None:
    """Write the Bezeichnungen of a plan, and number its places anew where that is asked for.

    The number that a measure has outside of the plan stays. Raises aendern.Outdated.
    """
    with transaction.atomic():
        lock(plan)
        aendern.change(plan, felder, version=version, by=by)
        for one in changes(plan, plan.worte) if neu_nummerieren else ():
            one.ding.nr = one.neu
            change(one.ding, ["nr"], by=by)


def take_along(plan: Massnahmenplan, neu: Massnahmenplan) -> None:
    """Give the next plan the measures of this one in their order and with their numbers, without those dropped."""
    staying = plan.plaetze.exclude(massnahme__status=Massnahme.Status.VERWORFEN)
    Planplatz.objects.bulk_create(
        Planplatz(plan=neu, massnahme_id=one.massnahme_id, nr=one.nr, position=place)
        for place, one in enumerate(staying, start=1)
    )


def change(platz: Planplatz, fields: Collection[str], *, version: int | None = None, by: By) -> None:
    """Write the number of a measure in its plan, with a note in the trail of the plan. Raises Outdated."""
    aendern.change(
        platz,
        fields,
        version=version,
        by=by,
        event="massnahmenplan.nummer",
        about=platz.plan,
        massnahme=platz.massnahme.kennung,
    )


def move(platz: Planplatz, wish: Mapping[str, str], *, by: By) -> None:
    """Move a measure in its plan as a form asks. Raises OrderChanged when it stands no longer where the form said."""
    with transaction.atomic():
        lock(platz.plan)
        platz.refresh_from_db(fields=["position"])
        if wish.get("platz", "") not in {"", str(before(platz) + 1)}:
            raise OrderChanged
        rearrange(platz, row(platz), wish, by=by, about=platz.plan)


def before(platz: Planplatz) -> int:
    """Return how many stand before it in its plan."""
    ahead = Q(position__lt=platz.position) | Q(position=platz.position, pk__lt=platz.pk)
    return row(platz).filter(ahead).count()


def row(platz: Planplatz) -> models.QuerySet[Planplatz]:
    """The places among which this one stands."""
    return Planplatz.objects.filter(plan_id=platz.plan_id)
