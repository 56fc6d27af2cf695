from collections.abc import Iterator

from bildungskommune.audit.models import Eintrag, Textstand
from bildungskommune.rechte import Recht, rechte


@rechte.register
def trail() -> Iterator[Recht]:
    """What was done stays; an account that is deleted takes its name with it."""
    yield Recht(Eintrag, "SELECT, INSERT, UPDATE (konto_id)")
    yield Recht(Textstand, "SELECT")
