"""What staff do to the Themen of a wall, each as one step that can be taken back."""

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank import aendern
from bildungskommune.werkbank.reihenfolge import HOCH
from workshops.models import Thema, Workshop
from workshops.wand import faellig, schritte, themen


class Documented(aendern.StillNeeded):
    """Whoever reads the documentation finds the Thema by its address."""

    def __init__(self, thema: Thema) -> None:
        Exception.__init__(
            self,
            f"„{thema}“ steht in der veröffentlichten Dokumentation und wird deshalb nicht gelöscht. "
            "Bitte führen Sie es mit einem anderen Thema zusammen: So gelten seine Links weiter.",
        )


def create(
    workshop: Workshop, titel: str, *, beschreibung: str = "", uebergeordnet: Thema | None = None, by: Nutzer
) -> Thema:
    """Add a column to the wall. Raises TitleTaken."""
    with schritte.noted(workshop, [], by=by) as schritt:
        thema = themen.create(workshop, titel, beschreibung=beschreibung, uebergeordnet=uebergeordnet, by=by)
        schritt.satz = f"Thema „{thema}“ angelegt"
    return thema


def change(thema: Thema, fields: Collection[str], *, version: int | None = None, by: Nutzer) -> None:
    """Write what was edited. Raises Outdated."""
    with _noted(thema, [], by=by) as schritt:
        former = Thema.objects.get(pk=thema.pk)
        themen.change(thema, fields, version=version, by=by)
        named = f"„{former}“ in „{thema}“ umbenannt" if "titel" in fields else f"„{thema}“ geändert"
        schritt.satz = f"Thema {named}"


def shift(thema: Thema, richtung: str, *, by: Nutzer) -> None:
    """Move a column one place: "hoch" is to the left, "runter" to the right."""
    with _noted(thema, [], by=by) as schritt:
        themen.shift(thema, richtung, by=by)
        schritt.satz = f"Thema „{thema}“ nach {'links' if richtung == HOCH else 'rechts'} verschoben"


def merge(thema: Thema, into: Thema, *, by: Nutzer) -> int:
    """Move all cards and dots of `thema` to `into`; returns how many cards moved. Raises MergeRefused, ForeignThema."""
    with _noted(thema, _cards(thema), by=by) as schritt:
        moved = themen.merge(thema, into, by=by)
        schritt.satz = f"Thema „{thema}“ mit „{into}“ zusammengeführt"
    return moved


def delete(thema: Thema, *, by: Nutzer) -> None:
    """Take a column from the wall; its cards stay. Raises StillNeeded, Documented."""
    if thema.workshop is not None and thema.workshop.status == Workshop.Status.DOKUMENTIERT:
        raise Documented(thema)
    with _noted(thema, _cards(thema), by=by) as schritt:
        schritt.satz = f"Thema „{thema}“ gelöscht"
        aendern.delete(thema, by=by)
        if thema.workshop is not None:
            faellig.due(thema.workshop)


def _cards(thema: Thema) -> list[int]:
    return list(thema.zuordnungen.values_list("beitrag_id", flat=True))


@contextmanager
def _noted(thema: Thema, karten: Iterable[int], *, by: Nutzer) -> Iterator[schritte.Tun]:
    """Keep it as a step of the wall; a Thema of a Reihe hangs at none."""
    if thema.workshop is None:
        yield schritte.Tun()
        return
    with schritte.noted(thema.workshop, karten, by=by) as schritt:
        yield schritt
