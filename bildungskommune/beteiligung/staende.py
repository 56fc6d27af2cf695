"""Earlier states of Vorlagen, of what the committees decided on them, and of rounds."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.beteiligung import runden
from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.models import (
    Anhang,
    Anmerkung,
    Beratung,
    Beteiligungsrunde,
    Punkt,
    Rundenbrief,
    Rundeneinladung,
    Stellungnahme,
    Vorlage,
)
from bildungskommune.werkbank.staende import Gemerkt, Ungemerkt, staende

KONTEN = ("zustaendig_id", "entschieden_von_id", "bestaetigt_von_id", "eingearbeitet_von_id")


@staende.register
def papers() -> Iterator[Gemerkt]:
    yield Gemerkt(Vorlage, lambda vorlage: _url(vorlage.pk), may_enter)
    # What hangs on a result follows from the form in which it is entered.
    yield Gemerkt(Beratung, lambda beratung: _url(beratung.vorlage_id))


@staende.register
def rounds() -> Iterator[Gemerkt | Ungemerkt]:
    yield Gemerkt(
        Beteiligungsrunde, _round_url, may_enter, runden.change, bleibt=("kreis",), ohne=("leitung_bestaetigt_von_id",)
    )
    # A decision does not come back behind the back of whoever has confirmed another one.
    yield Gemerkt(Punkt, lambda punkt: reverse("v-punkt", args=(punkt.pk,)), ohne=KONTEN)
    yield Ungemerkt(Stellungnahme, "Angaben von Menschen, kein Text des Verfahrens")
    yield Ungemerkt(Anmerkung, "bleibt im Wortlaut, wie jemand sie schrieb")
    yield Ungemerkt(Rundenbrief, "geht so hinaus und ändert sich nie")
    yield Ungemerkt(Rundeneinladung, "eine Adresse, an die geschrieben wurde")
    yield Ungemerkt(Anhang, "eine Datei, die sich nie ändert")


def _url(pk: int) -> str:
    return reverse("v-vorlage-edit", args=(pk,))


def _round_url(runde: Beteiligungsrunde) -> str:
    return reverse("v-runde-edit", args=(runde.pk,))
