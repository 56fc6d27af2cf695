"""What becomes a measure: a sketch of a workshop once, a Strategie and a point of a round as often as wanted.

A sketch and a point show what they became, so that nobody begins the same measure twice unawares.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.db import models
from django.db.models import F
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
WEITERE = "Weitere Maßnahme daraus machen"


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
def measures_of_strategien(user: Nutzer, things: Sequence[models.Model]) -> Iterator[Folge]:
    for thing in things if may_edit(user) else ():
        if isinstance(thing, Strategie):
            yield Folge(thing.pk, ANFANGEN, reverse("v-strategie-massnahme", args=(thing.pk,)), senden=True)


@folgen.register
def measures_of_points(user: Nutzer, things: Sequence[models.Model]) -> Iterator[Folge]:
    points = [one for one in things if isinstance(one, Punkt)]
    if not points:
        return
    made: dict[int, list[Massnahme]] = defaultdict(list)
    for one in in_hand(user).filter(aus_beteiligung__in=points).annotate(aus_punkt=F("aus_beteiligung")):
        made[one.aus_punkt].append(one)
    for punkt in points:
        for massnahme in made[punkt.pk]:
            yield Folge(punkt.pk, str(massnahme), reverse("v-massnahme", args=(massnahme.pk,)))
        if may_edit(user):
            word = WEITERE if made[punkt.pk] else ANFANGEN
            yield Folge(punkt.pk, word, reverse("v-punkt-massnahme", args=(punkt.pk,)), senden=True)
