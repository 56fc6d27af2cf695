"""What becomes a measure: a sketch of a workshop once, a Strategie and a point of a round as often as wanted."""

from collections.abc import Iterator, Sequence

from django.db import models
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.verfahren.folgen import Folge, folgen
from konzept.models import Konzept, Strategie
from massnahmen.access import in_hand, may_edit
from massnahmen.models import Massnahme
from workshops.models import Projektskizze

ANFANGEN = "Maßnahme daraus machen"
AUSFUEHRUNG = "Strategien, Ziele und Maßnahmen"
OFT: dict[type[models.Model], str] = {Strategie: "v-strategie-massnahme", Punkt: "v-punkt-massnahme"}


@folgen.register
def measures_of_sketches(user: Nutzer, things: Sequence[models.Model]) -> Iterator[Folge]:
    sketches = [one for one in things if isinstance(one, Projektskizze)]
    if not sketches:
        return
    made: dict[int | None, Massnahme] = {one.skizze_id: one for one in in_hand(user).filter(skizze__in=sketches)}
    for sketch in sketches:
        if massnahme := made.get(sketch.pk):
            yield Folge(sketch.pk, str(massnahme), reverse("v-massnahme", args=(massnahme.pk,)))
        elif may_edit(user):
            address = reverse("v-skizze-massnahme", args=(sketch.pk,))
            yield Folge(sketch.pk, ANFANGEN, address, senden=True)


@folgen.register
def what_carries_out(user: Nutzer, things: Sequence[models.Model]) -> Iterator[Folge]:
    for konzept in (one for one in things if isinstance(one, Konzept)):
        yield Folge(konzept.pk, AUSFUEHRUNG, reverse("v-konzept-massnahmen", args=(konzept.pk,)))


@folgen.register
def new_measures(user: Nutzer, things: Sequence[models.Model]) -> Iterator[Folge]:
    for thing in things if may_edit(user) else ():
        if name := OFT.get(type(thing)):
            yield Folge(thing.pk, ANFANGEN, reverse(name, args=(thing.pk,)), senden=True)
