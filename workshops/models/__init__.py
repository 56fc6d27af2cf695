from workshops.models.anmeldung import Anmeldung, Einladung, Teilnahme, Unterstuetzung, Zugang
from workshops.models.beitrag import Beitrag, Thema, Zuordnung
from workshops.models.doppelt import FruehereNummer, ZweiPersonen
from workshops.models.enums import Phase
from workshops.models.foto import Fotobild, Workshopfoto
from workshops.models.nachricht import Nachrichtenwunsch
from workshops.models.punkte import Projektskizze, Punktabfrage, Punktstand
from workshops.models.saal import Saal, Saalschritt
from workshops.models.sendung import Sendung, Sendungszeile
from workshops.models.stimmen import Auszaehlung, Stimme, Stimmzettel
from workshops.models.verteiler import Verteilereintrag
from workshops.models.wand import Kartenherkunft, Themenzug, Vorschlag, Vorschlagsstand, Wandschritt, Wandzug
from workshops.models.workshop import Arbeitsgruppe, Ort, Programmpunkt, Reihe, Workshop

__all__ = [
    "Anmeldung",
    "Arbeitsgruppe",
    "Auszaehlung",
    "Beitrag",
    "Einladung",
    "Fotobild",
    "FruehereNummer",
    "Kartenherkunft",
    "Nachrichtenwunsch",
    "Ort",
    "Phase",
    "Programmpunkt",
    "Projektskizze",
    "Punktabfrage",
    "Punktstand",
    "Reihe",
    "Saal",
    "Saalschritt",
    "Sendung",
    "Sendungszeile",
    "Stimme",
    "Stimmzettel",
    "Teilnahme",
    "Thema",
    "Themenzug",
    "Unterstuetzung",
    "Verteilereintrag",
    "Vorschlag",
    "Vorschlagsstand",
    "Wandschritt",
    "Wandzug",
    "Workshop",
    "Workshopfoto",
    "Zugang",
    "Zuordnung",
    "ZweiPersonen",
]
