from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.verfahren.einsicht import Einsicht, einsichten
from konzept.access import may_open
from konzept.models import Ableitung, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel


@einsichten.register
def texts(user: Nutzer) -> Iterator[Einsicht]:
    if may_open(user):
        yield from map(Einsicht, (Konzept, Handlungsfeld, Ziel, Strategie, Ableitung, Priorisierung))
