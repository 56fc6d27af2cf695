"""What is printed before the day: a poster, a sheet to hand on, and signs for the tables of the groups."""

from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.ui import zeiten
from workshops.models import Workshop
from workshops.papier import wunsch

AUSHANG = "aushang"
EINLADUNG = "einladung"
TISCHSCHILD = "tischschild"
SCHILDER_HOECHSTENS = 60
"""So many signs are printed at once; a workshop has a handful of groups."""


def aushang(workshop: Workshop) -> Wunsch:
    """Return the poster, A3."""
    return wunsch(AUSHANG, workshop, "Aushang", _what_for(workshop))


def einladungsblatt(workshop: Workshop) -> Wunsch:
    """Return the sheet with programme and way, A4."""
    programm = [{"zeit": punkt.zeit, "titel": punkt.titel} for punkt in workshop.programm.all()]
    return wunsch(EINLADUNG, workshop, "Einladung", _what_for(workshop) | {"programm": programm})


def tischschilder(workshop: Workshop) -> Wunsch:
    """Return a sign to fold for each group, A4 across, both sides alike."""
    gruppen = [
        {"nr": nr, "titel": gruppe.titel, "raum": gruppe.raum}
        for nr, gruppe in enumerate(workshop.gruppen.all()[:SCHILDER_HOECHSTENS], 1)
    ]
    return wunsch(TISCHSCHILD, workshop, "Tischschilder", {"gruppen": gruppen})


def _what_for(workshop: Workshop) -> dict[str, object]:
    ort = workshop.ort
    return {
        "reihe": workshop.reihe.titel,
        "beschreibung": workshop.beschreibung,
        "anschrift": ort.anschrift if ort else "",
        "anfahrt": ort.anfahrt if ort else "",
        "ausstattung": ort.ausstattung if ort else [],
        "schluss": zeiten.zeitpunkt(workshop.anmeldeschluss),
        "gruppen": [gruppe.titel for gruppe in workshop.gruppen.all()[:SCHILDER_HOECHSTENS]],
    }
