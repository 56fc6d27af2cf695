"""What is kept of those who work here, and for how long."""

from collections.abc import Iterator
from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialApp
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.contrib.sessions.models import Session
from django.db.models import CharField, DateTimeField, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat

from bildungskommune.accounts import sitzungen
from bildungskommune.accounts.abschied import abschied
from bildungskommune.accounts.konten import check_somebody_stays
from bildungskommune.accounts.models import FRIST, Konto, Sitzung, Vertretung, Zutritt
from bildungskommune.audit.log import record
from bildungskommune.audit.models import Eintrag
from bildungskommune.aufbewahrung import Frist, Sache, Teil, fristen

NIEMAND = "@geloescht.invalid"
"""Ending of the address of an account that belongs to nobody any more; no mail can go there."""
EHEMALIG = "Ehemaliges Konto"


def anonymise(konten: QuerySet[Konto]) -> int:
    """Leave nothing of these accounts but their number, so that who did what still hangs together. Returns how many.

    Their names go out of frozen texts, too (`abschied`).
    """
    rows = list(konten)
    keys = [konto.pk for konto in rows]
    abschied.collect(rows)
    for konto in rows:
        # First: a trigger lets young log-ins go only with this entry.
        record(None, "konto.anonymisiert", konto)
    for model, field in ((Authenticator, "user"), (SocialAccount, "user"), (Zutritt, "konto"), (Vertretung, "konto")):
        model._default_manager.filter(**{f"{field}__in": keys}).delete()
    number = Cast("pk", CharField())
    return Konto.objects.filter(pk__in=keys).update(
        name=Concat(Value(f"{EHEMALIG} "), number),
        email=Concat(Value("konto-"), number, Value(NIEMAND)),
        password=make_password(None),
        last_login=None,
        is_active=False,
        version=F("version") + 1,
    )


def close(konten: QuerySet[Konto]) -> int:
    """Switch accounts off and anonymise them at once; their sessions end. Returns how many.

    Raises LastStabsstelle when nobody would be left who may do everything.
    """
    for konto in konten:
        konto.is_active = False
        check_somebody_stays(konto)
    sitzungen.end(lambda data: data.get(SESSION_KEY) in {str(konto.pk) for konto in konten})
    return anonymise(konten)


def _switched_off() -> QuerySet[Konto]:
    """Return the accounts that are switched off, each with the moment since when."""
    off = Eintrag.objects.filter(
        objekt_art=Konto._meta.label_lower, objekt_id=Cast(OuterRef("pk"), CharField()), ereignis="konto.deaktiviert"
    )
    rows = Konto.objects.filter(is_active=False).exclude(email__endswith=NIEMAND)
    return rows.annotate(ab=Coalesce(Subquery(off.values("created")[:1]), "last_login", "date_joined"))


@fristen.register
def kept() -> Iterator[Frist]:
    yield Frist(
        modell=Konto,
        felder=("name", "email", "password", "last_login"),
        was="Konten",
        daten="Konten der Verwaltung: Name, E-Mail-Adresse, Rolle, Stelle",
        wozu="damit nur Berechtigte im Portal arbeiten und nachlesbar ist, wer etwas entschieden hat",
        dauer=FRIST,
        worte="90 Tage",
        ab="nach dem Abschalten des Kontos",
        zeilen=_switched_off,
        tun=anonymise,
        danach="anonymisiert",
        rest="Es bleibt die Nummer des Kontos. Der Name geht auch aus den Fassungen.",
        liste="v-konto-list",
        adresse=("email",),
        nennt=("name",),
        auf_antrag=close,
        bleibt="die Nummer, damit nachlesbar bleibt, was beschlossen wurde (Art. 5 Abs. 2 DSGVO)",
    )
    yield Frist(
        modell=Zutritt,
        felder=("netz",),
        was="Zutritte",
        daten="wer am Konto eingelassen und wer abgewiesen wurde: Zeit, Weg, ein Teil der Netzadresse",
        wozu="um Angriffe zu erkennen",
        dauer=FRIST,
        worte="90 Tage",
        ab="nach dem Versuch",
        zeilen=lambda: Zutritt.objects.annotate(ab=F("wann")),
        liste="v-zutritt-list",
        adresse=("konto__email",),
    )
    yield Frist(
        modell=Session,
        felder=("session_data",),
        was="Sitzungen",
        daten="Sitzungen von Menschen mit Konto: Zeit, Browser",
        wozu="damit Sie angemeldet bleiben, während Sie arbeiten",
        dauer=timedelta(0),
        worte="höchstens zwölf Stunden",
        ab="nach dem Anmelden",
        zeilen=lambda: Session.objects.annotate(ab=F("expire_date")),
    )


@fristen.register
def standing_in() -> Iterator[Frist]:
    yield Frist(
        modell=Vertretung,
        felder=("konto",),
        was="Vertretungen",
        daten="wer in welcher Zeit eine andere Stelle vertritt",
        wozu="damit in dieser Zeit jemand für diese Stelle antworten kann",
        dauer=FRIST,
        worte="90 Tage",
        ab="nach dem letzten Tag",
        zeilen=lambda: Vertretung.objects.annotate(ab=Cast("bis", DateTimeField())),
        liste="v-vertretung-list",
        adresse=("konto__email",),
    )


@fristen.register
def belongs_to_them() -> Iterator[Teil | Sache]:
    yield Teil(Sitzung, ("geraet",), Session, ("konto__email",))
    yield Teil(EmailAddress, ("email",), Konto, ("user__email",))
    yield Teil(EmailConfirmation, ("email_address",), Konto)
    yield Teil(Authenticator, ("data",), Konto, ("user__email",))
    yield Teil(SocialAccount, ("uid", "extra_data"), Konto, ("user__email",))
    for model in (Group, Permission, SocialApp):
        yield Sache(model, ("name",), "heißt nach einem Recht oder einem Dienst")
