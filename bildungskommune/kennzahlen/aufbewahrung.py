from collections.abc import Iterator

from bildungskommune.aufbewahrung import Sache, fristen
from bildungskommune.kennzahlen.models import Zahlenreihe


@fristen.register
def kept() -> Iterator[Sache]:
    names = ("statistik_name", "groesse_name", "region_name")
    yield Sache(Zahlenreihe, names, "Bezeichnungen der amtlichen Statistik, die keine Person nennen")
