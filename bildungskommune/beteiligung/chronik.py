"""What committees did, and what they have still to do, for the chronology of the process."""

from collections.abc import Iterator
from datetime import date

from bildungskommune.beteiligung.models import Beratung
from bildungskommune.verfahren.chronik import Ereignis, chronik


@chronik.register
def consultations(today: date) -> Iterator[Ereignis]:
    for beratung in Beratung.objects.newest().public():
        yield as_event(beratung, today)


def as_event(beratung: Beratung, today: date) -> Ereignis:
    """Tell who debated what, and with which result."""
    ahead = "vorgesehen" if beratung.datum > today else "Ergebnis nicht eingetragen"
    ergebnis = beratung.get_ergebnis_display() if beratung.ergebnis else ahead
    worte = [beratung.get_rolle_display(), ergebnis, beratung.stimmen]
    return Ereignis(
        beratung.datum,
        str(beratung.gremium),
        f"{beratung.vorlage}: {beratung.vorlage.betreff}",
        beratung.link or beratung.vorlage.link,
        ", ".join(wort for wort in worte if wort),
    )
