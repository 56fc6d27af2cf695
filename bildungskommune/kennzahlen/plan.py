"""What a file would do: each series that was chosen, with its values beside those that hold. Nothing is stored."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import product

from django.utils.text import Truncator

from bildungskommune.akteure.models import TITEL_LAENGE
from bildungskommune.kennzahlen.genesis import INSGESAMT, Datei, Eintrag, Groesse
from bildungskommune.kennzahlen.models import Zahlenreihe, Zahlenwert
from bildungskommune.kennzahlen.zellen import Angabe, Zeit

HOECHSTENS = 24
"""So many series are read in at once."""


class Was(StrEnum):
    """What would become of a value."""

    NEU = "neu"
    GEAENDERT = "geändert"
    GLEICH = "unverändert"


@dataclass(frozen=True)
class Auswahl:
    """What of a file is to be read in: a region, figures, and for each further characteristic its values."""

    region: str
    groessen: Sequence[str]
    werte: Mapping[int, Sequence[str]]
    tabelle: str
    quelle: str
    abgerufen_am: date

    @property
    def anzahl(self) -> int:
        """How many series that makes."""
        found = len(self.groessen)
        for chosen in self.werte.values():
            found *= len(chosen)
        return found


@dataclass(frozen=True)
class Zeile:
    """A value of the file, and the one that holds."""

    zeit: Zeit
    neu: Zahlenwert
    alt: Zahlenwert | None

    @property
    def was(self) -> Was:
        if self.alt is None:
            return Was.NEU
        same = _said(self.alt) == _said(self.neu)
        return Was.GLEICH if same else Was.GEAENDERT


@dataclass
class Vorschau:
    """One series as it would be. With a `grund` it is left out."""

    reihe: Zahlenreihe
    zeilen: list[Zeile] = field(default_factory=list)
    grund: str = ""

    @property
    def ist_neu(self) -> bool:
        return not self.reihe.ist_gespeichert

    @property
    def zu_tun(self) -> list[Zeile]:
        return [one for one in self.zeilen if one.was != Was.GLEICH]

    @property
    def wird_gelesen(self) -> bool:
        """Also when no value changes: the day on which they were asked for does."""
        return not self.grund

    def zahl_der(self, was: Was) -> int:
        return sum(one.was == was for one in self.zeilen)

    @property
    def gezaehlt(self) -> str:
        """How many values of each kind, "3 neu, 1 geändert"."""
        return ", ".join(f"{count} {was}" for was in Was if (count := self.zahl_der(was)))


def plan(datei: Datei, auswahl: Auswahl) -> list[Vorschau]:
    """Return the series that were chosen; a choice of which the file says nothing makes none."""
    found = {what: _series(datei, auswahl, *what) for what in _choices(datei, auswahl)}
    known = {one.schluessel: one for one in _known(one.schluessel for one in found.values())}
    entries = _by_choice(datei)
    return [
        _preview(known.get(one.schluessel, one), entries[what], auswahl)
        for what, one in found.items()
        if what in entries
    ]


def fingerprint(previews: Sequence[Vorschau]) -> str:
    """Return what is equal as long as the same would be stored."""
    told = [
        (one.reihe.schluessel, one.grund, [(zeile.zeit.wort, _said(zeile.neu), zeile.was) for zeile in one.zeilen])
        for one in previews
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def _known(keys: Iterable[str]) -> Iterable[Zahlenreihe]:
    return Zahlenreihe.objects.filter(schluessel__in=list(keys)).with_values()


def _choices(datei: Datei, auswahl: Auswahl) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each figure with each combination of the values of characteristics, the region at its place."""
    values = [[auswahl.region] if nr == datei.region else auswahl.werte[nr] for nr in range(len(datei.merkmale))]
    for groesse in auswahl.groessen:
        for codes in product(*values):
            yield groesse, tuple(codes)


def _by_choice(datei: Datei) -> dict[tuple[str, tuple[str, ...]], list[Eintrag]]:
    found: dict[tuple[str, tuple[str, ...]], list[Eintrag]] = {}
    for entry in datei.eintraege:
        found.setdefault((entry.groesse, entry.auspraegungen), []).append(entry)
    return found


def _series(datei: Datei, auswahl: Auswahl, groesse: str, codes: tuple[str, ...]) -> Zahlenreihe:
    """Return a new series with everything that the file says of it."""
    figure = datei.groessen[groesse]
    named = [(merkmal, codes[nr], merkmal.werte[codes[nr]]) for nr, merkmal in datei.weitere]
    region = datei.regionen[auswahl.region]
    told = sorted(f"{merkmal.code}={code}" for merkmal, code, _ in named)
    return Zahlenreihe(
        titel=_title(figure, [wert for _, _, wert in named], region),
        einheit=figure.einheit,
        tabelle=auswahl.tabelle,
        statistik=datei.statistik,
        statistik_name=datei.statistik_name,
        groesse=figure.code,
        groesse_name=figure.name,
        region=auswahl.region,
        region_name=region,
        merkmale=[f"{merkmal.name}: {wert}" for merkmal, _, wert in named],
        schluessel="|".join([datei.statistik, figure.code, figure.einheit, auswahl.region, *told]),
        quelle=auswahl.quelle,
        abgerufen_am=auswahl.abgerufen_am,
    )


def _title(figure: Groesse, werte: Sequence[str], region: str) -> str:
    parts = ", ".join(wert for wert in werte if wert != INSGESAMT)
    return Truncator(f"{figure.name}{f': {parts}' if parts else ''}, {region}").chars(TITEL_LAENGE)


def _preview(reihe: Zahlenreihe, entries: Sequence[Eintrag], auswahl: Auswahl) -> Vorschau:
    if reihe.ist_gespeichert and reihe.abgerufen_am > auswahl.abgerufen_am:
        return Vorschau(reihe, grund=f"Das Portal hat schon Zahlen vom {reihe.abgerufen_am:%d.%m.%Y}, also neuere.")
    try:
        values = _once(entries)
    except _Widerspruch as error:
        return Vorschau(reihe, grund=str(error))
    holding = {one.zeit: one for one in reihe.geltende} if reihe.ist_gespeichert else {}
    zeilen = [
        Zeile(zeit, _value(reihe, zeit, angabe, auswahl), holding.get(zeit.wort)) for zeit, angabe in values.items()
    ]
    return Vorschau(reihe, sorted(zeilen, key=lambda one: (one.zeit.tag, one.zeit.wort)))


class _Widerspruch(Exception):
    """The file gives two values for one time."""


def _once(entries: Sequence[Eintrag]) -> dict[Zeit, Angabe]:
    values: dict[Zeit, Angabe] = {}
    for entry in entries:
        if values.setdefault(entry.zeit, entry.angabe) != entry.angabe:
            raise _Widerspruch(f"Die Datei nennt für {entry.zeit.wort} zwei verschiedene Werte (Zeile {entry.nr}).")
    return values


def _value(reihe: Zahlenreihe, zeit: Zeit, angabe: Angabe, auswahl: Auswahl) -> Zahlenwert:
    return Zahlenwert(
        reihe=reihe,
        zeit=zeit.wort,
        tag=zeit.tag,
        wert=angabe.wert,
        zeichen=angabe.zeichen,
        guete=angabe.guete,
        abgerufen_am=auswahl.abgerufen_am,
    )


def _said(one: Zahlenwert) -> tuple[str, str]:
    """What the statistics say: the number or sign, and how sure it is. That a number is final is nothing to say."""
    return (one.wortlaut, one.bedeutung)
