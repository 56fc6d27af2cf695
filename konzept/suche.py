"""Find words in the published Konzepte, and for the office also in what is being written."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.fassungen.ausgaben import valid
from bildungskommune.fassungen.lesen import readable
from bildungskommune.text import excerpt, plain
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import occurs
from konzept.bezeichnungen import Bezeichnungen, of_snapshot
from konzept.desk import found_drafts
from konzept.fassungen import KEY
from konzept.links import feld_url
from konzept.models import Handlungsfeld

HOECHSTENS = 20
TEXTE = ("zielbild", "ausgangslage", "worauf_wir_bauen", "herausforderungen")


@suchen.register
def hits(words: str, user: Nutzer) -> list[Treffer]:
    """Search the valid Konzepte; the office also finds Handlungsfelder that nobody has published yet."""
    found: list[Treffer] = []
    for _, inhalt in readable(valid(KEY)):
        worte = of_snapshot(inhalt)
        for feld in inhalt["handlungsfelder"]:
            found += _in_feld(words, feld, worte)
    if may_read_all(user):
        found += [_draft(words, feld) for feld in found_drafts(words)]
    return found[:HOECHSTENS]


def _draft(words: str, feld: Handlungsfeld) -> Treffer:
    return Treffer("Entwurf", str(feld), feld_url(feld), excerpt(words, feld.zielbild))


def _in_feld(words: str, feld: Mapping[str, Any], worte: Bezeichnungen) -> Iterator[Treffer]:
    url = reverse("handlungsfeld", args=(feld["kennung"],))
    texts = [plain(feld[name]) for name in TEXTE]
    ziele = [f"{ziel['titel']} {plain(ziel['text'])}" for ziel in feld["ziele"]]
    art = worte["handlungsfeld"].name(feld["nr"])
    if occurs(words, [art, feld["titel"], *texts, *ziele]):
        fitting = next((text for text in texts if occurs(words, [text])), texts[0])
        yield Treffer(art, feld["titel"], url, excerpt(words, fitting))
    for strategie in feld["strategien"]:
        if occurs(words, [strategie["titel"], plain(strategie["text"])]):
            name = worte["strategie"].name(strategie["nr"])
            yield Treffer(name, strategie["titel"], f"{url}#{strategie['kennung']}", excerpt(words, strategie["text"]))
