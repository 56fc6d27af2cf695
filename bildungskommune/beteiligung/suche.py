"""Vorlagen, for those who may read all."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung.models import Vorlage
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import matching

TREFFER = 50


@suchen.register
def papers(words: str, user: Nutzer) -> Iterator[Treffer]:
    if not may_read_all(user):
        return
    for vorlage in Vorlage.objects.filter(matching(words, "nummer", "betreff"))[:TREFFER]:
        yield Treffer("Vorlagen", str(vorlage), reverse("v-vorlage-edit", args=(vorlage.pk,)), vorlage.betreff[:200])
