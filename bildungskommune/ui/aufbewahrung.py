from collections.abc import Iterator

from django.db.models import F

from bildungskommune.aufbewahrung import Frist, fristen
from bildungskommune.ui.models import HALTBAR, Absendung


@fristen.register
def sent_forms() -> Iterator[Frist]:
    yield Frist(
        modell=Absendung,
        felder=("ziel",),
        was="Absendungen",
        daten="ein Zeichen für jedes abgeschickte Formular, ohne seinen Inhalt",
        wozu="damit zweimal Drücken nicht zweimal zählt",
        dauer=HALTBAR,
        worte="zwei Tage",
        ab="nach dem Abschicken",
        zeilen=lambda: Absendung.objects.annotate(ab=F("created")),
    )
