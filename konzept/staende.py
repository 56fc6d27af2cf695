"""Earlier states of a Konzept, its Handlungsfelder and their parts."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.werkbank.staende import Gemerkt, staende
from konzept.access import may_edit_this
from konzept.links import feld_url, konzept_url
from konzept.models import Ableitung, Handlungsfeld, Konzept, Priorisierung, Strategie, Ziel


@staende.register
def texts() -> Iterator[Gemerkt]:
    yield Gemerkt(Konzept, konzept_url, may_edit_this)
    yield Gemerkt(Handlungsfeld, feld_url, may_edit_this)
    yield Gemerkt(Ziel, lambda ziel: f"{_place(ziel)}#ziel-{ziel.kennung}", may_edit_this)
    yield Gemerkt(Strategie, lambda strategie: f"{_place(strategie)}#{strategie.kennung}", may_edit_this)
    yield Gemerkt(Ableitung, _place)
    yield Gemerkt(Priorisierung, lambda priorisierung: _place(priorisierung.ziel), mit=("ziel",))


def _place(teil: Ziel | Strategie | Ableitung) -> str:
    return reverse("v-handlungsfeld", args=(teil.handlungsfeld_id,))
