"""All columns of the table of measures, in their order: what a file holds and what reading it in asks for."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import TypeAlias

from django.db.models import Prefetch, QuerySet

from bildungskommune.tabellen import Zelle
from bildungskommune.werkbank.liste import Spalte
from massnahmen.models import Massnahme, Massnahmenbezug, Mitwirkung, Planplatz, Verbindung
from massnahmen.tabelle import nachbarn, stand, teile
from massnahmen.tabelle.felder import FELDER, Feld
from massnahmen.tabelle.verzeichnis import Verzeichnis

KENNUNG, VERBINDUNGEN, PLAETZE = "kennung", "verbindungen", "plaetze"
Zeige: TypeAlias = Callable[[Massnahme], Zelle]
AMPEL, ANGABEN = "Ampel", "Angaben"
"""Worked out on the screen; a file that is read in again does not say them."""
AUF_DEM_SCHIRM = {
    "nr": ("position",),
    "titel": ("titel",),
    stand.STATUS: ("status",),
    stand.STICHTAG: ("-zuletzt",),
    "federfuehrung": ("federfuehrung__name",),
}
"""What the list of the desk shows, with what it sorts by; the rest stands in the file alone."""
VORN = ("nr", "titel", "kurzbeschreibung", stand.STATUS, stand.STICHTAG, "federfuehrung")


def columns(known: Verzeichnis) -> dict[str, tuple[str, Zeige, int]]:
    """Return head, content and width of each column, by the name of its field."""
    found: dict[str, tuple[str, Zeige, int]] = {
        **{feld.name: (feld.label, partial(_shown, feld, known), feld.breite) for feld in FELDER.values()},
        **{name: (kopf, partial(_stand, name), breite) for name, (kopf, _, breite) in stand.SPALTEN.items()},
        **{art.name: (art.kopf, partial(_teile, art, known), art.breite) for art in teile.ARTEN.values()},
        VERBINDUNGEN: (nachbarn.VERBINDUNGEN, partial(nachbarn.show_links, known=known), 40),
        PLAETZE: (nachbarn.PLAETZE, partial(nachbarn.show_places, known=known), 40),
        KENNUNG: ("Kennung", lambda one: one.kennung, 30),
    }
    return {name: found[name] for name in dict.fromkeys((*VORN, *found))}


def _shown(feld: Feld, known: Verzeichnis, massnahme: Massnahme) -> Zelle:
    return feld.zeige(massnahme, known)


def _stand(name: str, massnahme: Massnahme) -> str:
    return stand.show(massnahme, name)


def _teile(art: teile.Art, known: Verzeichnis, massnahme: Massnahme) -> str:
    return teile.show(art, massnahme, known)


def spalten() -> tuple[Spalte[Massnahme], ...]:
    return tuple(_spalten(Verzeichnis()))


def _spalten(known: Verzeichnis) -> Iterator[Spalte[Massnahme]]:
    for name, (kopf, zeige, breite) in columns(known).items():
        yield Spalte(kopf, zeige, AUF_DEM_SCHIRM.get(name, ()), breite, nur_datei=name not in AUF_DEM_SCHIRM)
        if name == stand.STATUS:
            yield Spalte(AMPEL)
            yield Spalte(ANGABEN)


def woerter() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return for each field what its column is called, and how the heads of other tables begin."""
    words = {
        **{feld.name: feld.woerter for feld in FELDER.values()},
        **{name: woerter for name, (_, woerter, _) in stand.SPALTEN.items()},
        **{art.name: art.woerter for art in teile.ARTEN.values()},
        VERBINDUNGEN: ("verbindung", "zusammenhang"),
        PLAETZE: ("maßnahmenplan", "plan"),
        KENNUNG: ("kennung",),
    }
    return {name: (kopf, words[name]) for name, (kopf, _, _) in columns(Verzeichnis()).items()}


def with_everything(rows: QuerySet[Massnahme]) -> QuerySet[Massnahme]:
    """Load all that a row of the table tells, with a constant number of queries."""
    bezuege = Massnahmenbezug.objects.select_related("handlungsfeld", "strategie", "ziel", "abschnitt")
    return rows.select_related("federfuehrung", "startbeschluss").prefetch_related(
        *("gemeinden", "schwerpunkte", "posten", "schritte", "meilensteine", "indikatoren"),
        Prefetch("bezuege", queryset=bezuege.order_by("pk")),
        Prefetch("mitwirkungen", queryset=Mitwirkung.objects.select_related("stelle", "institution")),
        Prefetch("verbindungen_von", queryset=Verbindung.objects.select_related("nach").order_by("pk")),
        Prefetch("verbindungen_nach", queryset=Verbindung.objects.select_related("von").order_by("pk")),
        Prefetch("plaetze", queryset=Planplatz.objects.select_related("plan").order_by("plan_id")),
    )
