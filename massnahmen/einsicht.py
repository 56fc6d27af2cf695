from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.verfahren.einsicht import Einsicht, einsichten
from massnahmen.access import in_hand, may_open
from massnahmen.models import Massnahme, Massnahmenplan


@einsichten.register
def measures(user: Nutzer) -> Iterator[Einsicht]:
    if may_read_all(user):
        yield from map(Einsicht, (Massnahme, Massnahmenplan))
    elif may_open(user):
        yield Einsicht(Massnahme, in_hand(user))
