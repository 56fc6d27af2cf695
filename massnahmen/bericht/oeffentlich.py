"""Which reports everybody can read, and in which of them a measure stands."""

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.liste import FassungZeile, place_link, publications, rows
from bildungskommune.fassungen.models import FassungQuerySet
from massnahmen.bericht.sammeln import KEY
from massnahmen.models import Massnahme

NEUESTE = 5


def published() -> FassungQuerySet:
    """Return what holds of each report, the latest Stichtag first."""
    return publications(KEY).current().order_by("-stichtag", "-pk")


def newest() -> list[FassungZeile]:
    """Return the last few as rows."""
    return rows(published()[:NEUESTE])


def places(massnahme: Massnahme) -> list[tuple[str, str, str]]:
    """Return a line for each of the last reports that has the measure: word, report, address."""
    last = publications(KEY).filter(pk__in=[one.fassung.pk for one in newest()]).order_by("-stichtag", "-pk")
    found = lesen.entries(last, "massnahmen", massnahme.kennung)
    return [("Bericht", fassung.titel, place_link(fassung, entry["anker"])) for fassung, entry in found]
