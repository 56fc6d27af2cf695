"""What the page about a workshop's documentation shows before anything is frozen."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bildungskommune.fassungen.models import Fassung
from workshops.dokumentation.snapshot import KEY
from workshops.models import Beitrag, Workshop

SKIZZEN = 100
S = Beitrag.Status


@dataclass(frozen=True)
class Vorrat:
    """How many contributions would stand in a documentation frozen now, and how many would not."""

    oeffentlich: int
    geprueft: int
    eingereicht: int
    nicht_oeffentlich: int


def counts(workshop: Workshop) -> Vorrat:
    return Vorrat(
        **workshop.beitraege.aggregate(
            oeffentlich=Count("pk", filter=Q(status=S.VEROEFFENTLICHT)),
            geprueft=Count("pk", filter=Q(status=S.GEPRUEFT)),
            eingereicht=Count("pk", filter=Q(status=S.EINGEREICHT)),
            nicht_oeffentlich=Count("pk", filter=Q(status=S.NICHT_OEFFENTLICH)),
        )
    )


def fassungen(workshop: Workshop) -> QuerySet[Fassung]:
    """Return the Fassungen of this documentation, the newest first, with the state of their print."""
    return Fassung.objects.of(KEY, workshop.pk).without_snapshot().select_related("auftrag").order_by("-nummer")
