"""The audit trail in German sentences: who did what to which thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.apps import apps
from django.db import models

from bildungskommune.audit.models import Eintrag
from bildungskommune.register import Register

PORTAL, JEMAND = "Das Portal", "Jemand"
# What is done to things of every kind: the last word of an event says it.
ALLGEMEIN: Mapping[str, str] = {
    "angelegt": "hat {was} angelegt",
    "ausgegeben": "hat eine Liste zu {was} ausgegeben",
    "fortgeschrieben": "hat {was} als Fortschreibung begonnen",
    "geaendert": "hat {was} geändert",
    "geloescht": "hat {was} gelöscht",
    "gesendet": "hat {was} verschickt",
    "staende_geleert": "hat die früheren Stände von {was} geleert",
    "status": "hat {was} auf „{stand}“ gesetzt",
    "umbenannt": "hat {was} umbenannt",
    "verschoben": "hat {was} verschoben",
    "wiederhergestellt": "hat einen früheren Stand von {was} wiederhergestellt",
    "zurueckgeholt": "hat {was} aus dem Papierkorb zurückgeholt",
    "zusammengefuehrt": "hat {was} zusammengeführt",
}
SONST = "hat {was} bearbeitet"


@dataclass(frozen=True)
class Wortlaut:
    """How an event of one app is told; `{was}` is the thing, `{getan}` what was done to a part of it."""

    ereignis: str
    satz: str
    von_aussen: bool = False
    """Done by somebody who has no account, not by the portal itself."""


wortlaute: Register[[], Wortlaut] = Register("audit")
"""Events that no general word tells: `<app>/audit.py` tells its own."""


@dataclass(frozen=True)
class Satz:
    """One event for people: bold `wer`, then `satz`, below it the time."""

    wer: str
    satz: str
    wann: datetime


def in_words(eintraege: Iterable[Eintrag]) -> list[Satz]:
    """Return each event as a sentence; the accounts must be joined."""
    return [Satz(_who(one), _predicate(one), one.created) for one in eintraege]


def _who(eintrag: Eintrag) -> str:
    if eintrag.konto is not None:
        return str(eintrag.konto)
    own = _own().get(eintrag.ereignis)
    return JEMAND if own is not None and own.von_aussen else PORTAL


def _predicate(eintrag: Eintrag) -> str:
    getan = eintrag.angaben.get("was", "eingetragen")
    return sentence(eintrag.ereignis).format(was=_thing(eintrag), stand=_state(eintrag), getan=getan)


def sentence(ereignis: str) -> str:
    """Return the sentence of an event with places for `was`, `stand` and `getan`: its app's own, else a general one."""
    own = _own().get(ereignis)
    return own.satz if own is not None else ALLGEMEIN.get(ereignis.rpartition(".")[2], SONST)


@cache
def _own() -> Mapping[str, Wortlaut]:
    return {one.ereignis: one for one in wortlaute.collect()}


def _model(eintrag: Eintrag) -> type[models.Model] | None:
    try:
        return apps.get_model(eintrag.objekt_art)
    except (LookupError, ValueError):
        return None


def _thing(eintrag: Eintrag) -> str:
    """Name the thing with its kind, unless the name begins with it already."""
    model = _model(eintrag)
    kind = str(model._meta.verbose_name) if model else ""
    name = eintrag.objekt_name
    return name if not kind or kind.lower() in name.lower() else f"{kind} „{name}“"


def _state(eintrag: Eintrag) -> str:
    """Return the word of the state that was entered, as the model calls it."""
    value = str(eintrag.angaben.get("nach", ""))
    states: type[models.TextChoices] | None = getattr(_model(eintrag), "STATUS", None)
    return str(dict(states.choices).get(value, value)) if states else value
