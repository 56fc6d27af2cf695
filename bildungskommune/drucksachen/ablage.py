from collections.abc import Iterator

from bildungskommune.ablage import Ordner, ordner
from bildungskommune.drucksachen.models import Drucksache


@ordner.register
def prints() -> Iterator[Ordner]:
    yield Ordner("drucksachen", lambda: set(Drucksache.objects.values_list("pdf", flat=True)))
