from collections.abc import Iterator

from bildungskommune.ablage import Ordner, ordner
from workshops.models import Beitrag, Fotobild


@ordner.register
def photos() -> Iterator[Ordner]:
    """The photos of contributions; one in the waste paper keeps its row, and so its photo."""
    yield Ordner("beitraege", lambda: set(Beitrag.objects.values_list("foto", flat=True)))


@ordner.register
def photos_of_workshops() -> Iterator[Ordner]:
    """The photos of workshops; a frozen documentation keeps the row of its photo, and so the file."""
    yield Ordner("werkstattfotos", lambda: set(Fotobild.objects.values_list("datei", flat=True)))
