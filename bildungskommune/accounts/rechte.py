from collections.abc import Iterator

from bildungskommune.accounts.models import Zutritt
from bildungskommune.rechte import Recht, rechte


@rechte.register
def log_ins() -> Iterator[Recht]:
    """What is known of a log-in is never changed; a trigger says when it may be deleted."""
    yield Recht(Zutritt, "SELECT, INSERT, DELETE")
