from collections.abc import Iterator

from django.db.models import DateTimeField, Max, QuerySet
from django.db.models.functions import Cast, Coalesce

from bildungskommune.aufbewahrung import JAHR, Frist, Sache, fristen
from bildungskommune.oparl.models import Quelle, Zuordnung


def _over() -> QuerySet[Quelle]:
    """Return all with the day of the last Beratung; without one, the day on which the address was entered."""
    last = Cast(Max("vorlage__beratungen__datum"), DateTimeField())
    return Quelle.objects.annotate(ab=Coalesce(last, "created"))


@fristen.register
def read() -> Iterator[Frist]:
    yield Frist(
        modell=Quelle,
        felder=("stand",),
        was="Abgleiche mit dem Ratsinformationssystem",
        daten="was das Ratsinformationssystem zu einer Vorlage veröffentlicht, auch Namen in Beschlüssen",
        wozu="damit die Stabsstelle sieht, was sich dort geändert hat",
        dauer=2 * JAHR,
        worte="zwei Jahre",
        ab="nach der letzten Beratung der Vorlage",
        zeilen=_over,
        rest="die Vorlage mit ihren Beratungen",
    )


@fristen.register
def of_bodies() -> Iterator[Sache]:
    yield Sache(Quelle, ("adresse",), "die Adresse einer Vorlage im Ratsinformationssystem")
    yield Sache(Zuordnung, ("name",), "wie ein Gremium im Ratsinformationssystem heißt")
