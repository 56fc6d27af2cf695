from collections.abc import Iterator
from datetime import timedelta

from django.db.models import F, QuerySet

from bildungskommune import aufbewahrung
from bildungskommune.ablage import delete_after_commit
from bildungskommune.aufbewahrung import Frist, fristen
from bildungskommune.drucksachen.models import Drucksache

FRIST = timedelta(days=1)


def delete(rows: QuerySet[Drucksache]) -> int:
    """Delete prints with their files; returns how many."""
    for drucksache in rows.exclude(pdf="").only("pdf"):
        delete_after_commit(str(drucksache.pdf.name))
    return aufbewahrung.delete(rows)


@fristen.register
def prints() -> Iterator[Frist]:
    yield Frist(
        modell=Drucksache,
        felder=("titel", "inhalt"),
        was="Drucksachen",
        daten="was auf Listen und Bescheinigungen steht, die jemand drucken ließ: Namen und Einrichtungen",
        wozu="damit der Druck nicht verloren geht und zweimal Laden nur einmal Setzen heißt",
        dauer=FRIST,
        worte="einen Tag",
        ab="nach dem Druck",
        zeilen=lambda: Drucksache.objects.annotate(ab=F("created")),
        tun=delete,
    )
