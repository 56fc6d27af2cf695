from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.kennzahlen.models import Zahlenreihe
from bildungskommune.text import plain
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import matching

HITS = 20
EXCERPT = 160
FIELDS = ("titel", "erlaeuterung", "groesse_name", "statistik_name", "region_name", "tabelle")


@suchen.register
def series(words: str, user: Nutzer) -> list[Treffer]:
    """Return the public series of figures with all of the words."""
    found = Zahlenreihe.objects.published().filter(matching(words, *FIELDS))[:HITS]
    return [Treffer("Kennzahl", str(row), row.get_absolute_url(), plain(_about(row))[:EXCERPT]) for row in found]


def _about(row: Zahlenreihe) -> str:
    return row.erlaeuterung or f"{row.groesse_name}, {row.region_name}"
