"""How a registration is written in lists, files and on its own staff page."""

from collections.abc import Sequence

from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.ui.zeiten import zeitpunkt
from bildungskommune.werkbank.liste import Spalte
from workshops.models import Anmeldung, Workshop

Fact = tuple[str, str, str]


def facts(row: Anmeldung, together: Sequence[Anmeldung] = ()) -> list[Fact]:
    """Return word, value and address for the list of facts; empty values are left out there.

    `together` are those who were registered with one form and one address.
    """
    support = getattr(row, "unterstuetzung", None)
    return [
        ("Einrichtung", row.einrichtung, ""),
        ("Funktion", row.funktion, ""),
        ("Vertretung", row.vertretung, ""),
        ("Zusammen angemeldet mit", ", ".join(one.name for one in together if one != row), ""),
        ("E-Mail-Adresse", row.email, f"mailto:{row.email}" if row.email else ""),
        ("Telefon", row.telefon, ""),
        ("Zugeteilte Gruppe", f"{row.gruppe} ({row.get_gruppe_grund_display()})" if row.gruppe else "", ""),
        ("Erster Wunsch", str(row.ag_wunsch_1 or ""), ""),
        ("Zweiter Wunsch", str(row.ag_wunsch_2 or ""), ""),
        ("Verpflegung", row.get_verpflegung_display(), ""),
        ("Kinder zur Betreuung", row.kinder_worte, ""),
        ("Fotos erlaubt", _yes(row.foto_einwilligung), ""),
        ("Unterstützung", support.bedarf if support else "", ""),
        ("Platz anzunehmen bis", zeitpunkt(row.annehmen_bis) if row.annehmen_bis else "", ""),
        ("Quelle", row.get_quelle_display(), ""),
        ("Eingegangen", zeitpunkt(row.eingegangen_am), ""),
    ]


def note_export(workshop: Workshop, endung: str, *, by: Nutzer) -> None:
    """Personal data leaves the portal: note who took it."""
    record(by, "anmeldungen.ausgegeben", workshop, format=endung)


def _yes(value: bool) -> str:
    return "ja" if value else "nein"


def _received(row: Anmeldung) -> str:
    return f"{timezone.localtime(row.eingegangen_am):%d.%m.%Y %H:%M}"


SPALTEN: tuple[Spalte[Anmeldung], ...] = (
    Spalte("Name", lambda row: row.name, ("name",), 30),
    Spalte("Vertretung", lambda row: row.vertretung, breite=30, nur_datei=True),
    Spalte("Einrichtung", lambda row: row.einrichtung, ("einrichtung",), 40),
    Spalte("Funktion", lambda row: row.funktion, breite=24, nur_datei=True),
    Spalte("E-Mail-Adresse", lambda row: row.email, breite=32, nur_datei=True),
    Spalte("Telefon", lambda row: row.telefon, breite=18, nur_datei=True),
    Spalte("Arbeitsgruppe", lambda row: str(row.tisch or ""), ("gruppe__titel", "ag_wunsch_1__titel"), 30),
    Spalte("Erster Wunsch", lambda row: str(row.ag_wunsch_1 or ""), breite=30, nur_datei=True),
    Spalte("Zweiter Wunsch", lambda row: str(row.ag_wunsch_2 or ""), breite=30, nur_datei=True),
    Spalte("Verpflegung", lambda row: row.get_verpflegung_display(), breite=14, nur_datei=True),
    Spalte("Kinder zur Betreuung", lambda row: row.kinder_worte, breite=20, nur_datei=True),
    Spalte("Fotos erlaubt", lambda row: _yes(row.foto_einwilligung), breite=12, nur_datei=True),
    Spalte("Quelle", lambda row: row.get_quelle_display(), breite=14, nur_datei=True),
    Spalte("Eingegangen", _received, ("eingegangen_am",), 18),
    Spalte("Stand", lambda row: row.get_status_display(), ("status",), 18),
)
"""Support needs are not among them: they stand on the page of the one registration alone."""
