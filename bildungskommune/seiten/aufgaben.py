"""What waits for the office: reports of barriers, which the law gives a month."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.seiten.models import Barrieremeldung
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben

BALD = timedelta(days=7)


@aufgaben.register
def barriers(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if not is_stabsstelle(user):
        return
    waiting = Barrieremeldung.objects.open().order_by("faellig_am")
    first = waiting.first()
    frist = f"bis {datum(first.faellig_am)}" if first else ""
    satz = "Das Gesetz gibt Ihnen für die Antwort einen Monat."
    late = first is not None and first.faellig_am - BALD < timezone.localdate(now)
    yield Aufgabe(
        waiting.count(), "Barrieremeldungen ohne Antwort", satz, reverse("v-barriere-list"), frist, dringend=late
    )
