from collections.abc import Iterator

from django.db.models import F

from bildungskommune.aufbewahrung import JAHR, Frist, fristen
from bildungskommune.buero.models import Loeschauftrag


@fristen.register
def orders() -> Iterator[Frist]:
    yield Frist(
        modell=Loeschauftrag,
        felder=("email", "kennzeichen", "status_grund"),
        was="Löschaufträge",
        daten="Anträge auf Löschung: die E-Mail-Adresse, bis darüber entschieden ist; danach nur ein Kennzeichen",
        wozu="um nachzuweisen, dass gelöscht wurde",
        dauer=3 * JAHR,
        worte="drei Jahre",
        ab="nach der Entscheidung",
        zeilen=lambda: Loeschauftrag.objects.annotate(ab=F("status_seit")),
        liste="v-loeschauftrag-list",
    )
