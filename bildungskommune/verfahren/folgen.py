"""What a later stage can make of a thing, or made of it already: `<app>/folgen.py` says it.

So the desk of an early stage offers the step, and knows nothing of the stage it leads to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.register import Register


@dataclass(frozen=True)
class Folge:
    """One step for the thing with the key `zu`. `senden` says that it is a button, else it is a link."""

    zu: Any
    wort: str
    url: str
    senden: bool = False


folgen: Register[[Nutzer, Sequence[models.Model]], Folge] = Register("folgen")


def steps(user: Nutzer, things: Sequence[models.Model]) -> Mapping[Any, list[Folge]]:
    """Return the steps of these things, all of one kind, by their keys; the number of queries is constant."""
    found: dict[Any, list[Folge]] = {thing.pk: [] for thing in things}
    for one in folgen.collect(user, things) if things else ():
        found[one.zu].append(one)
    return found
