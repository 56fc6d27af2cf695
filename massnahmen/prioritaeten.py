"""The priorities of measures: by which scale, what holds since when, and what a new scale does to them."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import lock
from konzept.skala import STANDARD, Urheber, counted, in_force, renamed, set_down
from massnahmen.models import Massnahme, Massnahmenplan, Massnahmenpriorisierung


def prioritise(massnahme: Massnahme, prioritaet: str, ab: date, begruendung: str = "", *, by: By, **wer: str) -> None:
    """Add a line to the history, a second one for the same day replaces the first, and let the newest hold.

    An empty word: from that day it has none. `wer` are `durch` and `wer` of the Massnahmenpriorisierung: who set it.
    """
    with transaction.atomic():
        lock(massnahme)
        set_down(massnahme.priorisierungen, prioritaet, ab, begruendung, **wer)
        newest = massnahme.priorisierungen.order_by("-ab", "-pk").first()
        assert newest is not None
        massnahme.prioritaet = newest.prioritaet
        aendern.change(massnahme, ["prioritaet"], by=by, event="massnahme.priorisiert", prioritaet=prioritaet, ab=ab)


def priority_of(massnahme: Massnahme) -> Massnahmenpriorisierung | None:
    """Return the setting that holds, None where a word is older than settings; expects them prefetched."""
    return in_force(massnahme.priorisierungen.all())


def scales(massnahmen: Iterable[Massnahme]) -> dict[int, list[str]]:
    """Return the words for each measure by its key: those of the newest plan it stands in, else the usual ones."""
    keys = [one.pk for one in massnahmen]
    plans = Massnahmenplan.objects.filter(plaetze__massnahme__in=keys).order_by("created", "pk")
    found = dict(plans.values_list("plaetze__massnahme", "prioritaeten"))
    return {key: found.get(key, list(STANDARD)) for key in keys}


def scale_of(massnahme: Massnahme) -> list[str]:
    return scales([massnahme])[massnahme.pk]


def known_words() -> list[str]:
    """Return the words of all scales, those of the newest plan first, each once."""
    words = [wort for scale in Massnahmenplan.objects.values_list("prioritaeten", flat=True) for wort in scale]
    return list(dict.fromkeys([*words, *STANDARD]))


def in_use(plan: Massnahmenplan) -> dict[str, int]:
    """Return how many measures that go by the scale of this plan have which word, in the order of the scale."""
    rows = Massnahme.objects.scaled_by(plan).exclude(prioritaet="")
    return counted(rows.values_list("prioritaet", flat=True), plan.prioritaeten)


def change_scale(
    plan: Massnahmenplan, felder: Collection[str], *, version: int | None, wohin: Mapping[str, str], by: By
) -> None:
    """Write the new scale, and give each measure that goes by it the word that `wohin` names for its old one.

    What was set stays as it was set; the new word stands beside it with the reason. Raises aendern.Outdated.
    """
    today = timezone.localdate()
    with transaction.atomic():
        aendern.change(plan, felder, version=version, by=by)
        for massnahme in Massnahme.objects.scaled_by(plan).filter(prioritaet__in=list(wohin)).order_by("pk"):
            alt = massnahme.prioritaet
            prioritise(massnahme, wohin[alt], today, renamed(alt, wohin[alt]), durch=Urheber.STABSSTELLE, by=by)
