"""How a Fassung is shown: its state as a thread, the progress of its print, its size in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from bildungskommune.audit.models import Eintrag
from bildungskommune.fassungen.models import Druckauftrag, Fassung, Status
from bildungskommune.fassungen.registry import UnknownDefinition, definition
from bildungskommune.tracing.faden import Station

ART = {
    Status.ENTWURF: "offen",
    Status.BETEILIGUNG: "laeuft",
    Status.UEBERARBEITUNG: "laeuft",
    Status.BERATUNG: "laeuft",
    Status.BESCHLOSSEN: "gut",
    Status.GEAENDERT: "gut",
    Status.ZURUECK: "warten",
    Status.ABGELEHNT: "neutral",
    Status.VEROEFFENTLICHT: "gut",
    Status.ABGELOEST: "neutral",
    Status.ZURUECKGEZOGEN: "warten",
}
WEG = (Status.ENTWURF, Status.BETEILIGUNG, Status.BERATUNG, Status.BESCHLOSSEN, Status.VEROEFFENTLICHT)
PLATZ = {
    Status.UEBERARBEITUNG: Status.BETEILIGUNG,
}
AM_ZIEL = frozenset(
    {
        Status.GEAENDERT,
        Status.ZURUECK,
        Status.ABGELEHNT,
        Status.VEROEFFENTLICHT,
        Status.ABGELOEST,
        Status.ZURUECKGEZOGEN,
    }
)
KILO, MEGA = 1_000, 1_000_000


def art(fassung: Fassung) -> str:
    """How the state is shown: gut, laeuft, warten, offen or neutral."""
    return ART[Status(fassung.status)]


def stationen(fassung: Fassung) -> list[Station]:
    """Return the way of this Fassung: what it went through, where it stands, what may follow."""
    here = Status(fassung.status)
    now = Station(
        here.label,
        stand_art="gut" if here in AM_ZIEL else "laeuft",
        datum=timezone.localdate(fassung.status_seit),
        grund=fassung.status_grund,
    )
    return [*_behind(fassung), now, *_ahead(here)]


def _behind(fassung: Fassung) -> list[Station]:
    """Return the states that were left, as the audit trail tells them."""
    if fassung.status == Status.ENTWURF:
        return []
    moves = Eintrag.objects.about(fassung).filter(ereignis="fassung.status").order_by("created", "pk")
    entered = [(move.angaben.get("nach"), move.created) for move in moves][:-1]
    labels = dict(Status.choices)
    passed = [_done(labels[to], when) for to, when in entered if to in labels]
    return [_done(Status.ENTWURF.label, fassung.eingefroren_am), *passed]


def _done(wort: str, when: datetime) -> Station:
    return Station(wort, stand_art="gut", datum=timezone.localdate(when))


def _ahead(here: Status) -> list[Station]:
    if here in AM_ZIEL:
        return []
    place = WEG.index(PLATZ.get(here, here))
    return [Station(status.label, stand_art="offen") for status in WEG[place + 1 :]]


def size(groesse: int) -> str:
    """Return so many bytes for people: "480 KB" or "1,2 MB"."""
    if groesse >= MEGA:
        return f"{groesse / MEGA:.1f} MB".replace(".", ",")
    return f"{max(1, round(groesse / KILO))} KB"


def stage_name(fassung: Fassung) -> str:
    try:
        return definition(fassung.definition).name
    except UnknownDefinition:
        return fassung.definition


def file_name(fassung: Fassung) -> str:
    """Return the name of the PDF without its ending: "leitbild-boerde-fassung-3", "leitbild-boerde-en-fassung-1"."""
    dokument = fassung.dokument.removeprefix(f"{fassung.definition}-")
    parts = (fassung.definition, dokument, fassung.linie, "fassung", str(fassung.nummer))
    return "-".join(part for part in parts if part)


@dataclass(frozen=True)
class Druckstand:
    """The print of a Fassung in words, for the page and for the polled part."""

    wort: str
    seite: int
    seiten: int
    is_open: bool
    fehler: str = ""


def print_state(auftrag: Druckauftrag | None, now: datetime | None = None) -> Druckstand | None:
    """Say how far the print is; None when it was never ordered."""
    if auftrag is None:
        return None
    kinds = Druckauftrag.Status
    if auftrag.status == kinds.FERTIG:
        return Druckstand(f"Das PDF ist fertig: {auftrag.seiten} Seiten, {size(auftrag.groesse)}.", 0, 0, is_open=False)
    if auftrag.status in {kinds.GESCHEITERT, kinds.ABGEBROCHEN}:
        called_off = auftrag.status == kinds.ABGEBROCHEN
        wort = "Der Druck wurde abgebrochen." if called_off else "Das PDF konnte nicht gesetzt werden."
        return Druckstand(wort, 0, 0, is_open=False, fehler=auftrag.fehler)
    if auftrag.status == kinds.LAEUFT:
        wort = f"Das PDF wird gesetzt, Seite {auftrag.seite}." if auftrag.seite else "Das PDF wird gesetzt."
        return Druckstand(wort, auftrag.seite, _pages_to_expect(auftrag), is_open=True)
    waiting = (now or timezone.now()) - auftrag.heartbeat
    minutes = int(waiting.total_seconds() // 60)
    since = f" seit {minutes} Minuten. Läuft der Druckdienst?" if minutes >= 3 else "."
    return Druckstand(f"Das PDF wartet auf den Druckdienst{since}", 0, 0, is_open=True)


def auftrag_of(fassung: Fassung) -> Druckauftrag | None:
    """Return the print order of a Fassung, None when there is none."""
    return fassung.auftrag if hasattr(fassung, "auftrag") else None


def is_printed(fassung: Fassung) -> bool:
    """Whether its PDF is there."""
    auftrag = auftrag_of(fassung)
    return auftrag is not None and auftrag.status == Druckauftrag.Status.FERTIG


def _pages_to_expect(auftrag: Druckauftrag) -> int:
    """Guess the length from the newest print of the same document, 0 when there is none."""
    fassung = auftrag.fassung
    printed = Druckauftrag.objects.filter(
        status=Druckauftrag.Status.FERTIG,
        fassung__definition=fassung.definition,
        fassung__objekt_id=fassung.objekt_id,
    )
    pages = printed.order_by("-finished").values_list("seiten", flat=True).first() or 0
    return max(pages, auftrag.seite) if pages else 0
