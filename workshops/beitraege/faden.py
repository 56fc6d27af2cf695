"""The way of one contribution, from the card to where it stands today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Protocol, runtime_checkable

from django.db import models
from django.utils import timezone

from bildungskommune.tracing.netz import Key, Netz, Schritt, netz
from workshops.models import Beitrag, Thema
from workshops.wand import rangfolge
from workshops.wand.rangfolge import Rang

MAX_VORN = 3
"""Up to so many things of one stage are all shown; of more only those on the main way, the rest is folded away."""

Status = Beitrag.Status


@runtime_checkable
class MitLage(Protocol):
    """A thing on the thread that can say how it goes and what comes next, each with its date."""

    def faden_lage(self) -> tuple[date, str] | None: ...
    def faden_ausblick(self) -> tuple[date, str] | None: ...


@dataclass(frozen=True)
class Gruppe:
    """The steps of one stage, nearest first."""

    vorn: Sequence[Schritt]
    rest: Sequence[Schritt]


@dataclass(frozen=True)
class Hier:
    """Where the contribution has come to, and what is planned next."""

    titel: str
    satz: str = ""
    art: str = "laeuft"
    ueber: str = ""
    url: str = ""
    datum: date | None = None
    ausblick: tuple[date, str] | None = None


@dataclass(frozen=True)
class Weg:
    beitrag: Beitrag
    satz: str
    themen: Sequence[Rang]
    gruppen: Sequence[Gruppe]
    ziel: Schritt | None
    hier: Hier


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


def follow(beitrag: Beitrag) -> Weg:
    """Return the whole way; the number of queries does not depend on how much became of it."""
    net = netz([beitrag], "wohin")
    steps = net.schritte(beitrag)
    own = [step.knoten for step in steps if isinstance(step.knoten, Thema) and step.tiefe == 1]
    main = main_path(net, beitrag)
    order = {id(step.knoten): place for place, step in enumerate(main)}
    later = sorted(
        (step for step in steps if not isinstance(step.knoten, Thema)),
        key=lambda step: (step.stufe, id(step.knoten) not in order, order.get(id(step.knoten), 0), step.tiefe),
    )
    gruppen = [_group(list(found), set(order)) for _, found in groupby(later, key=lambda step: step.stufe)]
    ziel = main[-1] if main else None
    return Weg(
        beitrag=beitrag,
        satz=_sentence(beitrag, main),
        themen=_ranks(own),
        gruppen=gruppen,
        ziel=ziel,
        hier=_here(beitrag, ziel),
    )


def main_path(net: Netz, start: models.Model) -> list[Schritt]:
    """Return one unbroken way from `start` to the nearest thing of the last stage, without Themen."""
    origin = (start._meta.label_lower, int(start.pk))
    came: dict[Key, tuple[Key, str] | None] = {origin: None}
    order = [origin]
    for key in order:
        for target, grund in net.links.get(key, ()):
            if target not in came:
                came[target] = (key, grund)
                order.append(target)
    found = [key for key in order[1:] if not isinstance(net.nodes[key], Thema)]
    if not found:
        return []
    last = max(net.nodes[key].faden_stufe for key in found)
    key = next(key for key in found if net.nodes[key].faden_stufe == last)
    return _back(net, came, key)


def _back(net: Netz, came: Mapping[Key, tuple[Key, str] | None], key: Key) -> list[Schritt]:
    path: list[Schritt] = []
    step = came[key]
    while step is not None:
        if not isinstance(net.nodes[key], Thema):
            path.append(Schritt(net.nodes[key], step[1], 0))
        key = step[0]
        step = came[key]
    return path[::-1]


def _group(steps: list[Schritt], main: set[int]) -> Gruppe:
    if len(steps) <= MAX_VORN:
        return Gruppe(steps, ())
    vorn = [step for step in steps if id(step.knoten) in main] or steps[:1]
    return Gruppe(vorn, [step for step in steps if step not in vorn])


def _ranks(themen: list[Thema]) -> list[Rang]:
    wanted = {thema.pk for thema in themen}
    workshops = {thema.workshop_id for thema in themen if thema.workshop_id}
    ranked = [rang for found in rangfolge.of_workshops(workshops).values() for rang in found if rang.thema.pk in wanted]
    known = {rang.thema.pk for rang in ranked}
    return ranked + [Rang(thema, 0, 0, 0, None) for thema in themen if thema.pk not in known]


def _sentence(beitrag: Beitrag, main: Sequence[Schritt]) -> str:
    wort = "dieser Karte" if beitrag.quelle == Beitrag.Quelle.KARTE else "diesem Beitrag"
    if not main:
        return _VERBLEIB.get(beitrag.verbleib) or _KURZ[beitrag.status]
    first, ziel = main[0], main[-1]
    stand = f" Stand heute: {ziel.stand}." if ziel.stand else ""
    if first is ziel:
        return f"Aus {wort} wurde ein Teil von {ziel.art}.{stand}"
    return f"Aus {wort} wurde ein Teil von {first.art} und daraus {ziel.art}.{stand}"


def _waiting(beitrag: Beitrag) -> tuple[str, str]:
    titel, satz = _STAND[beitrag.status]
    if beitrag.status == Status.ZURUECKGEWIESEN and beitrag.status_grund:
        satz = f"{satz} Der Grund: {beitrag.status_grund}"
    return titel, satz


def _here(beitrag: Beitrag, ziel: Schritt | None) -> Hier:
    if ziel is not None and ziel.stand:
        return _at_goal(ziel)
    if ziel is not None:
        satz = "Wie es weitergeht, steht hier, sobald etwas daraus folgt."
        return Hier(ziel.titel, satz, ueber=ziel.art, url=ziel.url, datum=ziel.datum)
    if beitrag.verbleib:
        return Hier(
            beitrag.get_verbleib_display(), "Damit ist der Beitrag beantwortet.", art="gut", datum=beitrag.verbleib_am
        )
    titel, satz = _waiting(beitrag)
    return Hier(titel, satz, art="warten", datum=timezone.localdate(beitrag.status_seit))


def _at_goal(ziel: Schritt) -> Hier:
    lage = ziel.knoten.faden_lage() if isinstance(ziel.knoten, MitLage) else None
    datum, satz = lage or (ziel.datum, "")
    ausblick = ziel.knoten.faden_ausblick() if isinstance(ziel.knoten, MitLage) else None
    return Hier(
        ziel.stand,
        satz,
        art=ziel.stand_art,
        ueber=f"{ziel.art}: {ziel.titel}",
        url=ziel.url,
        datum=datum,
        ausblick=ausblick,
    )


def consequences(themen: Sequence[Thema]) -> list[Schritt]:
    """Return what later stages made of these Themen, each thing once, nearest first."""
    net = netz(themen, "wohin")
    found: dict[str, Schritt] = {}
    for thema in themen:
        for step in net.schritte(thema):
            if not isinstance(step.knoten, Thema):
                found.setdefault(f"{type(step.knoten).__name__}:{step.knoten.pk}", step)
    return sorted(found.values(), key=lambda step: (step.stufe, step.tiefe))
