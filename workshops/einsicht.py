from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.verfahren.einsicht import Einsicht, einsichten
from workshops.access_staff import abfragen_in_hand, cards_in_hand, in_hand, may_open, themen_in_hand
from workshops.models import (
    Arbeitsgruppe,
    Beitrag,
    Programmpunkt,
    Projektskizze,
    Punktabfrage,
    Reihe,
    Saal,
    Saalschritt,
    Thema,
    Workshop,
)

TEILE = (Arbeitsgruppe, Programmpunkt, Projektskizze, Saal, Saalschritt)


@einsichten.register
def dates_and_cards(user: Nutzer) -> Iterator[Einsicht]:
    """Registrations are people: their entries are the office's."""
    if may_read_all(user):
        yield from map(Einsicht, (Reihe, Workshop, Beitrag, Thema, Punktabfrage, *TEILE))
    elif may_open(user):
        yield Einsicht(Workshop, in_hand(user))
        yield Einsicht(Beitrag, cards_in_hand(user))
        yield Einsicht(Thema, themen_in_hand(user))
        yield Einsicht(Punktabfrage, abfragen_in_hand(user))
        for teil in TEILE:
            yield Einsicht(teil, teil._default_manager.filter(workshop__in=in_hand(user)))
