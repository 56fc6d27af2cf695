from collections.abc import Iterator

from django.db.models import DateTimeField, QuerySet
from django.db.models.functions import Cast

from bildungskommune.aufbewahrung import JAHR, Frist, Sache, delete, fristen
from bildungskommune.seiten.models import Barrieremeldung, Kommune
from bildungskommune.spuren import Gesucht


def forget_reports(rows: QuerySet[Barrieremeldung]) -> int:
    """Delete what was answered; of what was not, only who said it: the barrier must still go. Returns how many."""
    waiting = list(rows.filter(beantwortet_am=None))
    answered = delete(rows.exclude(beantwortet_am=None))
    for meldung in waiting:
        sought = Gesucht(meldung.email, tuple(word for word in (meldung.name, *meldung.name.split()) if word))
        meldung.beschreibung = sought.blot_out(meldung.beschreibung)
        meldung.name = meldung.email = ""
        meldung.save(update_fields=["name", "email", "beschreibung"])
    return answered + len(waiting)


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
        nennt=("name",),
        auf_antrag=forget_reports,
        bleibt="die Schilderung ohne Namen, bis darauf geantwortet ist (Richtlinie (EU) 2016/2102, Art. 7 Abs. 1)",
    )
    yield Sache(Kommune, ("name", "email", "telefon", "strasse"), "Anschrift der Verwaltung")
