"""What holds whenever institutions of the directory are invited: how many at once, who gets a mail, who has one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from bildungskommune.akteure.models import Institution

HOECHSTENS = 500
"""So many institutions are invited in one go: a county has some hundred."""
ABSTAND = timedelta(days=1)
"""Nobody is reminded twice within this time."""


class NobodyLeft(Exception):
    """All who were chosen have got this mail already, or have no address."""

    def __init__(self) -> None:
        super().__init__("Von den Ausgewählten bekommt niemand mehr eine E-Mail. Bitte wählen Sie andere aus.")


@dataclass(frozen=True)
class Gewaehlt:
    """The chosen institutions, told apart by what happens to them."""

    neu: list[Institution]
    """Get an invitation and a mail."""
    ohne_adresse: list[Institution]
    """Can get an invitation, but the office has to send its link."""
    schon: list[Institution]
    """Have been sent one."""


def told_apart(institutionen: Iterable[Institution], eingeladen: Collection[int]) -> Gewaehlt:
    """Tell the chosen apart; `eingeladen` are the keys of those who have their invitation."""
    every = list(institutionen)
    fresh = [one for one in every if one.pk not in eingeladen]
    return Gewaehlt(
        neu=[one for one in fresh if one.email],
        ohne_adresse=[one for one in fresh if not one.email],
        schon=[one for one in every if one.pk in eingeladen],
    )
