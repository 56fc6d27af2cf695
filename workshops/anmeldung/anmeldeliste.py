"""How a registration is written in lists, files and on its own staff page."""

from collections.abc import Iterable, Iterator

from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.tabellen import Zeile
from bildungskommune.ui.zeiten import zeitpunkt
from workshops.models import Anmeldung, Workshop

HEAD = (
    *("Nr.", "Stand", "Name", "Vertretung", "Einrichtung", "Funktion", "E-Mail-Adresse", "Telefon"),
    *(
        "Arbeitsgruppe",
        "Zweiter Wunsch",
        "Verpflegung",
        "Kind zur Betreuung",
        "Fotos erlaubt",
        "Quelle",
        "Eingegangen",
    ),
)
Fact = tuple[str, str, str]


def rows(anmeldungen: Iterable[Anmeldung]) -> Iterator[Zeile]:
    """Give one line for each registration, without support needs."""
    for number, row in enumerate(anmeldungen, start=1):
        yield (
            number,
            row.get_status_display(),
            row.name,
            row.vertretung,
            row.einrichtung,
            row.funktion,
            row.email,
            row.telefon,
            str(row.ag_wunsch_1 or ""),
            str(row.ag_wunsch_2 or ""),
            row.get_verpflegung_display(),
            _yes(row.kinderbetreuung),
            _yes(row.foto_einwilligung),
            row.get_quelle_display(),
            f"{timezone.localtime(row.eingegangen_am):%d.%m.%Y %H:%M}",
        )


def facts(row: Anmeldung) -> list[Fact]:
    """Return word, value and address for the list of facts; empty values are left out there."""
    support = getattr(row, "unterstuetzung", None)
    return [
        ("Einrichtung", row.einrichtung, ""),
        ("Funktion", row.funktion, ""),
        ("Vertretung", row.vertretung, ""),
        ("E-Mail-Adresse", row.email, f"mailto:{row.email}" if row.email else ""),
        ("Telefon", row.telefon, ""),
        ("Arbeitsgruppe", str(str(row.ag_wunsch_1 or "")), ""),
        ("Zweiter Wunsch", str(str(row.ag_wunsch_2 or "")), ""),
        ("Verpflegung", row.get_verpflegung_display(), ""),
        ("Kind zur Betreuung", _yes(row.kinderbetreuung), ""),
        ("Fotos erlaubt", _yes(row.foto_einwilligung), ""),
        ("Unterstützung", support.bedarf if support else "", ""),
        ("Quelle", row.get_quelle_display(), ""),
        ("Eingegangen", zeitpunkt(row.eingegangen_am), ""),
    ]


def note_export(workshop: Workshop, endung: str, *, by: Nutzer) -> None:
    """Personal data leaves the portal: note who took it."""
    record(by, "anmeldungen.ausgegeben", workshop, format=endung)


def _yes(value: bool) -> str:
    return "ja" if value else "nein"
