"""What can be said of a stage before anything of it is published."""

from dataclasses import dataclass

from django.utils import timezone

from bildungskommune.beteiligung.models import Beratung


@dataclass(frozen=True)
class Ausblick:
    """Whether somebody writes already, and the next talk of a committee about it."""

    gegenstand: str
    """What is written, as a sentence needs it: "das Leitbild"."""
    begonnen: bool
    beratung: Beratung | None


def ausblick(key: str, gegenstand: str, *, begonnen: bool) -> Ausblick:
    """Return what is to come of a stage, with the next Beratung that has no result yet."""
    coming = (
        Beratung.objects.public()
        .select_related("gremium")
        .filter(vorlage__fassungen__definition=key, datum__gte=timezone.localdate(), ergebnis="")
    )
    return Ausblick(gegenstand, begonnen, coming.order_by("datum").first())
