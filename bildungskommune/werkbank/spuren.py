"""What the desk deleted and could still bring back."""

from collections.abc import Iterator

from bildungskommune.spuren import Gesucht, Spur, spuren
from bildungskommune.werkbank.models import Geloescht


def _naming(sought: Gesucht) -> list[Geloescht]:
    return sought.rows_in(Geloescht.objects.all(), "objekt_name", "zeilen")


def _delete(sought: Gesucht) -> int:
    found = _naming(sought)
    Geloescht.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


@spuren.register
def bin_of_the_desk() -> Iterator[Spur]:
    yield Spur(
        was="Dinge im Papierkorb, die den Namen nennen",
        folge="gelöscht",
        modell=Geloescht,
        finden=_naming,
        tun=_delete,
    )
