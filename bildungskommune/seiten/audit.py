"""How the audit trail tells what happened to a report of a barrier, and of the data the portal began with."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (
        Wortlaut("barrieremeldung.gemeldet", "hat eine Barriere gemeldet: {was}", von_aussen=True),
        Wortlaut("barrieremeldung.erledigt", "hat {was} beantwortet"),
        Wortlaut("startdaten.geladen", "hat Startdaten geladen: {was}"),
    )
