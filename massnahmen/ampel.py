"""Whether a measure is on its way, worked out from what is known of it, and why, in whole sentences.

Nothing here asks the database: who calls brings the measure with its milestones, its indicators with their values and
its newest report that counts (`listen.with_ampel`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from bildungskommune.ui import zeiten
from bildungskommune.zeichen import one_line
from massnahmen import takt, weg
from massnahmen.models import (
    FERTIG,
    Ampelstufe,
    Ampelurteil,
    Indikator,
    Indikatorwert,
    Massnahme,
    MassnahmeStatus,
    Meilenstein,
    Sachstand,
)
from massnahmen.wording import overdue

S = MassnahmeStatus
GENANNT = 3
"""So many overdue milestones are named, the others counted."""
OHNE_URTEIL = {
    S.VORSCHLAG: "Die Maßnahme ist noch ein Vorschlag.",
    S.ZURUECKGESTELLT: "Die Maßnahme ist zurückgestellt.",
    S.VERWORFEN: "Die Maßnahme wird nicht weiterverfolgt.",
}
ZEICHEN = {
    Ampelstufe.AUF_KURS: "laeuft",
    Ampelstufe.ACHTUNG: "warten",
    Ampelstufe.IN_VERZUG: "verzug",
    Ampelstufe.FERTIG: "gut",
    Ampelstufe.KEINE_ANGABE: "neutral",
}
Grund = tuple[Ampelstufe, str]


@dataclass(frozen=True)
class Ampel:
    """How a measure stands and why. `gesetzt_am` is the day on which people said so against what is worked out."""

    stufe: Ampelstufe
    gruende: Sequence[str]
    gesetzt_am: date | None = None

    @property
    def ist_zu_sagen(self) -> bool:
        """Whether it tells the public more than the state of the measure does."""
        return self.stufe not in {Ampelstufe.FERTIG, Ampelstufe.KEINE_ANGABE}

    @property
    def wort(self) -> str:
        """The level in words that stand on one line."""
        return str(self.stufe.label).replace(" ", zeiten.NBSP)

    @property
    def art(self) -> str:
        """How it is shown: each level has a sign of its own."""
        return ZEICHEN[self.stufe]


@dataclass(frozen=True)
class Lage:
    """What is known of a measure on a day."""

    massnahme: Massnahme
    meilensteine: Sequence[Meilenstein]
    indikatoren: Sequence[Indikator]
    """With their values, in the order of the days."""
    sachstand: Sachstand | None
    heute: date
    takt: int | None = None
    """How often something should be heard of it, in months; None where no plan says it."""


def work_out(lage: Lage) -> Ampel:
    """Return the level that the data say, with each reason as a sentence."""
    status = S(lage.massnahme.status)
    if status in FERTIG:
        return Ampel(Ampelstufe.FERTIG, (f"Die Maßnahme ist {status.label}.",))
    if status in OHNE_URTEIL:
        return Ampel(Ampelstufe.KEINE_ANGABE, (OHNE_URTEIL[status],))
    found = [*_dates(lage), *_milestones(lage), *_measured(lage), *_heard(lage)]
    if not found:
        return Ampel(Ampelstufe.AUF_KURS, (_good(lage),))
    level = Ampelstufe.IN_VERZUG if any(one == Ampelstufe.IN_VERZUG for one, _ in found) else Ampelstufe.ACHTUNG
    if _knows_nothing(lage):
        level = Ampelstufe.KEINE_ANGABE
    return Ampel(level, tuple(satz for _, satz in found))


def _knows_nothing(lage: Lage) -> bool:
    """Whether neither a day nor a report says how it goes."""
    massnahme = lage.massnahme
    is_late = massnahme.status == S.VERZOEGERT
    return not (is_late or massnahme.beginn or massnahme.ende or lage.meilensteine or lage.sachstand)


def _good(lage: Lage) -> str:
    assert lage.sachstand is not None, "without a report there is a reason"
    return f"Kein Termin ist überschritten, und der letzte Sachstand ist vom {zeiten.datum(lage.sachstand.stichtag)}."


def _dates(lage: Lage) -> Iterator[Grund]:
    massnahme = lage.massnahme
    if massnahme.status == S.VERZOEGERT:
        yield Ampelstufe.IN_VERZUG, "Die Maßnahme ist verzögert."
    if massnahme.ende is not None and massnahme.ende < lage.heute:
        day = zeiten.datum(massnahme.ende)
        yield Ampelstufe.IN_VERZUG, f"Das Ende war für den {day} vorgesehen, und die Maßnahme ist nicht fertig."
    if massnahme.status == S.VORGESEHEN and massnahme.beginn is not None and massnahme.beginn < lage.heute:
        day = zeiten.datum(massnahme.beginn)
        yield Ampelstufe.ACHTUNG, f"Der Beginn war für den {day} vorgesehen, und die Umsetzung hat nicht begonnen."


def _milestones(lage: Lage) -> Iterator[Grund]:
    late = sorted(overdue(lage.meilensteine, lage.heute), key=lambda stone: stone.datum)
    for stone in late[:GENANNT]:
        titel, day = one_line(stone.titel), zeiten.datum(stone.datum)
        yield Ampelstufe.IN_VERZUG, f"Der Meilenstein „{titel}“ war für den {day} vorgesehen und ist nicht erreicht."
    rest = len(late) - GENANNT
    if rest == 1:
        yield Ampelstufe.IN_VERZUG, "Ein weiterer Meilenstein ist überfällig."
    elif rest > 1:
        yield Ampelstufe.IN_VERZUG, f"{rest} weitere Meilensteine sind überfällig."


def _measured(lage: Lage) -> Iterator[Grund]:
    for indikator in lage.indikatoren:
        last = _last(indikator, lage.heute)
        behind = weg.behind(indikator, last.datum, last.wert) if last is not None else None
        if last is None or behind is None:
            continue
        einheit = f" {indikator.einheit}" if indikator.einheit else ""
        stood = (
            f"„{one_line(indikator.titel)}“ stand am {zeiten.datum(last.datum)} bei {zeiten.zahl(last.wert)}{einheit}"
        )
        yield Ampelstufe.ACHTUNG, f"{stood}; {_way(behind)} wären es {zeiten.zahl(behind.soll)}{einheit}."


def _way(behind: weg.Rueckstand) -> str:
    if behind.jahr is None:
        return "auf geradem Weg zum Ziel"
    return f"auf dem Weg zum Ziel für {behind.jahr} ({zeiten.zahl(behind.ziel)})"


def _last(indikator: Indikator, heute: date) -> Indikatorwert | None:
    return max(
        (wert for wert in indikator.werte.all() if wert.datum <= heute), key=lambda wert: wert.datum, default=None
    )


def _heard(lage: Lage) -> Iterator[Grund]:
    if lage.sachstand is None:
        yield Ampelstufe.ACHTUNG, "Es gibt noch keinen Sachstand."
    elif takt.due(lage.sachstand.stichtag, lage.takt) < lage.heute:
        yield Ampelstufe.ACHTUNG, _old(zeiten.datum(lage.sachstand.stichtag), lage.takt)


def _old(day: str, months: int | None) -> str:
    if months is None:
        return f"Der letzte Sachstand ist vom {day} und damit älter als ein halbes Jahr."
    turn = "jeden Monat" if months == 1 else f"alle {months} Monate"
    return f"Der letzte Sachstand ist vom {day}; der Plan sieht {turn} einen Bericht vor."


def of(massnahme: Massnahme, heute: date | None = None) -> Ampel:
    """Return how a measure stands that was loaded with `listen.with_ampel`: as people said, else as worked out."""
    newest: Sequence[Sachstand] = getattr(massnahme, "neueste", ())
    lage = Lage(
        massnahme,
        list(massnahme.meilensteine.all()),
        list(massnahme.indikatoren.all()),
        newest[0] if newest else None,
        heute or timezone.localdate(),
        massnahme.takt,
    )
    urteile: Sequence[Ampelurteil] = getattr(massnahme, "geltende_urteile", ())
    return said(urteile[0]) if urteile else work_out(lage)


def said(urteil: Ampelurteil) -> Ampel:
    """Return the level that the Stabsstelle has set, with its reason and its day."""
    return Ampel(Ampelstufe(urteil.stufe), (urteil.grund,), timezone.localdate(urteil.gesetzt_am))
