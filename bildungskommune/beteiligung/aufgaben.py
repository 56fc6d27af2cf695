"""What waits for the office in the rounds."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer, is_leitung, is_stabsstelle
from bildungskommune.beteiligung.models import Beteiligungsrunde, Stellungnahme
from bildungskommune.ui.zeiten import datum
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben


@aufgaben.register
def waiting(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if is_stabsstelle(user):
        yield _to_review()
        yield _to_close(now)
    if is_leitung(user):
        yield _to_release()


def _to_review() -> Aufgabe:
    """Comments that the public reads once they are released."""
    waiting = Stellungnahme.objects.received().filter(
        runde__sichtbar=Beteiligungsrunde.Sichtbar.GEPRUEFT, freigegeben_am=None, verborgen_weil=""
    )
    oldest = waiting.select_related("runde").order_by("eingegangen_am").first()
    satz = f"{oldest.runde}: Sie stehen erst öffentlich, wenn Sie sie freigeben." if oldest else ""
    url = f"{reverse('v-runde', args=(oldest.runde_id,))}?sichtbar=offen" if oldest else ""
    frist = f"seit {datum(timezone.localdate(oldest.eingegangen_am))}" if oldest else ""
    return Aufgabe(waiting.count(), "Stellungnahmen durchsehen", satz, url, frist)


def _to_close(now: datetime) -> Aufgabe:
    over = Beteiligungsrunde.objects.filter(
        status=Beteiligungsrunde.Status.EROEFFNET, bis__lt=timezone.localdate(now)
    ).order_by("bis")
    oldest = over.first()
    url = reverse("v-runde", args=(oldest.pk,)) if oldest else ""
    satz = f"{oldest}: Die Frist ist abgelaufen." if oldest else ""
    return Aufgabe(over.count(), "Beteiligung abschließen", satz, url, f"seit {datum(oldest.bis)}" if oldest else "")


def _to_release() -> Aufgabe:
    """Weighings that are done and wait for the Leitung."""
    done = Beteiligungsrunde.objects.filter(
        status=Beteiligungsrunde.Status.ABGESCHLOSSEN, mit_leitung=True, leitung_bestaetigt_am=None
    ).without_open_points()
    oldest = done.order_by("bis").first()
    url = reverse("v-punkt-list", args=(oldest.pk,)) if oldest else ""
    satz = f"{oldest}: Alle Punkte sind entschieden. Geantwortet wird erst, wenn Sie bestätigen." if oldest else ""
    return Aufgabe(done.count(), "Abwägung bestätigen", satz, url)
