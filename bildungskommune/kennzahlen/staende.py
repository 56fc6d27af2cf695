from collections.abc import Iterator

from bildungskommune.kennzahlen.models import Zahlenreihe, Zahlenwert
from bildungskommune.werkbank.staende import Ungemerkt, staende


@staende.register
def marks() -> Iterator[Ungemerkt]:
    yield Ungemerkt(Zahlenreihe, "sagt, was in einer Datei der amtlichen Statistik steht")
    yield Ungemerkt(Zahlenwert, "was er vorher war, steht bei der Reihe")
