from collections.abc import Iterator

from bildungskommune.fassungen.models import Ausdruck, Fassung, Pruefung
from bildungskommune.rechte import Recht, rechte


@rechte.register
def frozen() -> Iterator[Recht]:
    """What was frozen stays; a trigger says which of its columns may still change."""
    yield Recht(Fassung, "SELECT, INSERT, UPDATE")
    yield Recht(Ausdruck, "SELECT, INSERT")
    yield Recht(Pruefung, "SELECT, INSERT")
