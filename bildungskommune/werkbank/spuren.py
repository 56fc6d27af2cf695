"""What the desk deleted and could still bring back."""

from collections.abc import Iterator

from bildungskommune.spuren import Gesucht, Spur, spuren
from bildungskommune.werkbank.models import Entwurf, Geloescht, Notiz


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


def _notes(sought: Gesucht) -> list[Notiz]:
    return sought.rows_in(Notiz.objects.all(), "text", "objekt_name")


def _blot_out(sought: Gesucht) -> int:
    found = _notes(sought)
    for notiz in found:
        notiz.text, notiz.objekt_name = sought.blot_out(notiz.text), sought.blot_out(notiz.objekt_name)
    Notiz.objects.bulk_update(found, ["text", "objekt_name"])
    return len(found)


@spuren.register
def notes() -> Iterator[Spur]:
    yield Spur(
        was="Notizen der Verwaltung, die den Namen nennen",
        folge="geschwärzt",
        modell=Notiz,
        finden=_notes,
        tun=_blot_out,
    )
