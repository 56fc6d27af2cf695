"""What waits for the office: the emblem that must stand beside the Förderhinweis."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.foerderung import stand
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben


@aufgaben.register
def emblem(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if not is_stabsstelle(user):
        return
    missing = stand.on(timezone.localdate(now)).lacks_emblem
    satz = "Neben dem Förderhinweis muss das Emblem der Europäischen Union stehen, auf jeder Seite und jedem Druck."
    yield Aufgabe(int(missing), "Zeichen des Fördergebers fehlt", satz, reverse("v-foerderzeichen-list"), dringend=True)
