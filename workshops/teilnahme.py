"""Which institutions were at workshops, as far as they may be named."""

from collections import defaultdict
from collections.abc import Iterable

from bildungskommune.akteure.models import Institution
from workshops.models import Anmeldung
from workshops.models.enums import EXPECTED, AnmeldungStatus

CAME = AnmeldungStatus.TEILGENOMMEN


def houses(workshops: Iterable[int]) -> dict[int, set[int]]:
    """Return the keys of the public institutions that were at each of these workshops, by the key of the workshop.

    Where no attendance list was kept, those who had a seat. Two queries.
    """
    rows = Anmeldung.objects.filter(workshop__in=workshops, status__in={CAME, *EXPECTED})
    came, seated = defaultdict[int, set[int | None]](set), defaultdict[int, set[int | None]](set)
    for workshop, institution, status in rows.values_list("workshop", "institution", "status"):
        (came if status == CAME else seated)[workshop].add(institution)
    there = {**seated, **came}
    named = Institution.objects.public().filter(pk__in={pk for keys in there.values() for pk in keys if pk})
    public = set(named.values_list("pk", flat=True))
    return {workshop: {pk for pk in keys if pk in public} for workshop, keys in there.items()}
