"""One step of one card: past a neighbour, into the column beside, or into a chosen Thema. It can be taken back."""

from dataclasses import dataclass

from bildungskommune.accounts.rollen import Nutzer
from workshops.models import Beitrag, Thema
from workshops.wand import cardwall, schritte, themen
from workshops.wand.spalten import Wand

STEPS = {"o": -1, "u": 1}
SIDES = {"l": -1, "r": 1}


@dataclass(frozen=True)
class Zug:
    """Up, down, left or right ("o", "u", "l", "r"), or into `ziel`; with `neu` into the Thema of this title."""

    art: str
    von: Thema | None
    ziel: Thema | None = None
    neu: str = ""


def move(wand: Wand, beitrag: Beitrag, zug: Zug, *, by: Nutzer) -> tuple[Thema | None, str]:
    """Do the step; return the column where the card lies now, and say so in a sentence. Raises ForeignThema."""
    with schritte.noted(wand.workshop, [beitrag.pk], by=by) as schritt:
        if zug.art in STEPS:
            shown = set(wand.spalte(zug.von).values_list("pk", flat=True))
            platz = cardwall.shift(beitrag, STEPS[zug.art], in_thema=zug.von, by=by, shown=shown)
            schritt.satz = f"Karte {beitrag.code} auf Platz {platz} in „{zug.von or 'Ohne Thema'}“ verschoben"
            return zug.von, f"Die Karte {beitrag.code} liegt auf Platz {platz} in „{zug.von or 'Ohne Thema'}“."
        ziel = _target(wand, zug, by=by)
        cardwall.put(beitrag, ziel, von=zug.von, by=by)
        schritt.satz = f"Karte {beitrag.code} nach „{ziel or 'Ohne Thema'}“ verschoben"
    return ziel, f"Die Karte {beitrag.code} liegt in „{ziel or 'Ohne Thema'}“."


def _target(wand: Wand, zug: Zug, *, by: Nutzer) -> Thema | None:
    if zug.art in SIDES:
        return cardwall.neighbour(wand.workshop, zug.von, SIDES[zug.art])
    return themen.find_or_create(wand.workshop, zug.neu, by=by) if zug.neu else zug.ziel
