from collections.abc import Iterator

from bildungskommune.rechte import Recht, rechte
from massnahmen.models import Sachstand


@rechte.register
def reports() -> Iterator[Recht]:
    """A Sachstand stays as reported; a trigger says which of its columns may still change."""
    yield Recht(Sachstand, "SELECT, INSERT, UPDATE")
