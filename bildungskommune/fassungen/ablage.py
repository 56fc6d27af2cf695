from collections.abc import Iterator

from bildungskommune.ablage import Ordner, ordner
from bildungskommune.fassungen.auftraege import WEITERE
from bildungskommune.fassungen.models import Ausdruck, Druckauftrag


def _known() -> set[str]:
    """Return the files of all prints, and of orders that show one from before checksums were kept."""
    shown = Druckauftrag.objects.values_list("pdf", *WEITERE)
    return {*Ausdruck.objects.values_list("pdf", flat=True), *(name for names in shown for name in names)}


@ordner.register
def prints() -> Iterator[Ordner]:
    yield Ordner("fassungen", _known)
