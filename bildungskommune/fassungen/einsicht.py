from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen.models import Fassung
from bildungskommune.verfahren.einsicht import Einsicht, einsichten


@einsichten.register
def frozen(user: Nutzer) -> Iterator[Einsicht]:
    if may_read_all(user):
        yield Einsicht(Fassung)
