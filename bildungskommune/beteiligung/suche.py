"""Vorlagen and comments, for those who may read all."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung.models import Stellungnahme, Vorlage
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import matching

TREFFER = 50


@suchen.register
def papers(words: str, user: Nutzer) -> Iterator[Treffer]:
    if not may_read_all(user):
        return
    for vorlage in Vorlage.objects.filter(matching(words, "nummer", "betreff"))[:TREFFER]:
        yield Treffer("Vorlagen", str(vorlage), reverse("v-vorlage-edit", args=(vorlage.pk,)), vorlage.betreff[:200])


@suchen.register
def comments(words: str, user: Nutzer) -> Iterator[Treffer]:
    if not may_read_all(user):
        return
    found = Stellungnahme.objects.numbered().select_related("runde")
    found = found.filter(matching(words, "einrichtung", "name", "anmerkungen__text", exact=["code"])).distinct()
    for one in found.order_by("-eingegangen_am")[:TREFFER]:
        yield Treffer("Stellungnahmen", f"{one}: {one.wer}", reverse("v-stellungnahme", args=(one.pk,)), str(one.runde))
