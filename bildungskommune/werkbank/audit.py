"""How the audit trail tells what happens at the desk beside the texts themselves."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    return (Wortlaut("notiz.geschrieben", "hat eine Notiz zu {was} geschrieben"),)
