"""Find the Abschnitte of the Leitbild and the Themen that a Handlungsfeld is derived from, and link them."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from bildungskommune.audit.log import By
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.quellenwahl import Fund
from bildungskommune.werkbank.suchen import matching
from konzept.models import Ableitung, Handlungsfeld
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


def themen(feld: Handlungsfeld, wort: str = "") -> QuerySet[Thema]:
    """Return the Themen that may be named, those with most cards first."""
    found = werkstatt.themen(reihen(feld)).exclude(ableitungen__handlungsfeld=feld)
    return found.filter(matching(wort, "titel", "beschreibung"))


def fund(row: Abschnitt | Thema) -> Fund:
    """Return what was found as one row to choose."""
    if isinstance(row, Thema):
        return werkstatt.fund(row)
    return Fund(f"abschnitt-{row.pk}", str(row), str(row.leitbild))


def link(feld: Handlungsfeld, gewaehlt: Iterable[tuple[str, str]], *, by: By) -> int:
    """Name all that was chosen as what the Handlungsfeld follows from; return how many."""
    with transaction.atomic():
        links = [ableitung(feld, key, grund) for key, grund in gewaehlt]
        for one in links:
            aendern.create(one, by=by)
    return len(links)


def ableitung(feld: Handlungsfeld, quelle: str, begruendung: str) -> Ableitung:
    """Return the unsaved link that a choice such as "abschnitt-12" names."""
    art, _, pk = quelle.partition("-")
    return Ableitung(handlungsfeld=feld, begruendung=begruendung, **{f"{art}_id": int(pk)})
