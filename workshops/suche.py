"""Workshops, Themen and contributions as hits of the search."""

from collections.abc import Iterator

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.text import excerpt
from bildungskommune.ui.zeiten import zeitpunkt
from bildungskommune.verfahren.suche import Treffer, suchen
from workshops.beitraege import suche


@suchen.register
def hits(words: str, user: Nutzer) -> Iterator[Treffer]:
    for workshop in suche.workshops(words, user):
        yield Treffer(
            workshop.get_art_display(), workshop.titel, workshop.get_absolute_url(), zeitpunkt(workshop.beginn)
        )
    for thema in suche.themen(words):
        yield Treffer("Thema", thema.titel, thema.get_absolute_url())
    for beitrag in suche.contributions({"wort": words})[: suche.HITS]:
        yield Treffer("Beitrag", f"Beitrag {beitrag.code}", beitrag.get_absolute_url(), excerpt(words, beitrag.text))
