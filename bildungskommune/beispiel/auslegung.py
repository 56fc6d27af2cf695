"""The closed consultation of the sample: a draft lay out, sixty comments came, each was weighed and answered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bildungskommune.accounts.models import Konto
from bildungskommune.akte.datei import parse
from bildungskommune.akte.einlesen import einlesen
from bildungskommune.beispiel.brief import scan
from bildungskommune.beispiel.ordner import FOLDER
from bildungskommune.beteiligung import abwaegung, anhaenge, runden
from bildungskommune.beteiligung.anhaenge import Datei
from bildungskommune.beteiligung.models import Beteiligungsrunde, Punkt, Stellungnahme


def consult(order: Mapping[str, Any]) -> None:
    """Read the round with its comments, and let it go its way on the days of the order.

    Of two accounts one has decided, the other confirmed; whoever decided on a point takes turns.
    """
    einlesen(parse((FOLDER / order["datei"]).read_text(encoding="utf-8")))
    runde = Beteiligungsrunde.objects.get(kennung=order["kennung"])
    first, second = (Konto.objects.get(email=email) for email in order["konten"])
    runden.open_round(runde, by=first, now=datetime.fromisoformat(order["eroeffnet"]))
    for stellungnahme in runde.stellungnahmen.filter(weg=Stellungnahme.Weg.PAPIER).prefetch_related("anmerkungen"):
        words = [stellungnahme.name, *(one.text for one in stellungnahme.anmerkungen.all())]
        anhaenge.add(stellungnahme, [Datei("Brief.jpg", "jpg", scan(words))], ist_scan=True)
    runden.close(runde, by=first, now=datetime.fromisoformat(order["geschlossen"]))
    punkte = Punkt.objects.filter(stellungnahme__runde=runde).counting()
    for decided, confirmed, rest in ((first, second, 0), (second, first, 1)):
        numbers = runde.stellungnahmen.values_list("nummer", flat=True)
        mine = [number for number in numbers if number is not None and number % 2 == rest]
        punkte.filter(stellungnahme__nummer__in=mine).update(entschieden_von=decided, bestaetigt_von=confirmed)
    abwaegung.answer(runde, by=first, now=datetime.fromisoformat(order["beantwortet"]))
