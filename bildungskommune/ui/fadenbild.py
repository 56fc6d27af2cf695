"""How the steps of a thread are drawn: which knot is full, where the line is dashed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Knoten:
    schritt: object
    form: str

    @property
    def klasse(self) -> str:
        return f"faden__knoten--{self.form}" if self.form else ""


def knots(schritte: Iterable[object]) -> list[Knoten]:
    """Full is done, ring with core is going on, empty ring is planned."""
    alle = list(schritte)
    formen = [_form(schritt) for schritt in alle]
    result = []
    for index, schritt in enumerate(alle):
        folgt_offen = index + 1 < len(formen) and formen[index + 1] == "offen"
        form = formen[index]
        if folgt_offen and form != "offen":
            form = f"{form} faden__knoten--vor-offen" if form else "vor-offen"
        result.append(Knoten(schritt, form))
    return result


def _form(schritt: object) -> str:
    art = getattr(schritt, "stand_art", "")
    return art if art in {"laeuft", "offen"} else ""


def split(knoten: Sequence[Knoten], limit: int) -> tuple[Sequence[Knoten], Sequence[Knoten]]:
    """Part what is shown at once from what is folded away; never fold a single one."""
    if len(knoten) <= limit + 1:
        return knoten, ()
    return knoten[:limit], knoten[limit:]
