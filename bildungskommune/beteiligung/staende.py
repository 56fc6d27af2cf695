"""Earlier states of Vorlagen, of what the committees decided on them, and of rounds."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.beteiligung.access import may_enter
from bildungskommune.beteiligung.models import Beratung, Beteiligungsrunde, Vorlage
from bildungskommune.werkbank.staende import Gemerkt, staende


@staende.register
def papers() -> Iterator[Gemerkt]:
    yield Gemerkt(Vorlage, lambda vorlage: _url(vorlage.pk), may_enter)
    yield Gemerkt(Beteiligungsrunde, lambda runde: reverse("v-runde-edit", args=(runde.pk,)), may_enter)
    # What hangs on a result follows from the form in which it is entered.
    yield Gemerkt(Beratung, lambda beratung: _url(beratung.vorlage_id))


def _url(pk: int) -> str:
    return reverse("v-vorlage-edit", args=(pk,))
