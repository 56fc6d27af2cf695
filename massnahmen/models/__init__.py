from massnahmen.models.bezug import Massnahmenbezug, Mitwirkung, Verbindung
from massnahmen.models.fortschritt import Handlungsschritt, Indikator, Indikatorwert, Meilenstein, Sachstand
from massnahmen.models.massnahme import Massnahme, Massnahmenplan, MassnahmeStatus
from massnahmen.models.planplatz import Planplatz

__all__ = [
    "Handlungsschritt",
    "Indikator",
    "Indikatorwert",
    "Massnahme",
    "MassnahmeStatus",
    "Massnahmenbezug",
    "Massnahmenplan",
    "Meilenstein",
    "Mitwirkung",
    "Planplatz",
    "Sachstand",
    "Verbindung",
]
