"""What waits for the office: differences to the council information system, and what could not be read."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.oparl.models import Quelle, Vorschlag
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben


@aufgaben.register
def waiting(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    if is_stabsstelle(user):
        yield _differences()
        yield _failures()


def _way(pks: list[int]) -> str:
    """Return the page of the one that is meant, else the list."""
    return reverse("v-oparl", args=pks) if len(pks) == 1 else reverse("v-oparl-list")


def _differences() -> Aufgabe:
    rows = Vorschlag.objects.filter(verworfen=False)
    anzahl = rows.count()
    titel = "Unterschied zum Ratsinformationssystem" if anzahl == 1 else "Unterschiede zum Ratsinformationssystem"
    oldest = rows.first()
    pks = list(rows.order_by("quelle").values_list("quelle", flat=True).distinct()[:2])
    return Aufgabe(anzahl, titel, oldest.titel if oldest else "", _way(pks))


def _failures() -> Aufgabe:
    failed = Quelle.objects.filter(status=Quelle.Status.GESCHEITERT)
    newest = failed.first()
    pks = list(failed.values_list("pk", flat=True)[:2])
    return Aufgabe(failed.count(), "Ratsinformationssystem nicht gelesen", newest.fehler if newest else "", _way(pks))
