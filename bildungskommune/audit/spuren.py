"""Former states of texts that name somebody whom the text of today does not name."""

from collections.abc import Iterator

from django.apps import apps

from bildungskommune.audit import staende
from bildungskommune.audit.models import Textstand
from bildungskommune.spuren import Gesucht, Spur, spuren


def _naming(sought: Gesucht) -> list[Textstand]:
    """Return the states that name this person; a text that still does keeps its states until somebody changed it."""
    found: list[Textstand] = sought.rows_in(Textstand.objects.exclude(werte=None), "werte")
    things = {(one.objekt_art, one.objekt_id) for one in found}
    still = {thing for thing in things if _names_today(sought, *thing)}
    return [one for one in found if (one.objekt_art, one.objekt_id) not in still]


def _names_today(sought: Gesucht, art: str, pk: int) -> bool:
    newest = Textstand.objects.filter(objekt_art=art, objekt_id=pk).first()
    return newest is not None and newest.werte is not None and sought.is_in(str(newest.werte))


def _empty(sought: Gesucht) -> int:
    things = {(one.objekt_art, one.objekt_id) for one in _naming(sought)}
    return sum(staende.vergessen_von(apps.get_model(art), pk) for art, pk in sorted(things))


@spuren.register
def former_states() -> Iterator[Spur]:
    yield Spur(
        was="frühere Stände von Texten, die den Namen nennen",
        folge="geleert",
        modell=Textstand,
        finden=_naming,
        tun=_empty,
    )
