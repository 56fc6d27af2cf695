"""How committees decide on a Fassung, and what others say to it before."""

from bildungskommune.beteiligung.models.einladung import Rundenbrief, Rundeneinladung
from bildungskommune.beteiligung.models.gremien import Beratung, Vorlage
from bildungskommune.beteiligung.models.punkt import Punkt
from bildungskommune.beteiligung.models.runde import Beteiligungsrunde
from bildungskommune.beteiligung.models.stellungnahme import Anhang, Anmerkung, Stellungnahme

__all__ = [
    "Anhang",
    "Anmerkung",
    "Beratung",
    "Beteiligungsrunde",
    "Punkt",
    "Rundenbrief",
    "Rundeneinladung",
    "Stellungnahme",
    "Vorlage",
]
