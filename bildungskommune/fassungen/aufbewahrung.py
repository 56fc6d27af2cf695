from collections.abc import Iterator

from django.db.models import F, QuerySet

from bildungskommune.accounts.models import FRIST
from bildungskommune.aufbewahrung import Frist, Sache, fristen
from bildungskommune.fassungen.models import Einfrierauftrag
from bildungskommune.fassungen.namensstelle import Namensstelle


def _over() -> QuerySet[Einfrierauftrag]:
    """Return the orders that nobody works on any more."""
    return Einfrierauftrag.objects.filter(finished__isnull=False).annotate(ab=F("finished"))


def _without_sender(rows: QuerySet[Einfrierauftrag]) -> int:
    """Take away who gave the orders; what is not frozen yet still will be. Returns how many."""
    return rows.update(konto=None)


@fristen.register
def ordered() -> Iterator[Frist]:
    yield Frist(
        modell=Einfrierauftrag,
        felder=("konto",),
        was="Aufträge zum Einfrieren",
        daten="wer ein langes Dokument einfrieren ließ, und wann",
        wozu="damit der Auftrag nicht verloren geht und ein Fehler zu klären ist",
        dauer=FRIST,
        worte="90 Tage",
        ab="nach dem Einfrieren",
        zeilen=_over,
        adresse=("konto__email",),
        auf_antrag=_without_sender,
    )


@fristen.register
def named() -> Iterator[Sache]:
    yield Sache(Namensstelle, ("name",), "steht in einer Fassung und geht mit seiner Quelle oder auf Wunsch")
