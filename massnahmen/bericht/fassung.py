"""The Umsetzungsbericht as a Fassung: what its prints, its tables and its comparisons show."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Fassung, Hauptdokument
from bildungskommune.fassungen.registry import Definition, Snapshot
from bildungskommune.fassungen.textteile import Absatz, Teil, lines, listed, teil, written
from bildungskommune.fassungen.verzeichnis import Inhaltszeile, inhaltszeile
from bildungskommune.tabellen import Zeile, Zelle
from konzept.bezeichnungen import of_snapshot
from massnahmen.bericht.sammeln import KEY, collect
from massnahmen.bericht.schema import SHAPE
from massnahmen.models import Umsetzungsbericht
from massnahmen.schema import to_7, to_8
from massnahmen.textteile import SACHSTAND, day
from massnahmen.wording import number

Data = dict[str, Any]
GEPLANT = {
    "ziel": "Ziel",
    "zeitraum": "Zeitraum",
    "zeitraum_original": "Zeitraum laut Plan",
    "federfuehrung": "Zuständig",
}
URTEIL = {"wirkung": "Wirkung", "empfehlung": "Beschlussvorschlag", "begruendung": "Begründung"}


def verzeichnis(snapshot: Snapshot) -> Iterator[Inhaltszeile]:
    if snapshot["vorwort"]:
        yield inhaltszeile("Vorwort", "vorwort")
    yield inhaltszeile("Auf einen Blick", "ueberblick")
    yield inhaltszeile("Was im Verzug ist", "verzug")
    yield inhaltszeile("Das hat sich geändert", "aenderungen")
    if snapshot["feldurteile"]:
        yield inhaltszeile("Wirkung nach Handlungsfeldern", "wirkung")
    yield inhaltszeile("Geplant, geschehen, zu beschließen", "massnahmen")
    for one in snapshot["massnahmen"]:
        yield inhaltszeile(one["titel"], one["anker"], ebene=2, nr=one["nr"])
    if snapshot["fazit"]:
        yield inhaltszeile("Fazit", "fazit")


def teile(snapshot: Snapshot) -> Iterator[Teil]:
    """Return the report in parts by which two of them are compared."""
    for key, titel in (("vorwort", "Vorwort"), ("fazit", "Fazit")):
        if snapshot[key]:
            yield teil(key, titel, written(snapshot, key))
    for row in snapshot["feldurteile"]:
        yield teil(f"feld-{row['handlungsfeld']}", row["handlungsfeld"], lines(row, URTEIL))
    ebene = of_snapshot(snapshot)["massnahme"]
    for one in snapshot["massnahmen"]:
        name = f"{ebene.name(one['nr'])}: {one['titel']}"
        yield teil(one["kennung"], name, lines(one, {"status": "Stand", **GEPLANT}), _actual(one), _proposed(one))


def _actual(one: Data) -> Iterator[Absatz]:
    yield from listed("ampel", [f"Ampel: {one['ampel']['wort']}", *one["ampel"]["gruende"]])
    for newest in one["sachstaende"]:
        dated = {**newest, "stichtag": day(newest["stichtag"])}
        yield from (Absatz(f"sachstand-{row.kennung}", row.worte) for row in lines(dated, SACHSTAND))
    stones = [f"Meilenstein: {row['titel']}, {day(row['datum'])}, {row['stand']}" for row in one["meilensteine"]]
    yield from listed("meilenstein", stones)


def _proposed(one: Data) -> Iterator[Absatz]:
    yield from (Absatz(f"vorschlag-{row.kennung}", row.worte) for row in lines(one["vorschlag"], URTEIL))


KOPF: Zeile = (
    *("Nr.", "Titel", "Federführung", "Horizont", "Beginn", "Ende", "Stand", "Ampel", "Gründe", "Sachstand vom"),
    *("Was ist geschehen?", "Hindernisse", "Abweichung", "Kosten", "gesichert", "Beschlussvorschlag", "Begründung"),
)
TABELLE = ("nr", "titel", "federfuehrung", "horizont", "beginn", "ende", "status")


def zeile(one: Data) -> list[Zelle]:
    """Return one measure as a line of the table, with cost in Euro."""
    newest = one["sachstaende"][0] if one["sachstaende"] else {}
    kosten = [None if one["kosten"][name] is None else number(Decimal(one["kosten"][name])) for name in GELD]
    return [
        *(one[name] for name in TABELLE),
        one["ampel"]["wort"],
        " ".join(one["ampel"]["gruende"]),
        *(newest.get(name, "") for name in ("stichtag", "text", "hindernisse", "abweichung")),
        *kosten,
        one["vorschlag"]["empfehlung"],
        one["vorschlag"]["begruendung"],
    ]


GELD = ("gesamt", "gesichert")


def tabellen(snapshot: Snapshot) -> dict[str, list[Zeile]]:
    """Return the measures and the changes as tables."""
    head: Zeile = ("Nr.", "Titel", "Was", "vorher", "jetzt", "Datum", "Grund")
    names = ("nr", "titel", "art", "vorher", "jetzt", "datum", "grund")
    changed: list[Zeile] = [[row[name] for name in names] for row in snapshot["aenderungen"]]
    return {"massnahmen": [KOPF, *map(zeile, snapshot["massnahmen"])], "aenderungen": [head, *changed]}


KAPITEL = frozenset(("vorwort", "ueberblick", "verzug", "aenderungen", "wirkung", "massnahmen", "fazit"))
"""The anchors that are no measure."""
MASSNAHME = "massnahme"
"""How the address names the measure whose page is wanted."""


def page_of(anker: str) -> str:
    """Return what the address of the page says on which an anchor of a report stands."""
    if anker in KAPITEL or anker.startswith("feld-"):
        return ""
    return f"?{urlencode({MASSNAHME: anker.partition('.')[0]})}"


def url(fassung: Fassung) -> str:
    return page_link("umsetzungsbericht-fassung", fassung)


def show_newest(fassung: Fassung) -> None:
    """Let the portal show the report that speaks of the latest day first."""
    newest = (
        Umsetzungsbericht.objects.filter(pk__in=Fassung.objects.of(KEY).current().values("objekt_id"))
        .order_by("-stichtag", "-pk")
        .values_list("pk", flat=True)
        .first()
    )
    Hauptdokument.objects.filter(definition=KEY).update(objekt_id=newest or fassung.objekt_id)


def _parts(bericht: Umsetzungsbericht) -> int:
    return bericht.plan.massnahmen.count()


DEFINITION = Definition(
    key=KEY,
    name="Umsetzungsbericht",
    model="massnahmen.Umsetzungsbericht",
    template="druck/umsetzungsbericht.html",
    collect=collect,
    verzeichnis=verzeichnis,
    url=url,
    seite_zu=page_of,
    stufe=5,
    umfang=_parts,
    stichtag=lambda bericht: bericht.stichtag,
    beschluss=True,
    veroeffentlicht=show_newest,
    tabellen=tabellen,
    teile=teile,
    shape=SHAPE,
    version=3,
    upgrades={1: to_7, 2: to_8},
)
