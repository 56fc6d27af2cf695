from collections.abc import Iterator

from django.db.models import DateTimeField, F, QuerySet
from django.db.models.functions import Cast

from bildungskommune.aufbewahrung import JAHR, Frist, Sache, fristen
from massnahmen.models import Erinnerung, Handlungsschritt


def _reminded() -> QuerySet[Erinnerung]:
    return Erinnerung.objects.annotate(ab=Cast(F("erinnert_am"), DateTimeField()))


@fristen.register
def reminders() -> Iterator[Frist]:
    yield Frist(
        modell=Erinnerung,
        felder=("konto",),
        was="Erinnerungen an Maßnahmen",
        daten="welches Konto wann an welchen Termin einer Maßnahme erinnert wurde",
        wozu="damit niemand zweimal an dasselbe erinnert wird und die Stabsstelle sieht, wer Bescheid weiß",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach der E-Mail",
        zeilen=_reminded,
        adresse=("konto__email",),
    )


@fristen.register
def steps() -> Iterator[Sache]:
    yield Sache(Handlungsschritt, ("zustaendig",), "nennt Stellen und Einrichtungen")
