"""What this stage prints on demand."""

from collections.abc import Iterator

from bildungskommune.drucksachen.muster import Muster, muster
from workshops.anmeldung.drucksachen import ANWESENHEIT, BESCHEINIGUNG, NAMENSSCHILD, ZAEHLUNG, with_checks
from workshops.saal.drucksachen import STIMMZETTEL, on_sheets
from workshops.termine.drucksachen import AUSHANG, EINLADUNG, TISCHSCHILD


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(AUSHANG, "druck/blatt_aushang.html")
    yield Muster(EINLADUNG, "druck/blatt_einladung.html")
    yield Muster(TISCHSCHILD, "druck/blatt_tischschild.html")
    yield Muster(NAMENSSCHILD, "druck/blatt_namensschild.html")
    yield Muster(ANWESENHEIT, "druck/blatt_anwesenheit.html")
    yield Muster(BESCHEINIGUNG, "druck/blatt_bescheinigung.html", with_checks)
    yield Muster(STIMMZETTEL, "druck/blatt_stimmzettel.html", on_sheets)
    yield Muster(ZAEHLUNG, "druck/blatt_zaehlung.html")
