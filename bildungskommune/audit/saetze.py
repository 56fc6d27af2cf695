"""The audit trail in German sentences: who did what to which thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models

from bildungskommune.audit.models import Eintrag

PORTAL = "Das Portal"
# The last word of an event says what was done; `{was}` is the thing.
SAETZE: Mapping[str, str] = {
    "angelegt": "hat {was} angelegt",
    "created": "hat {was} angelegt",
    "new": "hat {was} angelegt",
    "geaendert": "hat {was} geändert",
    "changed": "hat {was} geändert",
    "edited": "hat {was} geändert",
    "geloescht": "hat {was} gelöscht",
    "deleted": "hat {was} gelöscht",
    "verschoben": "hat {was} verschoben",
    "moved": "hat {was} verschoben",
    "eingefroren": "hat {was} eingefroren",
    "druck_wiederholt": "hat den Druck von {was} noch einmal bestellt",
    "verbleib": "hat zu {was} eingetragen, was daraus wurde",
    "zugeordnet": "hat {was} zugeordnet",
    "zusammengefuehrt": "hat {was} zusammengeführt",
    "nachgerueckt": "hat {was} von der Warteliste nachrücken lassen",
    "gemeldet": "hat {was} gemeldet",
    "versendet": "hat {was} versendet",
    "wiederholt": "hat {was} noch einmal in die Post gegeben",
    "deaktiviert": "hat {was} abgeschaltet",
    "erledigt": "hat {was} erledigt",
}
STAND = "hat {was} auf „{stand}“ gesetzt"
SONST = "hat {was} bearbeitet"


@dataclass(frozen=True)
class Satz:
    """One event for people: bold `wer`, then `satz`, below it the time."""

    wer: str
    satz: str
    wann: datetime


def in_words(eintraege: Iterable[Eintrag]) -> list[Satz]:
    """Return each event as a sentence; the accounts must be joined."""
    return [Satz(str(one.konto or PORTAL), _predicate(one), one.created) for one in eintraege]


def _predicate(eintrag: Eintrag) -> str:
    word = eintrag.ereignis.rpartition(".")[2]
    was = _thing(eintrag)
    if word == "status":
        return STAND.format(was=was, stand=_state(eintrag))
    return SAETZE.get(word, SONST).format(was=was)


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
