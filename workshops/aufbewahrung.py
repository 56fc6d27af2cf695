"""What is kept of those who take part, and for how long."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import CharField, DateTimeField, Exists, F, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce, Greatest

from bildungskommune.akteure.models import Person, Zugehoerigkeit
from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import JAHR, Frist, Sache, Teil, fristen
from workshops.anmeldung.aufbewahrung import GELOESCHT, UNTERSTUETZUNG_FRIST, anonymise_registrations
from workshops.beitraege.aufbewahrung import anonymise_authors, forget_authors
from workshops.einladungen.aufbewahrung import forget_addressees
from workshops.fotos import bestand
from workshops.fotos.bestand import BILDER_FRIST
from workshops.models import (
    Anmeldung,
    Auszaehlung,
    Beitrag,
    Fotobild,
    Nachrichtenwunsch,
    Ort,
    Projektskizze,
    Sendungszeile,
    Stimmzettel,
    Unterstuetzung,
    Verteilereintrag,
    Wandschritt,
    Workshopfoto,
    Zugang,
)
from workshops.models.bestaetigung import BESTAETIGEN
from workshops.models.enums import ReihenStatus
from workshops.models.wand import SCHRITTE_FRIST

STIMMZETTEL_FRIST = timedelta(days=14)


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
def addressees() -> Iterator[Frist]:
    yield Frist(
        modell=Sendungszeile,
        felder=("an", "name", "mail", "eintrag", "fehler"),
        was="Empfänger von Einladungen und Rundschreiben",
        daten="an wen eine Einladung oder ein Rundschreiben ging: Name und E-Mail-Adresse",
        wozu="um zu sehen, wer die E-Mail bekommen hat, und niemanden zweimal anzuschreiben",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach dem Versand",
        zeilen=lambda: Sendungszeile.objects.exclude(an="", name="", fehler="").annotate(ab=F("sendung__created")),
        tun=forget_addressees,
        danach="anonymisiert",
        rest="Es bleibt, ob die E-Mail ankam.",
        liste="v-workshop-list",
        adresse=("an",),
        nennt=("name",),
        bleibt="ob eine E-Mail ankam; das nennt niemanden (Erwägungsgrund 26 DSGVO)",
    )


@fristen.register
def subscribers() -> Iterator[Frist]:
    yield Frist(
        modell=Verteilereintrag,
        felder=("email", "hash", "einwilligung_text"),
        was="Einträge im Verteiler",
        daten="Rundbrief: E-Mail-Adresse, wann und mit welchem Text Sie eingewilligt haben",
        wozu="um Ihnen den Rundbrief zu schicken und die Einwilligung nachzuweisen, bis Sie ihn abbestellen",
        dauer=BESTAETIGEN,
        worte="zwei Tage",
        ab="nach der Anfrage, wenn niemand sie bestätigt",
        zeilen=lambda: Verteilereintrag.objects.waiting().annotate(ab=F("angefragt_am")),
        liste="v-verteiler-list",
        adresse=("email",),
    )


@fristen.register
def wishes_for_mail() -> Iterator[Frist]:
    felder = ("email", "hash", "einwilligung_text")
    was = "Wünsche nach E-Mails zu einem Beitrag"
    yield Frist(
        modell=Nachrichtenwunsch,
        felder=felder,
        was=was,
        daten="E-Mails zu einem Beitrag: E-Mail-Adresse, wann und mit welchem Text Sie eingewilligt haben",
        wozu="um Ihnen zu schreiben, wenn es zu dem Beitrag Neues gibt, bis Sie das beenden",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach der letzten E-Mail, wenn die Reihe abgeschlossen ist",
        zeilen=_silent_wishes,
        adresse=("email",),
    )
    yield Frist(
        modell=Nachrichtenwunsch,
        felder=felder,
        was=f"unbestätigte {was}",
        daten="dasselbe ohne Bestätigung aus Ihrem Postfach",
        wozu="um auf Ihre Bestätigung zu warten",
        dauer=BESTAETIGEN,
        worte="zwei Tage",
        ab="nach der Anfrage, wenn niemand sie bestätigt",
        zeilen=lambda: Nachrichtenwunsch.objects.waiting().annotate(ab=F("angefragt_am")),
    )


def _silent_wishes() -> QuerySet[Nachrichtenwunsch]:
    closed = Nachrichtenwunsch.objects.confirmed().filter(beitrag__reihe__status=ReihenStatus.ABGESCHLOSSEN)
    return closed.annotate(ab=Greatest("beitrag__reihe__status_seit", "bestaetigt_am", "gemeldet_am"))


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
    yield Sache(Workshopfoto, ("nachweis",), "von wem das Foto ist; steht mit Einwilligung darunter")
    yield Sache(Projektskizze, ("verantwortliche", "verbuendete"), "nennt Einrichtungen und Stellen")


@fristen.register
def files_of_photos() -> Iterator[Frist]:
    yield Frist(
        modell=Fotobild,
        felder=("datei",),
        was="Fotos aus Workshops",
        daten="gelöschte Fotos aus Workshops, die keine Dokumentation zeigt",
        wozu="um ein Versehen rückgängig zu machen",
        dauer=BILDER_FRIST,
        worte="30 Tage",
        ab="nach dem Hochladen",
        zeilen=bestand.unused,
        liste="v-workshop-list",
    )


@fristen.register
def steps_at_the_wall() -> Iterator[Frist]:
    yield Frist(
        modell=Wandschritt,
        felder=("satz",),
        was="Schritte an der Kartenwand",
        daten="wer von der Verwaltung oder Moderation welche Karten bewegt hat",
        wozu="um ein Versehen rückgängig zu machen",
        dauer=SCHRITTE_FRIST,
        worte="30 Tage",
        ab="nach dem Schritt",
        zeilen=lambda: Wandschritt.objects.annotate(ab=F("created")),
        liste="v-workshop-list",
    )


@fristen.register
def ballots() -> Iterator[Frist | Sache]:
    yield Frist(
        modell=Stimmzettel,
        felder=("code",),
        was="Stimmzettel von Telefonen",
        daten="Stimmzettel aus dem Saal: ein Code und die Punkte, ohne Angaben dazu, wem er gehört",
        wozu="damit Sie Ihre Punkte ändern können, bis die Abstimmung endet, und damit wir auszählen können",
        dauer=STIMMZETTEL_FRIST,
        worte="14 Tage",
        ab="nach der Auszählung",
        zeilen=lambda: Stimmzettel.objects.annotate(
            ab=Coalesce(F("abfrage__auszaehlung__am"), F("abfrage__workshop__ende"))
        ),
        rest="Es bleiben die Summen.",
    )
    yield Sache(Auszaehlung, ("vertretung",), "zählt Stimmzettel je Thema, nennt niemanden")
