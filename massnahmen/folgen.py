"""A sketch of a workshop becomes a measure, once."""

from collections.abc import Iterator, Sequence

from django.db import models
from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.verfahren.folgen import Folge, folgen
from massnahmen.access import in_hand, may_edit
from massnahmen.models import Massnahme
from workshops.models import Projektskizze


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
            yield Folge(sketch.pk, "Maßnahme daraus machen", address, senden=True)
