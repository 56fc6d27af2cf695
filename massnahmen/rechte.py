from collections.abc import Iterator

from bildungskommune.rechte import Recht, rechte
from massnahmen.models import Sachstand, Sachstandsfreigabe


@rechte.register
def reports() -> Iterator[Recht]:
    """A Sachstand and the decision on it stay; a trigger says which of their columns may still change."""
    yield Recht(Sachstand, "SELECT, INSERT, UPDATE")
    yield Recht(Sachstandsfreigabe, "SELECT, INSERT, UPDATE")
