"""The way of a Vorlage through the committees as one page tells it: who met when, what lay there, what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.beteiligung.models import Beratung, Vorlage
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.liste import FassungZeile
from bildungskommune.fassungen.models import Fassung
from bildungskommune.vergleich.gegenueber import Zeile
from bildungskommune.vorlagen.gegenueber import Seither, Vergleiche
from bildungskommune.vorlagen.linien import Linien, lines
from bildungskommune.vorlagen.sicht import debates, may_read

ART = {"": "laeuft", Beratung.Ergebnis.VERTAGT: "warten", Beratung.Ergebnis.ZURUECK: "warten"}
TEILE = 6
"""So many parts of what was changed in session stand on the page; the comparison has all."""


@dataclass(frozen=True)
class Beschlossen:
    """A text as it was adopted, beside the one that was introduced."""

    fassung: Fassung
    eingebracht: Fassung | None
    """None when this person may not read it."""
    zeilen: Sequence[Zeile]
    weitere: int
    """So many more parts were changed."""
    url: str

    @property
    def paar(self) -> list[Fassung]:
        return [one for one in (self.eingebracht, self.fassung) if one is not None]


@dataclass(frozen=True)
class Station:
    """One Beratung, past or to come."""

    beratung: Beratung
    wort: str
    art: str
    kommt: bool
    vorgelegt: Sequence[Fassung]
    verdeckt: bool
    """Whether something lay there that this person may not read."""
    seither: Sequence[Seither]
    beschlossen: Sequence[Beschlossen]

    @property
    def knoten(self) -> str:
        """How its node on the line looks: to come, without a result, done."""
        if self.kommt:
            return " faden__knoten--offen"
        return "" if self.beratung.ergebnis else " faden__knoten--laeuft"


@dataclass(frozen=True)
class Folge:
    vorlage: Vorlage
    stationen: Sequence[Station]
    gremien: Sequence[Station]
    """For each committee its last Beratung, as far as what lay there can be compared with what there is now."""
    dateien: Sequence[FassungZeile]

    @property
    def geaendert(self) -> list[Beschlossen]:
        return [one for station in self.stationen for one in station.beschlossen]


def folge(vorlage: Vorlage, user: Nutzer, *, today: date | None = None) -> Folge:
    """Return the page about a Vorlage as this person may read it."""
    today = today or timezone.localdate()
    beratungen = list(debates(vorlage, user).prefetch_related("beschlussfassungen__beschluss_zu"))
    adopted = [fassung for one in beratungen for fassung in one.beschlussfassungen.all()]
    carried = list(vorlage.fassungen.without_snapshot())
    linien = lines(carried, user)
    vergleiche = Vergleiche()
    stationen = [_station(one, linien, vergleiche, today) for one in beratungen]
    shown = {one.pk: one for one in (*carried, *adopted, *(linien.today(one) for one in carried)) if one is not None}
    readable = [one for one in shown.values() if may_read(user, one)]
    return Folge(vorlage, stationen, list(_last_of_each(stationen)), liste.rows(readable))


def _station(beratung: Beratung, linien: Linien, vergleiche: Vergleiche, today: date) -> Station:
    laid = linien.laid_before(beratung.datum)
    readable = [one for one in laid if linien.can_be_read(one)]
    pairs = [(one, now) for one in readable if (now := linien.today(one)) is not None]
    kommt = beratung.datum > today
    ahead = "vorgesehen" if kommt else "Ergebnis nicht eingetragen"
    return Station(
        beratung=beratung,
        wort=beratung.get_ergebnis_display() or ahead,
        art="offen" if kommt and not beratung.ergebnis else ART.get(beratung.ergebnis, "gut"),
        kommt=kommt,
        vorgelegt=readable,
        verdeckt=len(readable) < len(laid),
        seither=[vergleiche.since(one, now) for one, now in pairs],
        beschlossen=[_adopted(one, linien, vergleiche) for one in beratung.beschlussfassungen.all()],
    )


def _adopted(fassung: Fassung, linien: Linien, vergleiche: Vergleiche) -> Beschlossen:
    introduced = fassung.beschluss_zu
    if introduced is None or not (linien.can_be_read(introduced) and linien.can_be_read(fassung)):
        return Beschlossen(fassung, None, [], 0, liste.link(fassung) if fassung.ist_oeffentlich else "")
    changed = vergleiche.changed(introduced, fassung)
    return Beschlossen(
        fassung, introduced, changed[:TEILE], max(0, len(changed) - TEILE), vergleiche.address(introduced, fassung)
    )


def _last_of_each(stationen: Iterable[Station]) -> Iterable[Station]:
    found: dict[int, Station] = {}
    for station in stationen:
        if station.seither and not (station.kommt and station.beratung.gremium_id in found):
            found[station.beratung.gremium_id] = station
    return found.values()
