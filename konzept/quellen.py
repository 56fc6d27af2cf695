"""Find the Abschnitte of the Leitbild and the Themen that a Handlungsfeld is derived from."""

from django.db.models import QuerySet

from bildungskommune.werkbank.quellenwahl import Fund
from bildungskommune.werkbank.suchen import matching
from konzept.models import Handlungsfeld
from leitbild.models import Abschnitt
from workshops import quellen as werkstatt
from workshops.models import Reihe, Thema

ABSCHNITT = "abschnitt"


def abschnitte(feld: Handlungsfeld, wort: str = "") -> QuerySet[Abschnitt]:
    """Return what may be named of the Leitbild this Konzept stands on, else of all Leitbilder."""
    found = Abschnitt.objects.exclude(ableitungen__handlungsfeld=feld).select_related("leitbild")
    if feld.konzept.leitbild_id:
        found = found.filter(leitbild=feld.konzept.leitbild_id)
    return found.filter(matching(wort, "titel", "text"))


def reihen(feld: Handlungsfeld) -> list[Reihe]:
    """Return the series that the Leitbild of this Konzept came from."""
    leitbild = feld.konzept.leitbild
    return leitbild.reihen if leitbild is not None else []


def fund(row: Abschnitt | Thema) -> Fund:
    """Return what was found as one row to choose."""
    if isinstance(row, Thema):
        return werkstatt.fund(row)
    return Fund(f"abschnitt-{row.pk}", str(row), str(row.leitbild))
