"""How long it is kept who has commented. What was said stays: it is part of how the text came about."""

from collections.abc import Iterator

from django.db.models import F, QuerySet

from bildungskommune.aufbewahrung import JAHR, Frist, Sache, Teil, delete, fristen
from bildungskommune.beteiligung import anhaenge
from bildungskommune.beteiligung.models import Anhang, Beteiligungsrunde, Punkt, Rundeneinladung, Stellungnahme
from bildungskommune.beteiligung.models.runde import ENDE
from bildungskommune.beteiligung.models.stellungnahme import BESTAETIGEN

FELDER = ("name", "email")


def _unconfirmed() -> QuerySet[Stellungnahme]:
    rows = Stellungnahme.objects.filter(status=Stellungnahme.Status.UNBESTAETIGT)
    return rows.annotate(ab=F("eingegangen_am"))


def _delete(rows: QuerySet[Stellungnahme]) -> int:
    anhaenge.remove_all(list(Anhang.objects.filter(stellungnahme__in=rows)))
    return delete(rows)


def _over() -> QuerySet[Stellungnahme]:
    """Return those of closed rounds that still say who wrote them."""
    rows = Stellungnahme.objects.numbered().filter(runde__status__in=ENDE)
    return rows.exclude(name="", email="", anhaenge=None).annotate(ab=F("runde__status_seit")).distinct()


def _anonymise(rows: QuerySet[Stellungnahme]) -> int:
    anhaenge.remove_all(list(Anhang.objects.filter(stellungnahme__in=rows)))
    return rows.update(name="", email="", namentlich=False, hash=None, erfasst_von=None, version=F("version") + 1)


@fristen.register
def comments() -> Iterator[Frist]:
    yield Frist(
        modell=Stellungnahme,
        felder=FELDER,
        was="nicht bestätigte Stellungnahmen",
        daten="Name, E-Mail-Adresse und was jemand schreibt, ohne es zu bestätigen",
        wozu="damit die Stellungnahme noch bestätigt werden kann",
        dauer=BESTAETIGEN,
        worte="sieben Tage",
        ab="nach dem Absenden",
        zeilen=_unconfirmed,
        tun=_delete,
    )
    yield Frist(
        modell=Stellungnahme,
        felder=FELDER,
        was="Stellungnahmen",
        daten="Name, E-Mail-Adresse und Anlagen von Menschen, die zu einem Entwurf Stellung nehmen",
        wozu="damit jede Stellungnahme geprüft und beantwortet werden kann",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach dem Abschluss der Beteiligung",
        zeilen=_over,
        tun=_anonymise,
        danach="anonymisiert",
        rest="Der Wortlaut und die Einrichtung bleiben, ohne Namen.",
        liste="v-runde-list",
        adresse=("email",),
        nennt=("name",),
        auf_antrag=_anonymise,
        bleibt="Der Wortlaut ohne Ihren Namen, als Teil des Verfahrens (Art. 17 Abs. 3 lit. d DSGVO).",
    )


def _invited() -> QuerySet[Rundeneinladung]:
    rows: QuerySet[Rundeneinladung] = Rundeneinladung.objects.exclude(an="").filter(runde__status__in=ENDE)
    return rows.annotate(ab=F("runde__status_seit"))


def _forget(rows: QuerySet[Rundeneinladung]) -> int:
    return Rundeneinladung.objects.filter(pk__in=rows.values("pk")).forget()


@fristen.register
def invitations() -> Iterator[Frist]:
    yield Frist(
        modell=Rundeneinladung,
        felder=("an", "name", "mail", "fehler"),
        was="Einladungen zu Beteiligungen",
        daten="E-Mail-Adresse, an die eine Einrichtung eingeladen wurde",
        wozu="damit die Stabsstelle sieht, wen sie erreicht hat, und erinnern kann",
        dauer=JAHR,
        worte="zwölf Monate",
        ab="nach dem Abschluss der Beteiligung",
        zeilen=_invited,
        tun=_forget,
        danach="anonymisiert",
        rest="Dass die Einrichtung eingeladen war, bleibt.",
        liste="v-runde-list",
        adresse=("an",),
        auf_antrag=_forget,
        bleibt="Dass die Einrichtung eingeladen war, ohne die Adresse.",
    )


@fristen.register
def with_it() -> Iterator[Teil]:
    yield Teil(Anhang, ("name", "datei"), Stellungnahme)


@fristen.register
def weighed() -> Iterator[Sache]:
    wer = ("zustaendig", "entschieden_von", "bestaetigt_von", "eingearbeitet_von")
    yield Sache(Beteiligungsrunde, ("leitung_bestaetigt_von",), "gehen mit dem Konto, das sie nennen")
    yield Sache(Punkt, wer, "gehen mit dem Konto, das sie nennen")
