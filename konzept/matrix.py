"""Leitsätze beside Handlungsfelder: which follows from which, why, and what stands alone.

For the desk as it stands today, for readers as a Fassung froze it. Both are one kind of table.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse

from bildungskommune.fassungen import ausgaben, lesen
from bildungskommune.fassungen.liste import page_link
from bildungskommune.fassungen.models import Fassung
from bildungskommune.text import counted
from bildungskommune.tracing.faden import kind
from bildungskommune.tracing.knoten import FORTSCHREIBUNG
from bildungskommune.tracing.registry import address_of
from konzept import desk
from konzept.bezeichnungen import Bezeichnungen, of_snapshot
from konzept.links import feld_url
from konzept.models import Ableitung, Handlungsfeld, Konzept
from leitbild.drafting import tree
from leitbild.fassungen import KEY as LEITBILD
from leitbild.models import MIT_HERKUNFT, Abschnitt

ZEILEN = 60
"""So many Leitsätze stand on one page of the table."""
Schluessel = str
"""What names a Leitsatz or a Handlungsfeld within one table: an address or a number, as text."""


@dataclass(frozen=True)
class Feld:
    """One column. `quellen` counts all that it comes from, whatever it is."""

    schluessel: Schluessel
    name: str
    titel: str
    url: str
    quellen: int
    querschnitt: bool
    ungenannt: int = 0
    """How many of its Leitsätze the Fassung only counts."""

    @property
    def ganz(self) -> str:
        return f"{self.name}: {self.titel}"


@dataclass(frozen=True)
class Satz:
    """What one row is about. Only a Leitsatz (`zaehlt`) is missed where no Handlungsfeld follows from it."""

    schluessel: Schluessel
    name: str
    titel: str
    url: str
    zaehlt: bool

    @property
    def ganz(self) -> str:
        return f"{self.name}: {self.titel}" if self.titel and self.name != self.titel else self.name


@dataclass(frozen=True)
class Zelle:
    """Where a row meets a column; `grund` is None where nothing links the two."""

    feld: Feld
    anker: str
    grund: str | None


@dataclass(frozen=True)
class Zeile:
    satz: Satz
    anker: str
    zellen: Sequence[Zelle]

    @property
    def verbunden(self) -> list[Zelle]:
        return [zelle for zelle in self.zellen if zelle.grund is not None]

    @property
    def fehlt(self) -> bool:
        return self.satz.zaehlt and not self.verbunden


@dataclass(frozen=True)
class Spalte:
    """A column with what its foot says: how many Leitsätze, and in words where none or no source at all is."""

    feld: Feld
    saetze: int

    @property
    def wort(self) -> str:
        if self.saetze:
            return counted(self.saetze, "Leitsatz", "Leitsätze")
        return "kein Leitsatz" if self.feld.quellen else "ohne Herkunft"


@dataclass(frozen=True)
class Matrix:
    """The whole table. `gruende` are the reasons, by row and column."""

    felder: Sequence[Feld]
    saetze: Sequence[Satz]
    gruende: Mapping[tuple[Schluessel, Schluessel], str]
    worte: Bezeichnungen

    @cached_property
    def zeilen(self) -> list[Zeile]:
        return [self._zeile(nr, satz) for nr, satz in enumerate(self.saetze, 1)]

    def _zeile(self, nr: int, satz: Satz) -> Zeile:
        zellen = [
            Zelle(feld, f"grund-{nr}-{spalte}", self.gruende.get((satz.schluessel, feld.schluessel)))
            for spalte, feld in enumerate(self.felder, 1)
        ]
        return Zeile(satz, f"satz-{nr}", zellen)

    @cached_property
    def spalten(self) -> list[Spalte]:
        linked = [key for zeile in self.zeilen for key in (zelle.feld.schluessel for zelle in zeile.verbunden)]
        return [Spalte(feld, linked.count(feld.schluessel) + feld.ungenannt) for feld in self.felder]

    @property
    def allein(self) -> list[Zeile]:
        """The Leitsätze that no Handlungsfeld follows from."""
        return [zeile for zeile in self.zeilen if zeile.fehlt]

    @property
    def ohne_herkunft(self) -> list[Feld]:
        """The Handlungsfelder that come from nothing."""
        return [feld for feld in self.felder if not feld.quellen]

    @property
    def hat_querschnitt(self) -> bool:
        return any(feld.querschnitt for feld in self.felder)

    @property
    def befund(self) -> list[str]:
        """What is missing, one sentence each; nothing where all is linked."""
        return list(self._gaps())

    def _gaps(self) -> Iterator[str]:
        feld = self.worte["handlungsfeld"]
        if self.allein:
            of = counted(sum(zeile.satz.zaehlt for zeile in self.zeilen), "Leitsatz", "Leitsätzen")
            verb = "ist" if len(self.allein) == 1 else "sind"
            yield f"{len(self.allein)} von {of} {verb} ohne {feld}."
        if self.ohne_herkunft:
            of = counted(len(self.felder), feld.einzahl, feld.mehrzahl_dativ)
            verb = "ist" if len(self.ohne_herkunft) == 1 else "sind"
            yield f"{len(self.ohne_herkunft)} von {of} {verb} ohne Herkunft."


def working(konzept: Konzept) -> Matrix:
    """Return the table of the desk: all Leitsätze of the Leitbild, and what else is named as a source."""
    links = Ableitung.objects.filter(handlungsfeld__konzept=konzept, abschnitt__isnull=False)
    gruende = {
        (str(abschnitt), str(feld)): grund
        for abschnitt, feld, grund in links.values_list("abschnitt_id", "handlungsfeld_id", "begruendung")
    }
    felder = [_working_feld(feld) for feld in desk.felder(konzept)]
    return Matrix(
        felder, _working_saetze(konzept, {int(abschnitt) for abschnitt, _ in gruende}), gruende, konzept.worte
    )


def _working_feld(row: Handlungsfeld) -> Feld:
    quellen: int = row.abgeleitet  # type: ignore[attr-defined]  # desk.felder counts them
    return Feld(str(row.pk), row.bezeichnung, row.titel, feld_url(row), quellen, row.querschnitt)


def _working_saetze(konzept: Konzept, linked: set[int]) -> list[Satz]:
    own = Abschnitt.objects.filter(leitbild=konzept.leitbild_id) if konzept.leitbild_id else Abschnitt.objects.none()
    rows = [ast.abschnitt for ast in tree(own.select_related("leitbild").defer("text", "leichte_sprache"))]
    strange = Abschnitt.objects.filter(pk__in=linked - {row.pk for row in rows}).select_related("leitbild")
    shown = [row for row in rows if row.art in MIT_HERKUNFT or row.pk in linked]
    return [*map(_working_satz, shown), *map(_working_satz, strange)]


def _working_satz(row: Abschnitt) -> Satz:
    url = f"{reverse('v-leitbild', args=(row.leitbild_id,))}#{row.kennung}"
    return Satz(str(row.pk), row.bezeichnung, row.titel, url, row.art in MIT_HERKUNFT)


def published(fassung: Fassung) -> Matrix:
    """Return the table of a Fassung: its Handlungsfelder, and the Leitsätze of the Leitbild as it was published last.

    Raises lesen.Unreadable.
    """
    page = page_link("konzept-fassung", fassung)
    inhalt = lesen.inhalt(fassung)
    entries: Sequence[dict[str, Any]] = inhalt["handlungsfelder"]
    worte = of_snapshot(inhalt)
    saetze = list(_published_saetze(fassung))
    known = {satz.schluessel for satz in saetze}
    arten = {kind(satz.name) for satz in saetze}
    gruende, strange = {}, dict[Schluessel, Satz]()
    for entry in entries:
        for step in entry["herkunft"]:
            if step["url"] not in known and not _is_of_a_leitbild(step):
                continue
            gruende[step["url"], entry["kennung"]] = step["grund"]
            if step["url"] not in known:
                strange[step["url"]] = Satz(step["url"], step["art"], step["titel"], step["url"], zaehlt=False)
    felder = [_published_feld(entry, page, arten, worte) for entry in entries]
    return Matrix(felder, [*saetze, *strange.values()], gruende, worte)


def _is_of_a_leitbild(step: Mapping[str, str]) -> bool:
    """Say whether a step is a part of another Leitbild, and not only what such a part was carried on from."""
    return step["url"].startswith(reverse("leitbild")) and step["grund"] != FORTSCHREIBUNG.value


def _published_feld(entry: dict[str, Any], page: str, arten: Iterable[str], worte: Bezeichnungen) -> Feld:
    herkunft = entry["herkunft"]
    return Feld(
        entry["kennung"],
        worte["handlungsfeld"].name(entry["nr"]),
        entry["titel"],
        f"{page}#{entry['anker']}",
        herkunft.gesamt,
        entry["querschnitt"],
        sum(herkunft.weitere.get(art, 0) for art in arten),
    )


def _published_saetze(fassung: Fassung) -> Iterator[Satz]:
    leitbild = Konzept.objects.values_list("leitbild_id", flat=True).filter(pk=fassung.objekt_id).first()
    held = ausgaben.last_of(LEITBILD, leitbild) if leitbild else None
    inhalt: dict[str, Any] = lesen.inhalt(held) if held else {"abschnitte": []}
    for one in inhalt["abschnitte"]:
        if one["art"] in MIT_HERKUNFT:
            url = address_of("abschnitt", f"{inhalt['kennung']}/{one['anker']}")
            yield Satz(url, one["bezeichnung"], one["titel"], url, zaehlt=True)
