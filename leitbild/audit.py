"""How the audit trail tells what was done to a Leitbild as a whole."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (Wortlaut("leitbild.eingelesen", "hat einen Text aus einer Datei in {was} eingelesen"),)
