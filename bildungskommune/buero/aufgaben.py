"""What waits for the office: mails that nobody got, an erasure that a second person has to release."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle, may_read_all
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.post.models import Mail
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben

BALD = timedelta(days=7)


@aufgaben.register
def mails(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if not is_stabsstelle(user):
        return
    failed = Mail.objects.filter(status=Mail.Status.GESCHEITERT).count()
    satz = "Die Empfänger haben nichts bekommen. Bitte prüfen Sie die Adressen und senden Sie erneut."
    yield Aufgabe(failed, "E-Mails nicht zugestellt", satz, f"{reverse('v-post')}?stand=gescheitert", dringend=True)


@aufgaben.register
def erasures(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    """Tell everybody who may release an erasure, but for the one who asked for it."""
    if not may_read_all(user):
        return
    waiting = list(Loeschauftrag.objects.open().exclude(beantragt_von=user.pk).order_by("beantragt_am"))
    if not waiting:
        return
    titel = "Löschung freigeben" if len(waiting) == 1 else "Löschungen freigeben"
    satz = "Jemand will vergessen werden. Bitte prüfen Sie als zweite Person, was gelöscht wird."
    url = reverse("v-loeschauftrag", args=(waiting[0].pk,))
    if len(waiting) > 1:
        url = f"{reverse('v-loeschauftrag-list')}?stand=beantragt"
    bis = waiting[0].bis
    yield Aufgabe(len(waiting), titel, satz, url, f"bis {datum(bis)}", dringend=bis < now + BALD)
