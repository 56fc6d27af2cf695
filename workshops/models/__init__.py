from workshops.models.anmeldung import Anmeldung, Einladung, Teilnahme, Unterstuetzung, Zugang
from workshops.models.beitrag import Beitrag, Thema, Zuordnung
from workshops.models.enums import Phase
from workshops.models.punkte import Projektskizze, Punktabfrage, Punktstand
from workshops.models.workshop import Arbeitsgruppe, Ort, Programmpunkt, Reihe, Workshop

__all__ = [
    "Anmeldung",
    "Arbeitsgruppe",
    "Beitrag",
    "Einladung",
    "Ort",
    "Phase",
    "Programmpunkt",
    "Projektskizze",
    "Punktabfrage",
    "Punktstand",
    "Reihe",
    "Teilnahme",
    "Thema",
    "Unterstuetzung",
    "Workshop",
    "Zugang",
    "Zuordnung",
]
