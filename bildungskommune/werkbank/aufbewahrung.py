from collections.abc import Iterator

from django.db.models import F

from bildungskommune.aufbewahrung import Frist, fristen
from bildungskommune.werkbank.models import AUFBEWAHRUNG, Geloescht


@fristen.register
def bin_of_the_desk() -> Iterator[Frist]:
    yield Frist(
        modell=Geloescht,
        felder=("objekt_name", "zeilen"),
        was="Dinge im Papierkorb",
        daten="was die Verwaltung gelöscht hat, mit seinem Inhalt",
        wozu="um ein Versehen rückgängig zu machen",
        dauer=AUFBEWAHRUNG,
        worte="30 Tage",
        ab="nach dem Löschen",
        zeilen=lambda: Geloescht.objects.annotate(ab=F("created")),
        liste="v-papierkorb",
    )
