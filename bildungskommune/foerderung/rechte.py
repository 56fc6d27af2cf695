from collections.abc import Iterator

from bildungskommune.foerderung.models import Zeichenbild
from bildungskommune.rechte import Recht, rechte


@rechte.register
def files() -> Iterator[Recht]:
    """The file of a mark stays as it was uploaded; a trigger says so, too."""
    yield Recht(Zeichenbild, "SELECT, INSERT")
