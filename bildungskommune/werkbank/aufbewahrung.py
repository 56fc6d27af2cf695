from collections.abc import Iterator

from django.db.models import F

from bildungskommune.aufbewahrung import JAHR, Frist, fristen
from bildungskommune.werkbank.models import AUFBEWAHRUNG, Entwurf, Geloescht, Notiz


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


@fristen.register
def drafts() -> Iterator[Frist]:
    yield Frist(
        modell=Entwurf,
        felder=("konto", "eingaben"),
        was="persönliche Entwürfe",
        daten="was jemand in der Verwaltung geschrieben und noch nicht gespeichert hat",
        wozu="damit nach einem Absturz nichts verloren ist",
        dauer=AUFBEWAHRUNG,
        worte="30 Tage",
        ab="nach der letzten Änderung",
        zeilen=lambda: Entwurf.objects.annotate(ab=F("geschrieben")),
    )


@fristen.register
def notes() -> Iterator[Frist]:
    yield Frist(
        modell=Notiz,
        felder=("von", "erledigt_von", "text", "objekt_name"),
        was="Notizen der Verwaltung an Texten",
        daten="was jemand in der Verwaltung zu einem Text notiert hat, und wer es erledigt hat",
        wozu="um gemeinsam an einem Text zu arbeiten",
        dauer=JAHR,
        worte="ein Jahr",
        ab="nach dem Erledigen",
        zeilen=lambda: Notiz.objects.exclude(erledigt_am=None).annotate(ab=F("erledigt_am")),
    )
