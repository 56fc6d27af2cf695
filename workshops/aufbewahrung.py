"""What is kept of those who take part, and for how long."""

from collections.abc import Iterator

from django.db.models import CharField, DateTimeField, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Greatest

from bildungskommune.akteure.models import Person, Zugehoerigkeit
from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import JAHR, Frist, Sache, Teil, fristen
from workshops.anmeldung.aufbewahrung import GELOESCHT, UNTERSTUETZUNG_FRIST, anonymise_registrations
from workshops.beitraege.aufbewahrung import anonymise_authors, forget_authors
from workshops.models import Anmeldung, Beitrag, Ort, Projektskizze, Unterstuetzung, Zugang
from workshops.models.enums import ReihenStatus


def _people() -> QuerySet[Person]:
    """Return whom no institution keeps, each with the end of the last thing we know of them."""
    hats = Zugehoerigkeit.objects.filter(person=OuterRef("pk"))
    last_hat = hats.order_by().values("person").annotate(last=Max("bis")).values("last")
    seats = Anmeldung.objects.filter(person=OuterRef("pk")).order_by().values("person")
    last_seat = seats.annotate(last=Max("workshop__ende")).values("last")
    noted = Eintrag.objects.filter(
        objekt_art=Person._meta.label_lower, objekt_id=Cast(OuterRef("pk"), CharField())
    ).order_by("-created")
    return Person.objects.exclude(Exists(hats.filter(bis=None))).annotate(
        ab=Greatest(
            Cast(Subquery(last_hat), DateTimeField()), Subquery(last_seat), Subquery(noted.values("created")[:1])
        )
    )


def _authors() -> QuerySet[Beitrag]:
    closed = Beitrag.objects.filter(reihe__status=ReihenStatus.ABGESCHLOSSEN)
    return closed.exclude(autor_name="", autor_email="").annotate(ab=F("reihe__status_seit"))


@fristen.register
def registrations() -> Iterator[Frist | Teil]:
    yield Frist(
        modell=Anmeldung,
        felder=("name", "email", "telefon", "einrichtung", "funktion", "person", "vertretung", "status_grund", "token"),
        was="Anmeldungen",
        daten="Anmeldungen: Name, E-Mail-Adresse, Telefon, Einrichtung, Wünsche, Einwilligung in Fotos",
        wozu="um den Platz zu vergeben, Sie zu erinnern und den Workshop vorzubereiten",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach dem Workshop",
        zeilen=lambda: Anmeldung.objects.exclude(name=GELOESCHT, email="").annotate(ab=F("workshop__ende")),
        tun=anonymise_registrations,
        danach="anonymisiert",
        rest="Es bleiben nur Zahlen.",
        liste="v-workshop-list",
        adresse=("email",),
        nennt=("name", "telefon"),
        bleibt="wie viele es waren, und ein Platz, der noch nicht abgesagt ist; beides nennt niemanden "
        "(Erwägungsgrund 26 DSGVO)",
    )
    yield Frist(
        modell=Unterstuetzung,
        felder=("bedarf",),
        was="Angaben zur Unterstützung",
        daten="Angaben zu Unterstützung, die Sie brauchen, mit Ihrer Einwilligung",
        wozu="damit Sie gut teilnehmen können",
        dauer=UNTERSTUETZUNG_FRIST,
        worte="eine Woche",
        ab="nach dem Workshop",
        zeilen=lambda: Unterstuetzung.objects.annotate(ab=F("anmeldung__workshop__ende")),
        liste="v-workshop-list",
        adresse=("anmeldung__email",),
    )
    yield Teil(Zugang, ("email", "hash"), Anmeldung, ("email", "anmeldung__email"))


@fristen.register
def people() -> Iterator[Frist]:
    yield Frist(
        modell=Person,
        felder=("name", "email", "telefon", "kennung"),
        was="Personen im Verzeichnis",
        daten="Verzeichnis der Beteiligten: Name, E-Mail-Adresse, Telefon, Einrichtung und Funktion",
        wozu="um Beteiligte einzuladen und anzusprechen",
        dauer=2 * JAHR,
        worte="zwei Jahre",
        ab="nach dem Ende der letzten Zugehörigkeit oder dem letzten Workshop",
        zeilen=_people,
        liste="v-person-list",
        adresse=("email",),
        nennt=("name", "telefon"),
    )


@fristen.register
def contributions() -> Iterator[Frist | Sache]:
    yield Frist(
        modell=Beitrag,
        felder=("autor_name", "autor_email", "namentlich"),
        was="Verfasserangaben",
        daten="auf Wunsch Name und E-Mail-Adresse bei Ihrem Beitrag",
        wozu="damit Sie erfahren, was aus Ihrem Beitrag wurde",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach dem Abschluss der Reihe",
        zeilen=_authors,
        tun=anonymise_authors,
        danach="gelöscht",
        rest="Der Beitrag bleibt ohne sie stehen, auch in veröffentlichten Fassungen.",
        liste="v-beitrag-list",
        adresse=("autor_email",),
        nennt=("autor_name",),
        auf_antrag=forget_authors,
        bleibt="der Text ohne Namen, als Teil des dokumentierten Verfahrens (Art. 17 Abs. 3 Buchst. d DSGVO)",
    )
    yield Sache(Ort, ("name", "strasse"), "Anschrift eines Veranstaltungsorts")
    yield Sache(Projektskizze, ("verantwortliche", "verbuendete"), "nennt Einrichtungen und Stellen")
