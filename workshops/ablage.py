from collections.abc import Iterator

from bildungskommune.ablage import Ordner, ordner
from workshops.models import Beitrag


@ordner.register
def photos() -> Iterator[Ordner]:
    """The photos of contributions; one in the waste paper keeps its row, and so its photo."""
    yield Ordner("beitraege", lambda: set(Beitrag.objects.values_list("foto", flat=True)))
