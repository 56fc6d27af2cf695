"""A frozen plan in parts that keep their names: the introduction, and each measure line by line."""

from collections.abc import Iterator

from bildungskommune.fassungen.registry import Snapshot
from bildungskommune.fassungen.textteile import Absatz, Teil, lines, listed, teil, written
from bildungskommune.ui.templatetags.texte import euro
from bildungskommune.ui.zeiten import datum
from konzept.bezeichnungen import of_snapshot
from massnahmen.schema import Data

MERKMALE = {
    "status": "Stand",
    "kurzbeschreibung": "",
    "ziel": "Ziel",
    "anlass": "Anlass",
    "horizont": "Horizont",
    "zeitraum": "Zeitraum",
    "zeitraum_original": "Zeitraum laut Plan",
    "prioritaet": "Priorität",
    "federfuehrung": "Federführung",
    "zustaendigkeit_original": "Zuständig laut Plan",
    "finanzierung": "Finanzierung",
    "personalbedarf": "Personalbedarf",
    "startbeschluss": "Startbeschluss",
    "zielgruppen": "Zielgruppen",
    "bildungsbereiche": "Bildungsbereiche",
    "gemeinden": "Gemeinden",
}
"""What a measure says of itself, by the keys of a snapshot."""
SACHSTAND = {
    "stichtag": "Sachstand vom",
    "text": "",
    "hindernisse": "Hindernisse",
    "abweichung": "Abweichung",
    "naechste_schritte": "Nächste Schritte",
}


def teile(snapshot: Snapshot) -> Iterator[Teil]:
    """Return the introduction and each measure."""
    if snapshot["untertitel"] or snapshot["einleitung"]:
        yield teil("einleitung", "Einleitung", written(snapshot, "untertitel", "einleitung"))
    ebene = of_snapshot(snapshot)["massnahme"]
    for one in snapshot["massnahmen"]:
        name = f"{ebene.name(one['nr'])}: {one['titel']}"
        yield teil(one["kennung"], name, lines(one, MERKMALE), _money(one), _partners(one), _steps(one), _report(one))


def _money(one: Data) -> Iterator[Absatz]:
    words = {"gesamt": "Gesamtkosten in Euro", "gesichert": "davon gesichert in Euro", "original": "Kosten laut Plan"}
    yield from lines(one["kosten"], words)
    rows = [f"{row['jahr']}: {euro(row['betrag'])}, {row['quelle']}, {row['stand']}" for row in one["posten"]]
    yield from listed("posten", [f"Finanzierung {row}" for row in rows])


def _partners(one: Data) -> Iterator[Absatz]:
    rows = [f"Beteiligt: {partner['name']} ({partner['rolle']})" for partner in one["beteiligte"]]
    yield from listed("beteiligte", rows)


def _steps(one: Data) -> Iterator[Absatz]:
    steps = [", ".join(filter(None, (row["titel"], row["zustaendig"], day(row["termin"])))) for row in one["schritte"]]
    goals = [f"{row['titel']}, {day(row['datum'])}, {row['stand']}" for row in one["meilensteine"]]
    yield from listed("schritt", [f"Schritt: {step}" for step in steps])
    yield from listed("meilenstein", [f"Meilenstein: {goal}" for goal in goals])


def _report(one: Data) -> Iterator[Absatz]:
    """Yield the newest report: a frozen plan keeps the earlier ones, too, which change no more."""
    for newest in one["sachstaende"][:1]:
        dated = {**newest, "stichtag": day(newest["stichtag"])}
        yield from (Absatz(f"sachstand-{row.kennung}", row.worte) for row in lines(dated, SACHSTAND))


def day(said: str) -> str:
    """Return a day of a snapshot as people read it; words that are none stay."""
    return datum(said) or said
