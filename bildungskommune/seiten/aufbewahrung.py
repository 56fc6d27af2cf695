from collections.abc import Iterator

from django.db.models import DateTimeField
from django.db.models.functions import Cast

from bildungskommune.aufbewahrung import JAHR, Frist, Sache, fristen
from bildungskommune.seiten.models import Barrieremeldung, Kommune


@fristen.register
def kept() -> Iterator[Frist | Sache]:
    yield Frist(
        modell=Barrieremeldung,
        felder=("name", "email", "beschreibung", "antwort"),
        was="Barrieremeldungen",
        daten="Meldungen von Barrieren: Schilderung, auf Wunsch Name und E-Mail-Adresse",
        wozu="um die Barriere zu beseitigen und zu antworten",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach der Antwort",
        zeilen=lambda: Barrieremeldung.objects.filter(beantwortet_am__isnull=False).annotate(
            ab=Cast("beantwortet_am", DateTimeField())
        ),
        liste="v-barriere-list",
        adresse=("email",),
    )
    yield Sache(Kommune, ("name", "email", "telefon", "strasse"), "Anschrift der Verwaltung")
