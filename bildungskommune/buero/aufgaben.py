"""What waits for the office: mails that nobody got."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.post.models import Mail
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben


@aufgaben.register
def mails(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if not is_stabsstelle(user):
        return
    failed = Mail.objects.filter(status=Mail.Status.GESCHEITERT).count()
    satz = "Die Empfänger haben nichts bekommen. Bitte prüfen Sie die Adressen und senden Sie erneut."
    yield Aufgabe(failed, "E-Mails nicht zugestellt", satz, f"{reverse('v-post')}?stand=gescheitert", dringend=True)
