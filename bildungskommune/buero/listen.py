"""What the lists of the house show and can be filtered by: accounts, pages, reports of barriers, post."""

from django.db.models import QuerySet
from django.utils import timezone
from django_filters.filters import ChoiceFilter

from bildungskommune.accounts.models import Konto, Vertretung, Zutritt
from bildungskommune.buero.models import Loeschauftrag
from bildungskommune.post.models import Mail
from bildungskommune.seiten.models import Barrieremeldung, Seite
from bildungskommune.tabellen import Zelle, wann
from bildungskommune.ui.zeiten import iso
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort


def _ja(value: bool) -> Zelle:
    return "ja" if value else "nein"


class KontoFilter(Filter):
    q = Suchwort("Name oder E-Mail-Adresse", "name", "email")
    rolle = ChoiceFilter(label="Rolle", choices=Konto.Rolle.choices, empty_label="jede Rolle")


KONTEN: tuple[Spalte[Konto], ...] = (
    Spalte("Name", lambda konto: konto.name, ("name",), 36),
    Spalte("E-Mail-Adresse", lambda konto: konto.email, ("email",), 36),
    Spalte("Rolle", lambda konto: konto.get_rolle_display(), ("rolle",), 14),
    Spalte("Stelle", lambda konto: str(konto.stelle or ""), ("stelle__name",), 40),
    Spalte("Zuletzt da", lambda konto: wann(konto.last_login), ("-last_login",), 18),
    Spalte("Aktiv", lambda konto: _ja(konto.is_active), breite=8, nur_datei=True),
)


class ZutrittFilter(Filter):
    q = Suchwort("Name oder E-Mail-Adresse", "konto__name", "konto__email")
    art = ChoiceFilter(label="Wie", choices=Zutritt.Art.choices, empty_label="jeder Weg")
    ausgang = ChoiceFilter(
        label="Ausgang",
        method="in_ausgang",
        empty_label="jeder Ausgang",
        choices=[("gelungen", "gelungen"), ("abgewiesen", "abgewiesen"), *Zutritt.Grund.choices],
    )

    def in_ausgang(self, rows: QuerySet[Zutritt], name: str, ausgang: str) -> QuerySet[Zutritt]:
        if ausgang == "abgewiesen":
            return rows.exclude(grund="")
        return rows.filter(grund="" if ausgang == "gelungen" else ausgang)


ZUTRITTE: tuple[Spalte[Zutritt], ...] = (
    Spalte("Wann", lambda zutritt: wann(zutritt.wann), ("-wann",), 18),
    Spalte("Wer", lambda zutritt: str(zutritt.konto or ""), ("konto__name",), 36),
    Spalte("Wie", lambda zutritt: zutritt.get_art_display(), ("art",), 20),
    Spalte("Zweiter Faktor", lambda zutritt: _ja(zutritt.zweiter_faktor), breite=16, nur_datei=True),
    Spalte("Ausgang", lambda zutritt: zutritt.get_grund_display() or "gelungen", ("grund",), 20),
    Spalte("Netz", lambda zutritt: zutritt.netz, ("netz",), 24),
)


class VertretungFilter(Filter):
    q = Suchwort("Name oder Stelle", "konto__name", "stelle__name")


VERTRETUNGEN: tuple[Spalte[Vertretung], ...] = (
    Spalte("Wer vertritt", lambda one: str(one.konto), ("konto__name",), 36),
    Spalte("Stelle", lambda one: str(one.stelle), ("stelle__name",), 40),
    Spalte("Von", lambda one: iso(one.von), ("-von",), 12),
    Spalte("Bis", lambda one: iso(one.bis), ("-bis",), 12),
)


class SeitenFilter(Filter):
    q = Suchwort("Wort in Titel oder Text", "titel", "text")


SEITEN: tuple[Spalte[Seite], ...] = (
    Spalte("Seite", lambda seite: seite.titel, ("titel",), 50),
    Spalte("Adresse", lambda seite: seite.get_absolute_url(), ("slug",), 30),
    Spalte("Stand", lambda seite: iso(seite.stand), ("-stand",), 12),
    Spalte("Sichtbar", lambda seite: _ja(seite.oeffentlich), ("-oeffentlich",), 10),
)


class BarriereFilter(Filter):
    q = Suchwort("Wort in Meldung oder Seite", "beschreibung", "seite")
    stand = ChoiceFilter(
        label="Stand",
        method="in_state",
        empty_label="jeder Stand",
        choices=[("offen", "offen"), ("ueberfaellig", "überfällig"), ("beantwortet", "beantwortet")],
    )

    def in_state(self, rows: QuerySet[Barrieremeldung], name: str, state: str) -> QuerySet[Barrieremeldung]:
        if state == "beantwortet":
            return rows.filter(beantwortet_am__isnull=False)
        overdue = {"faellig_am__lt": timezone.localdate()} if state == "ueberfaellig" else {}
        return rows.filter(beantwortet_am__isnull=True, **overdue)


BARRIEREN: tuple[Spalte[Barrieremeldung], ...] = (
    Spalte("Was", lambda meldung: meldung.beschreibung, breite=60),
    Spalte("Seite", lambda meldung: meldung.seite, ("seite",), 30),
    Spalte("Eingegangen", lambda meldung: wann(meldung.eingegangen_am), ("-eingegangen_am",), 18),
    Spalte("Stand", ordnung=("faellig_am",)),
    Spalte("Zu beantworten bis", lambda meldung: iso(meldung.faellig_am), breite=18, nur_datei=True),
    Spalte("Beantwortet am", lambda meldung: iso(meldung.beantwortet_am), breite=16, nur_datei=True),
    Spalte("Antwort", lambda meldung: meldung.antwort, breite=60, nur_datei=True),
)


class AuftragFilter(Filter):
    stand = ChoiceFilter(
        label="Stand", field_name="status", choices=Loeschauftrag.Status.choices, empty_label="jeder Stand"
    )


def _asked_by(auftrag: Loeschauftrag) -> str:
    return "Betrieb, mit dem Befehl" if auftrag.mit_befehl else str(auftrag.beantragt_von or "")


AUFTRAEGE: tuple[Spalte[Loeschauftrag], ...] = (
    Spalte("Auftrag", str, ("pk",), 20),
    Spalte("Grund", lambda auftrag: auftrag.get_grund_display(), ("grund",), 60),
    Spalte("Beantragt", lambda auftrag: wann(auftrag.beantragt_am), ("-beantragt_am",), 18),
    Spalte("Von", _asked_by, ("beantragt_von__name",), 30),
    Spalte("Stand", lambda auftrag: auftrag.get_status_display(), ("status",), 16),
    Spalte("Entschieden von", lambda auftrag: str(auftrag.entschieden_von or ""), breite=30, nur_datei=True),
    Spalte("Stand seit", lambda auftrag: wann(auftrag.status_seit), breite=18, nur_datei=True),
)


class PostFilter(Filter):
    q = Suchwort("Adresse oder Betreff", "an", "betreff")
    stand = ChoiceFilter(label="Stand", field_name="status", choices=Mail.Status.choices, empty_label="jeder Stand")


POST: tuple[Spalte[Mail], ...] = (
    Spalte("Betreff", lambda mail: mail.betreff, ("betreff",), 50),
    Spalte("An", lambda mail: mail.an, ("an",), 36),
    Spalte("Angelegt", lambda mail: wann(mail.created), ("-created",), 18),
    Spalte("Stand", lambda mail: mail.get_status_display(), ("status",), 16),
    Spalte("Gesendet", lambda mail: wann(mail.sent), breite=18, nur_datei=True),
    Spalte("Versuche", lambda mail: mail.attempts, breite=10, nur_datei=True),
    Spalte("Grund", lambda mail: mail.fehler, breite=60, nur_datei=True),
)
