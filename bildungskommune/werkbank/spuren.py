"""What the desk deleted and could still bring back."""

from collections.abc import Iterator

from bildungskommune.spuren import Gesucht, Spur, spuren
from bildungskommune.werkbank.models import Entwurf, Geloescht


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


def _drafts(sought: Gesucht) -> list[Entwurf]:
    return sought.rows_in(Entwurf.objects.all(), "eingaben")


def _drop(sought: Gesucht) -> int:
    found = _drafts(sought)
    Entwurf.objects.filter(pk__in=[one.pk for one in found]).delete()
    return len(found)


@spuren.register
def drafts() -> Iterator[Spur]:
    yield Spur(
        was="persönliche Entwürfe, die den Namen nennen",
        folge="gelöscht",
        modell=Entwurf,
        finden=_drafts,
        tun=_drop,
    )
