"""What carries a Konzept out: Handlungsfeld, Strategie, Ziel and measure side by side, with what is missing.

A measure that was dropped carries nothing out and is left out. A Ziel has a measure by itself or by a Strategie that
serves it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from konzept.bezeichnungen import Bezeichnungen
from konzept.models import Handlungsfeld, Konzept, Strategie, Ziel
from massnahmen.models import Massnahme, Massnahmenbezug, MassnahmeStatus

JE_ZELLE = 10
"""So many measures a cell names where several Handlungsfelder stand on one page."""
ARTEN = ("strategie", "ziel", "handlungsfeld")
Bezug = tuple[str, int]
"""Which thing a measure is linked with: the name of the field, and the key."""


@dataclass(frozen=True)
class Zielwort:
    """A Ziel where it is named; `fehlt` says that no measure leads to it."""

    ziel: Ziel
    fehlt: bool


@dataclass(frozen=True)
class Zelle:
    """The measures of a cell: those named, and how many more there are."""

    gezeigt: Sequence[Massnahme] = ()
    weitere: int = 0


@dataclass(frozen=True)
class Zeile:
    """One row: a Strategie with its Ziele, a Ziel that stands beside them, or what hangs on the Handlungsfeld itself.

    `wort` says so where there is no Strategie, `luecke` what is missing.
    """

    strategie: Strategie | None
    wort: str
    ziele: Sequence[Zielwort]
    massnahmen: Zelle
    luecke: str = ""


@dataclass(frozen=True)
class Tafel:
    """The table of one Handlungsfeld."""

    feld: Handlungsfeld
    zeilen: Sequence[Zeile]


@dataclass
class Geruest:
    """A Konzept with the keys of its measures; their rows are fetched for the Handlungsfelder that are shown."""

    worte: Bezeichnungen
    felder: Sequence[Handlungsfeld]
    bezuege: Mapping[Bezug, list[int]]
    massnahmen: dict[int, Massnahme] = field(default_factory=dict)

    @cached_property
    def zaehlung(self) -> Counter[str]:
        """How many there are of each kind, and how many gaps of each kind."""
        found: Counter[str] = Counter()
        for feld in self.felder:
            for strategie in feld.strategien.all():
                found["strategien"] += 1
                found["leere_strategien"] += not self.keys(strategie)
            for ziel in feld.ziele.all():
                found["ziele"] += 1
                found["lose_ziele"] += not ziel.strategien.all()
                found["leere_ziele"] += self.lacks_measure(ziel)
        return found

    @property
    def befund(self) -> list[str]:
        """What is missing in the whole Konzept, one sentence each; nothing where all is there."""
        count = self.zaehlung
        strategie, ziel = self.worte["strategie"], self.worte["ziel"]
        strategien = (count["strategien"], strategie.einzahl, strategie.mehrzahl_dativ)
        ziele = (count["ziele"], ziel.einzahl, ziel.mehrzahl_dativ)
        loose = count["lose_ziele"] if strategie.benutzt else 0
        return [
            *gap(count["leere_strategien"], *strategien, "ohne Maßnahme"),
            *gap(loose, *ziele, f"ohne {strategie}"),
            *gap(count["leere_ziele"], *ziele, "ohne Maßnahme"),
        ]

    def keys(self, thing: Strategie | Ziel | Handlungsfeld) -> list[int]:
        """Return the keys of the measures that are linked with the thing itself, in their order."""
        return self.bezuege.get((str(thing._meta.model_name), thing.pk), [])

    def lacks_measure(self, ziel: Ziel) -> bool:
        return not self.keys(ziel) and not any(map(self.keys, ziel.strategien.all()))


def gap(missing: int, of: int, one: str, many: str, what: str) -> Iterator[str]:
    """Yield one sentence that says how many of them lack it, none where none does."""
    if missing:
        yield f"{missing} von {of} {one if of == 1 else many} {'ist' if missing == 1 else 'sind'} {what}."


def skeleton(konzept: Konzept) -> Geruest:
    """Return the whole Konzept with the keys of its measures: a constant number of statements, no measure loaded."""
    rows = konzept.handlungsfelder.order_by("position", "pk")
    felder = list(rows.prefetch_related("strategien__ziele", "ziele__strategien"))
    return Geruest(konzept.worte, felder, _links(konzept))


def _links(konzept: Konzept) -> dict[Bezug, list[int]]:
    """Return which measures are linked with what of a Konzept, in the order of the measures."""
    rows = Massnahmenbezug.objects.exclude(massnahme__status=MassnahmeStatus.VERWORFEN)
    found: dict[Bezug, list[int]] = {}
    for art in ARTEN:
        way = "handlungsfeld__konzept" if art == "handlungsfeld" else f"{art}__handlungsfeld__konzept"
        own = rows.filter(**{way: konzept}).order_by("massnahme__position", "massnahme_id")
        for key, massnahme in own.values_list(f"{art}_id", "massnahme_id"):
            found.setdefault((art, key), []).append(massnahme)
    return found


def tables(geruest: Geruest, felder: Iterable[Handlungsfeld], je_zelle: int | None = JE_ZELLE) -> list[Tafel]:
    """Return the tables of these Handlungsfelder, each cell with at most so many measures, all with None.

    One statement fetches the measures of all of them.
    """
    shown = list(felder)
    wanted = {key for feld in shown for thing in _things(feld) for key in geruest.keys(thing)[:je_zelle]}
    rows = Massnahme.objects.filter(pk__in=wanted).only("pk", "kennung", "nr", "titel", "status", "oeffentlich")
    geruest.massnahmen |= {row.pk: row for row in rows}
    return [Tafel(feld, list(_rows(geruest, feld, je_zelle))) for feld in shown]


def _things(feld: Handlungsfeld) -> list[Strategie | Ziel | Handlungsfeld]:
    return [*feld.strategien.all(), *feld.ziele.all(), feld]


def _rows(geruest: Geruest, feld: Handlungsfeld, je_zelle: int | None) -> Iterator[Zeile]:
    def cell(thing: Strategie | Ziel | Handlungsfeld) -> Zelle:
        keys = geruest.keys(thing)
        named = [geruest.massnahmen[key] for key in keys[:je_zelle]]
        return Zelle(named, len(keys) - len(named))

    named_strategie, named_ziel = geruest.worte["strategie"], geruest.worte["ziel"]
    for strategie in feld.strategien.all():
        ziele = [Zielwort(ziel, geruest.lacks_measure(ziel)) for ziel in _served(feld, strategie)]
        luecke = "" if geruest.keys(strategie) else f"{named_strategie} ohne Maßnahme"
        yield Zeile(strategie, "", ziele, cell(strategie), luecke)
    for ziel in feld.ziele.all():
        is_loose = not ziel.strategien.all()
        luecke = f"{named_ziel} ohne {named_strategie}" if is_loose and named_strategie.benutzt else ""
        if is_loose or geruest.keys(ziel):
            named = [Zielwort(ziel, geruest.lacks_measure(ziel))]
            yield Zeile(None, f"direkt {named_ziel.zum}", named, cell(ziel), luecke)
    if geruest.keys(feld):
        yield Zeile(None, f"direkt {geruest.worte['handlungsfeld'].zum}", (), cell(feld))


def _served(feld: Handlungsfeld, strategie: Strategie) -> list[Ziel]:
    """Return the Ziele of a Strategie as its Handlungsfeld has them: those know their Strategien already."""
    keys = {ziel.pk for ziel in strategie.ziele.all()}
    return [ziel for ziel in feld.ziele.all() if ziel.pk in keys]
