"""How the audit trail tells what was done to the figures."""

from collections.abc import Iterable

from bildungskommune.audit.saetze import Wortlaut, wortlaute


@wortlaute.register
def told() -> Iterable[Wortlaut]:
    yield Wortlaut("zahlenreihe.eingelesen", "hat {was} neu eingelesen: {getan}")
