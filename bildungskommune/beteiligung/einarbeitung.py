"""An accepted wording goes into the draft of the stage, where the passage still stands as it was laid out by one click.

The stage says in its `einarbeitung.py` where a part of its Fassungen stands in the draft of today.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models, transaction
from django.utils import timezone

from bildungskommune import text
from bildungskommune.absaetze import MitAbsaetzen, names
from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.audit.log import record
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.register import Register
from bildungskommune.werkbank import aendern


@dataclass(frozen=True)
class Ort:
    """A text of the draft: the thing with its field, and its page on the desk.

    A thing that numbers its paragraphs finds them by their names. One that does not has them counted ("vorspann-2"),
    and a field that is one line is named by itself.
    """

    ding: models.Model
    feld: str
    url: str
    anschliessen: Callable[[Punkt], None]
    """Notes the point as a source of the thing."""
    regel: Callable[..., None] = aendern.change
    """How the desk writes the field."""

    @property
    def text(self) -> str:
        return str(getattr(self.ding, self.feld))

    def passage(self, absatz: str) -> str | None:
        """Return the words that stand under this name today, None when there are none of it."""
        if self._is_whole(absatz):
            return self.text
        if isinstance(self.ding, MitAbsaetzen):
            return self.ding.absatz(self.feld, absatz)
        return dict(self._counted()).get(absatz)

    def set_passage(self, absatz: str, wortlaut: str) -> None:
        """Put other words where the passage of this name stands, which has to be there."""
        if self._is_whole(absatz):
            setattr(self.ding, self.feld, wortlaut)
        elif isinstance(self.ding, MitAbsaetzen):
            self.ding.set_absatz(self.feld, absatz, wortlaut)
        else:
            place = [name for name, _ in self._counted()].index(absatz)
            setattr(self.ding, self.feld, text.with_block(self.text, place, wortlaut))

    def _is_whole(self, absatz: str) -> bool:
        return absatz in ("", self.feld)

    def _counted(self) -> list[tuple[str, str]]:
        return list(zip(names(self.text, None, f"{self.feld}-"), text.blocks(self.text), strict=True))


@dataclass(frozen=True)
class Entwurf:
    """Where the parts of Fassungen of one Definition stand in the draft."""

    definition: str
    finden: Callable[[int, str, str], Ort | None]
    """Returns the place of a passage, None when there is none.

    It is asked by the key of the document, the Kennung of the part and that of the paragraph, empty for the whole part.
    """


entwuerfe: Register[[], Entwurf] = Register("einarbeitung")


@cache
def _drafts() -> Mapping[str, Entwurf]:
    return {one.definition: one for one in entwuerfe.collect()}


class NotPossible(Exception):
    """The wording cannot go into the draft; the message says why."""


class Changed(Exception):
    """The passage in the draft is not the one that the person has seen."""

    def __init__(self) -> None:
        super().__init__(
            "Die Stelle lautet im Entwurf inzwischen anders als in der ausgelegten Fassung. "
            "Bitte entscheiden Sie, was dort stehen soll."
        )


class AlreadyTaken(Exception):
    """The wording of this point went into the draft before."""

    def __init__(self) -> None:
        super().__init__(
            "Dieser Wortlaut ist schon in den Entwurf übernommen. Soll er noch einmal hinein, haken Sie das bitte an."
        )


@dataclass(frozen=True)
class Lage:
    """One passage three times: as it was laid out, as the draft has it today, as it is to be."""

    ausgelegt: str
    heute: str
    vorschlag: str
    ort: Ort

    @property
    def ist_anders(self) -> bool:
        return mark(self.heute) != mark(self.ausgelegt)


def mark(words: str) -> str:
    """Return what tells one wording from another; blanks at the ends of lines do not count."""
    plain = "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").strip().split("\n"))
    return hashlib.sha256(plain.encode()).hexdigest()[:32]


def look(punkt: Punkt, stellen: Stellen) -> Lage:
    """Return how the passage of a point stands. Raises NotPossible."""
    if not punkt.ist_angenommen:
        raise NotPossible("In den Entwurf kommt nur, was ganz oder teilweise übernommen ist.")
    if not punkt.neuer_wortlaut:
        raise NotPossible(
            "Zu diesem Punkt gibt es keinen Wortlaut. Tragen Sie ihn unter „Wortlaut für den Entwurf“ ein."
        )
    stelle = stellen.find(punkt.teil, punkt.absatz)
    if stelle is None or stelle.teil is None:
        raise NotPossible("Dieser Punkt gehört zu keinem Absatz. Bitte ändern Sie den Entwurf von Hand.")
    ort = _place(punkt)
    ausgelegt = stelle.absatz.wortlaut if stelle.absatz else _whole(stelle.teil.absaetze)
    return Lage(ausgelegt, _today(ort, punkt.absatz), punkt.neuer_wortlaut, ort)


def _place(punkt: Punkt) -> Ort:
    fassung = punkt.stellungnahme.runde.fassung
    draft = _drafts().get(fassung.definition)
    ort = draft.finden(fassung.objekt_id, punkt.teil, punkt.absatz) if draft else None
    if ort is None:
        raise NotPossible("Diese Stelle gibt es im Entwurf nicht. Bitte ändern Sie ihn von Hand.")
    return ort


def _whole(absaetze: Any) -> str:
    return "\n\n".join(one.quelle for one in absaetze if one.quelle)


def _today(ort: Ort, absatz: str) -> str:
    found = ort.passage(absatz)
    if found is None:
        raise NotPossible("Diesen Absatz gibt es im Entwurf nicht mehr. Bitte ändern Sie ihn von Hand.")
    return found


def take(
    punkt: Punkt, wortlaut: str, *, gesehen: str, nochmal: bool = False, by: Nutzer, now: datetime | None = None
) -> Ort:
    """Write a wording where the passage of the point stands in the draft. Returns the place.

    `gesehen` is the `mark` of the passage that the person took for the one in the draft.
    Raises NotPossible, Changed, AlreadyTaken.
    """
    with transaction.atomic():
        # Lock first: two clicks may race.
        fresh = Punkt.objects.select_for_update(of=("self",)).select_related("anmerkung").get(pk=punkt.pk)
        if fresh.eingearbeitet_am and not nochmal:
            raise AlreadyTaken
        fresh.stellungnahme = punkt.stellungnahme
        lage = look(fresh, Stellen(punkt.stellungnahme.runde.fassung))
        if mark(lage.heute) != gesehen:
            raise Changed
        _write(lage, fresh.absatz, wortlaut, by=by)
        lage.ort.anschliessen(fresh)
        fresh.eingearbeitet_von_id, fresh.eingearbeitet_am = by.pk, now or timezone.now()
        fresh.save(update_fields=["eingearbeitet_von", "eingearbeitet_am"])
        record(by, "punkt.eingearbeitet", fresh, now=now, ziel=str(lage.ort.ding))
    return lage.ort


def _write(lage: Lage, absatz: str, wortlaut: str, *, by: Nutzer) -> None:
    """Write the passage by the rule of the desk. Raises Changed when somebody writes the same thing just now."""
    ort = lage.ort
    if mark(lage.heute) == mark(wortlaut):
        return
    ort.set_passage(absatz, wortlaut)
    try:
        ort.regel(ort.ding, [ort.feld], version=getattr(ort.ding, "version", None), by=by)
    except aendern.Outdated as outdated:
        raise Changed from outdated
