"""The columns of the desk's list of measures, on the screen and in the file."""

from bildungskommune.text import plain
from bildungskommune.werkbank.liste import Spalte
from massnahmen import wording
from massnahmen.listen import newest_of
from massnahmen.models import Massnahme


def _grund(massnahme: Massnahme) -> str:
    newest = newest_of(massnahme)
    return plain(newest.hindernisse) if newest else ""


def _stichtag(massnahme: Massnahme) -> str:
    newest = newest_of(massnahme)
    return newest.stichtag.isoformat() if newest else ""


SPALTEN: tuple[Spalte[Massnahme], ...] = (
    Spalte("Nr.", lambda row: row.nr, ("position",), 8),
    Spalte("Titel", lambda row: row.titel, ("titel",), 50),
    Spalte("Kurzbeschreibung", lambda row: plain(row.kurzbeschreibung), breite=60, nur_datei=True),
    Spalte("Stand", lambda row: row.get_status_display(), ("status",), 16),
    Spalte("Sachstand", _stichtag, ("-zuletzt",), 12),
    Spalte("Grund", _grund, breite=40, nur_datei=True),
    Spalte("Zuständig", lambda row: str(row.federfuehrung or ""), ("federfuehrung__name",), 36),
    Spalte("Zuständigkeit im Wortlaut", lambda row: row.zustaendigkeit_original, breite=40, nur_datei=True),
    Spalte("Horizont", lambda row: row.get_horizont_display(), breite=16, nur_datei=True),
    Spalte("Zeitraum", lambda row: wording.zeitraum(row) or row.zeitraum_original, breite=26, nur_datei=True),
    Spalte("Priorität", lambda row: row.get_prioritaet_display(), breite=12, nur_datei=True),
    Spalte("Gesamtkosten in Euro", lambda row: wording.number(row.kosten_gesamt), breite=16, nur_datei=True),
    Spalte("davon gesichert in Euro", lambda row: wording.number(row.kosten_gesichert), breite=16, nur_datei=True),
    Spalte("Kosten im Wortlaut", lambda row: row.kosten_original, breite=30, nur_datei=True),
    Spalte("öffentlich", lambda row: "ja" if row.oeffentlich else "nein", breite=12, nur_datei=True),
)
