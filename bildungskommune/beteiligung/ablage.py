from collections.abc import Iterator

from bildungskommune.ablage import Ordner, ordner
from bildungskommune.beteiligung.models import Anhang


def _known() -> set[str]:
    return set(Anhang.objects.values_list("datei", flat=True))


@ordner.register
def attached() -> Iterator[Ordner]:
    yield Ordner("stellungnahmen", _known)
