"""The list of measures as a sheet."""

from collections.abc import Iterable, Iterator

from bildungskommune import tabellen
from bildungskommune.tabellen import Zelle
from bildungskommune.text import plain
from massnahmen import worte
from massnahmen.listen import newest_of
from massnahmen.models import Massnahme

KOPF = (
    "Nr.",
    "Titel",
    "Kurzbeschreibung",
    "Stand",
    "Stichtag",
    "Grund",
    "Federführung",
    "Horizont",
    "Zeitraum",
    "Priorität",
    "Gesamtkosten in Euro",
    "davon gesichert in Euro",
    "Kosten im Wortlaut",
    "öffentlich",
)
BREITEN = (8, 50, 60, 16, 12, 40, 36, 16, 26, 12, 16, 16, 30, 12)


def rows(massnahmen: Iterable[Massnahme]) -> Iterator[list[Zelle]]:
    """Yield one line a measure; expects `listen.with_newest_report`."""
    for massnahme in massnahmen:
        newest = newest_of(massnahme)
        yield [
            massnahme.nr,
            massnahme.titel,
            plain(massnahme.kurzbeschreibung),
            massnahme.get_status_display(),
            newest.stichtag.isoformat() if newest else "",
            plain(newest.hindernisse) if newest else "",
            str(massnahme.federfuehrung or ""),
            massnahme.get_horizont_display(),
            worte.zeitraum(massnahme) or massnahme.zeitraum_original,
            massnahme.get_prioritaet_display(),
            worte.number(massnahme.kosten_gesamt),
            worte.number(massnahme.kosten_gesichert),
            massnahme.kosten_original,
            "ja" if massnahme.oeffentlich else "nein",
        ]


def as_csv(massnahmen: Iterable[Massnahme]) -> bytes:
    return tabellen.as_csv(KOPF, rows(massnahmen))


def as_xlsx(massnahmen: Iterable[Massnahme]) -> bytes:
    return tabellen.as_xlsx("Maßnahmen", KOPF, rows(massnahmen), breiten=BREITEN)
