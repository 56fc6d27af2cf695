"""The menus of the frame: `<app>/menue.py` says which pages of its own stand in which."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.register import Register


class Menue(StrEnum):
    """Which menu."""

    KOPF = "kopf"
    """The main menu of the public pages."""
    FUSS_LESEN = "fuss_lesen"
    FUSS_MACHEN = "fuss_machen"
    VERWALTUNG = "verwaltung"
    """The main menu of the office."""
    ANFANGEN = "anfangen"
    """What the desk offers to begin."""


def everybody(user: Nutzer) -> bool:
    return True


@dataclass(frozen=True)
class Menuepunkt:
    """One entry of a menu."""

    wo: Menue
    wort: str
    name: str
    """The name of its address."""
    unter: str = ""
    """Beginnings of the paths that belong to it, apart by spaces."""
    darf: Callable[[Nutzer], bool] = everybody


menue: Register[[], Menuepunkt] = Register("menue")


def entries(user: Nutzer) -> dict[str, list[Menuepunkt]]:
    """Return the entries of each menu that this person is shown, in the order of the apps."""
    shown = [punkt for punkt in menue.collect() if punkt.darf(user)]
    return {one.value: [punkt for punkt in shown if punkt.wo == one] for one in Menue}
