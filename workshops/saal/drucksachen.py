"""Ballots on paper: slips to cut, each with a code of its own."""

from collections.abc import Mapping
from typing import Any

from bildungskommune import addresses, qr
from bildungskommune.drucksachen.antwort import Wunsch
from workshops.models import Punktabfrage
from workshops.papier import wunsch

STIMMZETTEL = "stimmzettel"
JE_BOGEN = 8
"""Slips of 90 × 66 mm on a sheet of A4."""


def stimmzettel(abfrage: Punktabfrage) -> Wunsch:
    """Return the sheets with all printed ballots of a question."""
    codes = list(abfrage.stimmzettel.filter(gedruckt=True).order_by("pk").values_list("code", flat=True))
    inhalt = {
        "frage": abfrage.frage,
        "punkte": abfrage.punkte_je_person,
        "codes": codes,
        "adresse": addresses.page("saal-suchen").split("://")[-1].rstrip("/"),
    }
    return wunsch(STIMMZETTEL, abfrage.workshop, "Stimmzettel", inhalt, "v-punkte")


def on_sheets(inhalt: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what the template shows: sheets of two slips in a row, each with its QR code."""
    slips = [{"code": code, "qr": qr.data_uri(addresses.page("stimmzettel", code))} for code in inhalt["codes"]]
    sheets = [slips[at : at + JE_BOGEN] for at in range(0, len(slips), JE_BOGEN)]
    return {**inhalt, "boegen": [[sheet[at : at + 2] for at in range(0, len(sheet), 2)] for sheet in sheets]}
