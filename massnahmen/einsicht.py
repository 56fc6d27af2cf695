from collections.abc import Iterator

from django.db.models import QuerySet

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.verfahren.einsicht import Einsicht, einsichten
from massnahmen.access import in_hand, may_open
from massnahmen.models import (
    Beschlussvorschlag,
    Feldurteil,
    Finanzierungsposten,
    Handlungsschritt,
    Indikator,
    Indikatorwert,
    Massnahme,
    Massnahmenbezug,
    Massnahmenplan,
    Meilenstein,
    Mitwirkung,
    Planplatz,
    Sachstand,
    Umsetzungsbericht,
    Verbindung,
)

URTEILE = (Beschlussvorschlag, Feldurteil)
TEILE = (Finanzierungsposten, Handlungsschritt, Indikator, Massnahmenbezug, Meilenstein, Mitwirkung, Sachstand)


@einsichten.register
def measures(user: Nutzer) -> Iterator[Einsicht]:
    if may_read_all(user):
        yield from map(
            Einsicht,
            (Massnahme, Massnahmenplan, Planplatz, Umsetzungsbericht, *URTEILE, Indikatorwert, Verbindung, *TEILE),
        )
    elif may_open(user):
        yield from _own(in_hand(user))


def _own(massnahmen: QuerySet[Massnahme]) -> Iterator[Einsicht]:
    """A link leads to a measure of somebody else: it is not told of."""
    yield Einsicht(Massnahme, massnahmen)
    yield Einsicht(Indikatorwert, Indikatorwert.objects.filter(indikator__massnahme__in=massnahmen))
    for teil in TEILE:
        yield Einsicht(teil, teil._default_manager.filter(massnahme__in=massnahmen))
