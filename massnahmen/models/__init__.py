from massnahmen.models.ampel import Ampelstufe, Ampelurteil
from massnahmen.models.bericht import Berichtsart, Beschlussvorschlag, Empfehlung, Feldurteil, Umsetzungsbericht
from massnahmen.models.bezug import Massnahmenbezug, Mitwirkung, Verbindung
from massnahmen.models.erinnerung import Erinnerung, Erinnerungsruhe
from massnahmen.models.fortschritt import Handlungsschritt, Indikator, Indikatorwert, Meilenstein, Sachstand
from massnahmen.models.freigabe import Nebenangabe, Sachstandsfreigabe
from massnahmen.models.geld import Finanzierungsposten, Mittelstand, Quelle
from massnahmen.models.massnahme import FERTIG, Angabe, Massnahme, Massnahmenplan, MassnahmeStatus
from massnahmen.models.planplatz import Planplatz
from massnahmen.models.prioritaet import Massnahmenpriorisierung
from massnahmen.models.zustaendig import Aufgabe

__all__ = [
    "FERTIG",
    "Ampelstufe",
    "Ampelurteil",
    "Angabe",
    "Aufgabe",
    "Berichtsart",
    "Beschlussvorschlag",
    "Empfehlung",
    "Erinnerung",
    "Erinnerungsruhe",
    "Feldurteil",
    "Finanzierungsposten",
    "Handlungsschritt",
    "Indikator",
    "Indikatorwert",
    "Massnahme",
    "MassnahmeStatus",
    "Massnahmenbezug",
    "Massnahmenplan",
    "Massnahmenpriorisierung",
    "Meilenstein",
    "Mittelstand",
    "Mitwirkung",
    "Nebenangabe",
    "Planplatz",
    "Quelle",
    "Sachstand",
    "Sachstandsfreigabe",
    "Umsetzungsbericht",
    "Verbindung",
]
