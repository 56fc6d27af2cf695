"""Whom the office can invite to a round, and who is invited: filters and columns."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters.filters import ChoiceFilter

from bildungskommune import addresses
from bildungskommune.akteure.merkmale import merkmale
from bildungskommune.akteure.models import Institution
from bildungskommune.beteiligung.models import Beteiligungsrunde, Rundeneinladung
from bildungskommune.beteiligung.models.einladung import Antwortstand
from bildungskommune.tabellen import wann
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort
from bildungskommune.werkbank.verzeichnis import VerzeichnisFilter

ART = {
    Antwortstand.DA: "gut",
    Antwortstand.STUMM: "offen",
    Antwortstand.UNTERWEGS: "laeuft",
    Antwortstand.GESCHEITERT: "warten",
    Antwortstand.OHNE: "neutral",
}


def institutions(runde: Beteiligungsrunde) -> QuerySet[Institution]:
    """Return the directory, each annotated with `eingeladen`."""
    invited = Exists(runde.einladungen.filter(institution=OuterRef("pk")))
    return Institution.objects.select_related("gemeinde").annotate(eingeladen=invited).order_by("name", "pk")


def _known() -> list[tuple[str, str]]:
    return [(one.name, one.wort) for one in merkmale.collect()]


class AuswahlFilter(VerzeichnisFilter):
    merkmal = ChoiceFilter(label="Bisher", choices=_known, empty_label="egal", method="by_merkmal")

    def by_merkmal(self, rows: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
        return rows.filter(next(one.gilt for one in merkmale.collect() if one.name == value))


AUSWAHL: tuple[Spalte[Institution], ...] = (
    Spalte("Name", lambda row: row.name, ("name",), 50),
    Spalte("Art", lambda row: row.get_typ_display(), ("typ",), 26),
    Spalte("Gemeinde", lambda row: str(row.gemeinde or ""), ("gemeinde__name",), 26),
    Spalte("E-Mail-Adresse", lambda row: row.email, ("email",), 36),
    Spalte("Einladung", lambda row: "eingeladen" if getattr(row, "eingeladen", False) else "", ("-eingeladen",), 14),
)


class EinladungenFilter(Filter):
    q = Suchwort("Wort im Namen", "institution__name", "institution__kurzname")
    stand = ChoiceFilter(label="Antwort", field_name="antwort", choices=Antwortstand.choices, empty_label="alle")


def stand(row: Rundeneinladung) -> Antwortstand:
    return Antwortstand(getattr(row, "antwort", Antwortstand.UNTERWEGS))


def link(row: Rundeneinladung) -> str:
    return addresses.absolute(row.get_absolute_url())


EINLADUNGEN: tuple[Spalte[Rundeneinladung], ...] = (
    Spalte("Einrichtung", lambda row: str(row.institution), ("institution__name",), 40),
    Spalte("Link", link, breite=70, nur_datei=True),
    Spalte("E-Mail-Adresse", lambda row: row.an, ("an",), 36),
    Spalte("Antwort", lambda row: str(stand(row).label), ("antwort",), 24),
    Spalte("Eingeladen", lambda row: wann(row.eingeladen_am), ("-eingeladen_am",), 18),
    Spalte("Erinnert", lambda row: wann(row.erinnert_am), ("-erinnert_am",), 18),
)
