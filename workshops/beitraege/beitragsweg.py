"""The way of one contribution, from the card to where it stands today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, runtime_checkable

from django.utils import timezone

from bildungskommune.tracing.faden import Faltung, Ganzes, Schritt, Station, Weg
from bildungskommune.tracing.fadenangaben import Angaben, Erzaehlt, told_of
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.registry import whole
from bildungskommune.tracing.stationen import by_stage
from workshops.models import Beitrag, Thema
from workshops.wand import rangfolge
from workshops.wand.rangfolge import Rang

Status = Beitrag.Status


@runtime_checkable
class MitAusblick(Protocol):
    """A thing on the thread that can say what comes next, and when."""

    def faden_ausblick(self) -> tuple[date, str] | None: ...


@dataclass(frozen=True)
class Beitragsweg:
    """What the page of a contribution shows: `hier` is where it has come to, `ausblick` what is planned."""

    beitrag: Beitrag
    satz: str
    themen: Sequence[Rang]
    gruppen: Sequence[Faltung[Erzaehlt]]
    ende: Schritt | None
    hier: Station
    ausblick: Station | None = None
    angaben: Angaben | None = None
    """How the last of the way changed, and what it costs, as far as everybody may know."""

    @property
    def knoten(self) -> str:
        """How the knot of `hier` looks: half full until it is done, dashed towards what comes."""
        laeuft = "" if self.hier.stand_art == "gut" else "faden__knoten--laeuft"
        return f"{laeuft} faden__knoten--vor-offen" if self.ausblick or self.hier.stand_art == "warten" else laeuft


_STAND: dict[str, tuple[str, str]] = {
    Status.EINGEREICHT: (
        "Eingegangen",
        "Die Stabsstelle liest jeden Beitrag, bevor er öffentlich wird. Was daraus wird, steht dann hier.",
    ),
    Status.GEPRUEFT: (
        "Gelesen",
        "Der Beitrag ist geprüft und wird bald öffentlich. Was daraus wird, steht dann hier.",
    ),
    Status.VEROEFFENTLICHT: (
        "Wird ausgewertet",
        "Noch ist nicht entschieden, was daraus wird. Sobald es feststeht, steht es hier mit der Begründung.",
    ),
    Status.NICHT_OEFFENTLICH: (
        "Nicht öffentlich",
        "Der Beitrag steht nicht in der öffentlichen Liste. Ausgewertet wird er trotzdem.",
    ),
    Status.ZURUECKGEWIESEN: (
        "Zurückgewiesen",
        "Der Beitrag wird nicht ausgewertet.",
    ),
}
_KURZ: dict[str, str] = {
    Status.EINGEREICHT: "Der Beitrag ist angekommen und wird gelesen.",
    Status.GEPRUEFT: "Der Beitrag ist gelesen und wird bald öffentlich.",
    Status.VEROEFFENTLICHT: "Der Beitrag ist öffentlich und wird gerade ausgewertet.",
    Status.NICHT_OEFFENTLICH: "Der Beitrag ist angekommen. Er steht nicht in der öffentlichen Liste.",
    Status.ZURUECKGEWIESEN: "Der Beitrag wurde zurückgewiesen. Der Grund steht unten.",
}
_VERBLEIB: dict[str, str] = {
    Beitrag.Verbleib.AUFGENOMMEN: "Das Anliegen ist aufgenommen.",
    Beitrag.Verbleib.TEILWEISE: "Das Anliegen ist zum Teil aufgenommen.",
    Beitrag.Verbleib.ZUSAMMENGEFUEHRT: "Das Anliegen ist mit anderen zusammengeführt.",
    Beitrag.Verbleib.NICHT_AUFGENOMMEN: "Das Anliegen ist nicht aufgenommen. Der Grund steht unten.",
    Beitrag.Verbleib.WEITERGELEITET: "Das Anliegen ist weitergeleitet.",
}


def follow(beitrag: Beitrag) -> Beitragsweg:
    """Return the whole way; the number of queries does not depend on how much became of it."""
    net = netz([beitrag], "wohin")
    steps = net.schritte(beitrag)
    weg = net.hauptweg(beitrag)
    gruppen = by_stage([step for step in steps if not step.ist(Thema)], weg, _whole(beitrag))
    told = told_of(step for gruppe in gruppen for step in gruppe.alle)
    return Beitragsweg(
        beitrag=beitrag,
        satz=_sentence(beitrag, weg),
        themen=rangfolge.of_themen([one.als(Thema) for one in steps if one.ist(Thema) and one.tiefe == 1]),
        gruppen=[gruppe.mapped(lambda step: Erzaehlt(step, told.get(step.key))) for gruppe in gruppen],
        ende=weg.ende,
        hier=_here(beitrag, weg),
        ausblick=_ahead(weg.ende),
        angaben=told.get(weg.ende.key) if weg.ende else None,
    )


def _whole(beitrag: Beitrag) -> Ganzes | None:
    """Return the page with all that followed; what is not public has none."""
    return whole("beitrag", beitrag.code, f"Beitrag {beitrag.code}") if beitrag.ist_oeffentlich else None


def _sentence(beitrag: Beitrag, weg: Weg) -> str:
    wort = "dieser Karte" if beitrag.quelle == Beitrag.Quelle.KARTE else "diesem Beitrag"
    if weg.anfang is None or weg.ende is None:
        return _VERBLEIB.get(beitrag.verbleib) or _KURZ[beitrag.status]
    stand = f" Stand heute: {weg.ende.stand}." if weg.ende.stand else ""
    if weg.anfang is weg.ende:
        return f"Aus {wort} wurde ein Teil von {weg.ende.art}.{stand}"
    return f"Aus {wort} wurde ein Teil von {weg.anfang.art} und daraus {weg.ende.art}.{stand}"


def _here(beitrag: Beitrag, weg: Weg) -> Station:
    if weg.ende is not None:
        return _at_the_end(weg.ende, weg.stand)
    if beitrag.verbleib:
        satz = "Damit ist der Beitrag beantwortet."
        return Station(beitrag.get_verbleib_display(), grund=satz, stand_art="gut", datum=beitrag.verbleib_am)
    titel, satz = _waiting(beitrag)
    return Station(titel, grund=satz, stand_art="warten", datum=timezone.localdate(beitrag.status_seit))


def _waiting(beitrag: Beitrag) -> tuple[str, str]:
    titel, satz = _STAND[beitrag.status]
    if beitrag.status == Status.ZURUECKGEWIESEN and beitrag.status_grund:
        satz = f"{satz} Der Grund: {beitrag.status_grund}"
    return titel, satz


def _at_the_end(ende: Schritt, stand: Schritt | None) -> Station:
    if not ende.stand:
        satz = "Wie es weitergeht, steht hier, sobald etwas daraus folgt."
        return Station(
            ende.titel, grund=satz, zusatz=ende.art, zusatz_url=ende.url, stand_art="laeuft", datum=ende.datum
        )
    return Station(
        ende.stand,
        grund=stand.grund if stand else "",
        zusatz=f"{ende.art}: {ende.titel}",
        zusatz_url=ende.url,
        stand_art=ende.stand_art,
        datum=stand.datum if stand else ende.datum,
    )


def _ahead(ende: Schritt | None) -> Station | None:
    if ende is None or not ende.stand or not isinstance(ende.knoten, MitAusblick):
        return None
    following = ende.knoten.faden_ausblick()
    return Station(following[1], art="vorgesehen", datum=following[0], stand_art="offen") if following else None


def consequences(themen: Sequence[Thema]) -> list[Schritt]:
    """Return what became of these Themen, each thing once, stage by stage and nearest first."""
    found = [step for step in netz(themen, "wohin").alle(themen) if not step.ist(Thema)]
    return sorted(found, key=lambda step: (step.stufe, step.tiefe))


def later_stages(themen: Sequence[Thema]) -> list[Schritt]:
    """Return what later stages made of these Themen."""
    return [step for step in consequences(themen) if step.stufe > Thema.faden_stufe]
