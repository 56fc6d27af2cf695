"""How the audit trail tells what happened to a Konzept."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (Wortlaut("ziel.priorisiert", "hat die Priorität von {was} geändert"),)
