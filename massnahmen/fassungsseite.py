"""What a page says of a Fassung of the Maßnahmenplan: its number, its fixed link, its PDF."""

from dataclasses import dataclass

from bildungskommune.fassungen.liste import FassungZeile, publications, rows
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.registry import decision_on
from massnahmen.fassungen import KEY


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
