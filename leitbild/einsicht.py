from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.verfahren.einsicht import Einsicht, einsichten
from leitbild.access import may_open
from leitbild.models import Abschnitt, Fussnote, Herleitung, Leitbild


@einsichten.register
def texts(user: Nutzer) -> Iterator[Einsicht]:
    if may_open(user):
        yield from map(Einsicht, (Leitbild, Abschnitt, Herleitung, Fussnote))
