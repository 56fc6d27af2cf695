"""What waits at the desk: notes of colleagues that nobody has settled."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben
from bildungskommune.werkbank.notiz import Notiz


@aufgaben.register
def tasks(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    """Tell the office and the Leitung of open notes of others."""
    if not may_read_all(user):
        return
    anzahl = Notiz.objects.open().exclude(von_id=user.pk).count()
    if anzahl:
        yield Aufgabe(
            anzahl=anzahl,
            titel="offene Notiz" if anzahl == 1 else "offene Notizen",
            satz="Kolleginnen und Kollegen haben etwas zu einem Text notiert.",
            url=reverse("v-notiz-list"),
        )
