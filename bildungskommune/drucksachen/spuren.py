from collections.abc import Iterator

from bildungskommune.drucksachen.aufbewahrung import delete
from bildungskommune.drucksachen.models import Drucksache
from bildungskommune.spuren import Gesucht, Spur, spuren


def _found(sought: Gesucht) -> list[Drucksache]:
    return sought.rows_in(Drucksache.objects.all(), "titel", "inhalt")


def _delete(sought: Gesucht) -> int:
    return delete(Drucksache.objects.filter(pk__in=[row.pk for row in _found(sought)]))


@spuren.register
def prints() -> Iterator[Spur]:
    yield Spur(was="Drucksachen", folge="mit ihrer Datei gelöscht", modell=Drucksache, finden=_found, tun=_delete)
