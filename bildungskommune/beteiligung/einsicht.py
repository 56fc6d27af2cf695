from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung.models import Beratung, Beteiligungsrunde, Stellungnahme, Vorlage
from bildungskommune.verfahren.einsicht import Einsicht, einsichten
from bildungskommune.werkbank.textbaustein import Textbaustein


@einsichten.register
def papers(user: Nutzer) -> Iterator[Einsicht]:
    if may_read_all(user):
        yield from map(Einsicht, (Vorlage, Beratung, Beteiligungsrunde, Stellungnahme, Textbaustein))
