"""Where a text stands in decisions on comments."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.beteiligung.models import Punkt
from bildungskommune.werkbank.bausteine import GEZEIGT, Fundort, fundorte


@fundorte.register
def decisions(text: str, user: Nutzer) -> Iterator[Fundort]:
    if is_stabsstelle(user):
        rows = Punkt.objects.filter(begruendung__contains=text)
        newest = rows.select_related("stellungnahme__runde").order_by("-entschieden_am", "-pk")[:GEZEIGT]
        dinge = [(f"{one}, {one.stellungnahme.runde}", reverse("v-punkt", args=(one.pk,))) for one in newest]
        yield Fundort("Punkte der Abwägung", rows.count(), dinge)
