"""What this stage prints on demand."""

from collections.abc import Iterator

from bildungskommune.drucksachen.muster import Muster, muster
from workshops.anmeldung.drucksachen import ANWESENHEIT, BESCHEINIGUNG


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(ANWESENHEIT, "druck/blatt_anwesenheit.html")
    yield Muster(BESCHEINIGUNG, "druck/blatt_bescheinigung.html")
