from collections.abc import Iterator

from bildungskommune.auslage.models import Aenderung
from bildungskommune.rechte import Recht, rechte


@rechte.register
def noted_by_triggers() -> Iterator[Recht]:
    """Only the triggers write; what every host has seen is swept away."""
    yield Recht(Aenderung, "SELECT, DELETE")
