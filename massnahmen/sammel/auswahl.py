"""Which measures are changed together: those that were ticked in the list, or all that its filter finds."""

from dataclasses import dataclass

from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank import auswahl
from massnahmen import access
from massnahmen.listen import ArbeitFilter, with_newest_report
from massnahmen.models import Massnahme

HOECHSTENS = 500
"""So many measures are changed at once."""


@dataclass(frozen=True)
class Gewaehlt:
    """The measures, and the address of the list that they were chosen in."""

    massnahmen: list[Massnahme]
    liste: str


def chosen(request: Request) -> Gewaehlt:
    """Return what ?m=… names, or with ?alle=1 what its filter finds; at most one more than may be."""
    query = auswahl.kept_again(ArbeitFilter, request.GET.get("filter", ""))
    rows = access.in_hand(request.user)
    found = auswahl.chosen(ArbeitFilter, request, rows, query, name="m", most=HOECHSTENS)
    loaded = with_newest_report(found).prefetch_related("schwerpunkte").order_by("position", "pk")
    return Gewaehlt(list(loaded[: HOECHSTENS + 1]), reverse("v-massnahme-list") + (f"?{query}" if query else ""))
