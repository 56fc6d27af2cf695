"""What a page says of a Fassung of the Maßnahmenplan: its number, its fixed link, its PDF."""

from dataclasses import dataclass

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.liste import FassungZeile, publications, rows
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import decision_on
from massnahmen.fassungen import KEY, url
from massnahmen.models import Massnahme

Paar = tuple[str, str, str]


@dataclass(frozen=True)
class Box:
    zeile: FassungZeile
    beschluss: str

    @property
    def fassung(self) -> Fassung:
        return self.zeile.fassung


def box(fassung: Fassung) -> Box:
    return Box(rows([fassung])[0], decision_on(fassung))


def current_box() -> Box | None:
    """Return the box of what was published last of the Maßnahmenplan, a report too; None before that."""
    fassung = publications(KEY).current().first()
    return box(fassung) if fassung else None


def places(massnahme: Massnahme) -> list[Paar]:
    """Return a line for each plan that holds and has the measure: word, plan with its number there, address.

    Of each plan the Fassung counts that was published last, not how the office goes on ordering it.
    """
    found: dict[int, Paar] = {}
    for fassung, entry in lesen.entries(publications(KEY).current(), "massnahmen", massnahme.kennung):
        where = f"{fassung.titel}, als Nr. {entry['nr']}" if entry["nr"] else fassung.titel
        found.setdefault(fassung.objekt_id, ("Steht in", where, f"{url(fassung)}#{entry['anker']}"))
    return list(found.values())
