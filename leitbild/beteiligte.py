"""Which institutions took part in a Leitbild: at the workshops that it came from, and in the consultation."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db.models import Q
from django.utils import timezone

from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung.einrichtungen import took_part
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.nennung import Name
from leitbild.models import Abschnitt, Herleitung, Leitbild
from workshops.models import Workshop, Zuordnung
from workshops.models.enums import WorkshopStatus
from workshops.teilnahme import houses

WORKSHOP, STELLUNGNAHME = "Workshop", "Stellungnahme"
NAME_LAENGE = 300


def beteiligte(leitbild: Leitbild, abschnitte: Sequence[Abschnitt], key: str) -> list[dict[str, Any]]:
    """Return the institutions as plain data, by name: what they are, how they took part, and in which Abschnitte.

    An Abschnitt has those who were at the workshops of its cards, and those who commented on it. Their names stand in
    the table of names: who wants to be named no more goes from there.
    """
    sources = _workshops_of(abschnitte)
    there = houses(_public(leitbild, {pk for keys in sources.values() for pk in keys}))
    wobei, places = defaultdict[int, list[str]](list), defaultdict[int, set[str]](set)
    for institution in set().union(*there.values()):
        wobei[institution].append(WORKSHOP)
    for kennung, workshops in sources.items():
        for institution in set().union(*(there.get(pk, set()) for pk in workshops)):
            places[institution].add(kennung)
    for institution, parts in took_part(Fassung.objects.of(key, leitbild.pk)).items():
        wobei[institution].append(STELLUNGNAHME)
        places[institution] |= parts
    order = [one.kennung for one in abschnitte]
    rows = Institution.objects.filter(pk__in=wobei).select_related("gemeinde").order_by("name", "pk")
    return [
        {
            "name": Name(row.name[:NAME_LAENGE], "Einrichtung, die mitgewirkt hat", row),
            "typ": row.get_typ_display(),
            "gemeinde": str(row.gemeinde or ""),
            "wobei": wobei[row.pk],
            "abschnitte": [kennung for kennung in order if kennung in places[row.pk]],
        }
        for row in rows
    ]


def _workshops_of(abschnitte: Sequence[Abschnitt]) -> dict[str, set[int]]:
    """Return of each Abschnitt the workshops at which its sources were written, by its Kennung."""
    names = {one.pk: one.kennung for one in abschnitte}
    found = defaultdict[str, set[int]](set)
    direct = Herleitung.objects.filter(abschnitt__in=names)
    cards = Zuordnung.objects.filter(beitrag__workshop__isnull=False)
    for abschnitt, of_card, of_thema in direct.values_list("abschnitt", "beitrag__workshop", "thema__workshop"):
        found[names[abschnitt]] |= {pk for pk in (of_card, of_thema) if pk}
    of_themen = cards.filter(thema__herleitungen__in=direct).values_list("thema", "beitrag__workshop")
    by_thema = defaultdict[int, set[int]](set)
    for thema, workshop in of_themen:
        by_thema[thema].add(workshop)
    for abschnitt, thema in direct.filter(thema__in=by_thema).values_list("abschnitt", "thema"):
        found[names[abschnitt]] |= by_thema[thema]
    return found


def _public(leitbild: Leitbild, sources: set[int]) -> list[int]:
    """Return the workshops, over by now and known to everybody, of its series and of its sources."""
    wanted = Q(reihe__in=[one.pk for one in leitbild.reihen]) | Q(pk__in=sources)
    rows = Workshop.objects.public().filter(wanted, beginn__lt=timezone.now())
    return list(rows.exclude(status=WorkshopStatus.ABGESAGT).values_list("pk", flat=True))
