"""The audit trail in German sentences: who did what to which thing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models

from bildungskommune.audit.models import Eintrag

PORTAL, JEMAND = "Das Portal", "Jemand"
# The last word of an event says what was done; `{was}` is the thing.
SAETZE: Mapping[str, str] = {
    "angelegt": "hat {was} angelegt",
    "ausgegeben": "hat eine Liste zu {was} ausgegeben",
    "beendet": "hat die Punkte zu {was} beendet",
    "deaktiviert": "hat {was} abgeschaltet",
    "druck_wiederholt": "hat den Druck von {was} noch einmal bestellt",
    "eingefroren": "hat {was} eingefroren",
    "eingegangen": "hat sich angemeldet: {was}",
    "eingereicht": "hat {was} eingereicht",
    "erinnert": "hat an {was} erinnert",
    "erledigt": "hat {was} beantwortet",
    "geaendert": "hat {was} geändert",
    "gelegt": "hat {was} auf die Kartenwand gelegt",
    "geloescht": "hat {was} gelöscht",
    "gemeldet": "hat eine Barriere gemeldet: {was}",
    "gesendet": "hat {was} verschickt",
    "gezaehlt": "hat die Punkte zu {was} eingetragen",
    "indikatorwert": "hat einen Wert zu {was} eingetragen",
    "meilenstein": "hat einen Meilenstein von {was} eingetragen",
    "priorisiert": "hat die Priorität von {was} geändert",
    "sachstand": "hat einen Sachstand zu {was} gemeldet",
    "umbenannt": "hat {was} umbenannt",
    "verbleib": "hat zu {was} eingetragen, was daraus wurde",
    "verschoben": "hat {was} verschoben",
    "vertretung": "hat eine Vertretung benannt: {was}",
    "zurueckgeholt": "hat {was} aus dem Papierkorb zurückgeholt",
    "wieder_offen": "hat die Punkte zu {was} wieder geöffnet",
    "wiederholt": "hat {was} noch einmal in die Post gegeben",
    "zusammengefuehrt": "hat {was} zusammengeführt",
}
# What only people outside do, without an account.
VON_AUSSEN = frozenset({"eingegangen", "eingereicht", "gemeldet", "vertretung"})
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
    return [Satz(_who(one), _predicate(one), one.created) for one in eintraege]


def _who(eintrag: Eintrag) -> str:
    if eintrag.konto is not None:
        return str(eintrag.konto)
    return JEMAND if _word(eintrag) in VON_AUSSEN else PORTAL


def _word(eintrag: Eintrag) -> str:
    return eintrag.ereignis.rpartition(".")[2]


def _predicate(eintrag: Eintrag) -> str:
    word = _word(eintrag)
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
