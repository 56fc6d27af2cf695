"""What waits: Handlungsfelder that do not say where they come from."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, Q
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben
from konzept.models import Konzept


@aufgaben.register
def tasks(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    """Ask the office where Handlungsfelder come from that name nothing, one line a Konzept."""
    if not is_stabsstelle(user):
        return
    without = Q(handlungsfelder__isnull=False, handlungsfelder__ableitungen__isnull=True)
    rows = Konzept.objects.order_by("pk").annotate(offen=Count("handlungsfelder", filter=without, distinct=True))
    for konzept in rows.filter(offen__gt=0):
        feld = konzept.worte["handlungsfeld"]
        yield Aufgabe(
            anzahl=konzept.offen,
            titel=f"{feld.einzahl if konzept.offen == 1 else feld.mehrzahl} ohne Herkunft",
            satz=f"{konzept.titel}: Leitsatz oder Thema eintragen, aus dem es folgt.",
            url=reverse("v-konzept", args=(konzept.pk,)),
        )
