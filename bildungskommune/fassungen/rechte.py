from collections.abc import Iterator

from bildungskommune.fassungen.befunde import Pruefung
from bildungskommune.fassungen.models import Ausdruck, Fassung
from bildungskommune.fassungen.namensstelle import Namensstelle
from bildungskommune.rechte import Recht, rechte


@rechte.register
def frozen() -> Iterator[Recht]:
    """What was frozen stays; a trigger says which of its columns may still change."""
    yield Recht(Fassung, "SELECT, INSERT, UPDATE")
    yield Recht(Namensstelle, "SELECT, INSERT, UPDATE (name, salz, entfernt_am)")
    yield Recht(Ausdruck, "SELECT, INSERT")
    yield Recht(Pruefung, "SELECT, INSERT")
