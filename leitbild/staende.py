"""Earlier states of a Leitbild and its parts."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.werkbank.staende import Gemerkt, staende
from leitbild import access, drafting
from leitbild.models import Abschnitt, Fussnote, Herleitung, Leitbild


@staende.register
def texts() -> Iterator[Gemerkt]:
    darf = access.may_edit_this
    yield Gemerkt(Leitbild, lambda leitbild: _url(leitbild.pk), darf)
    yield Gemerkt(Abschnitt, _place, darf, drafting.change_abschnitt, ohne=("stimme_von",))
    yield Gemerkt(Fussnote, lambda note: reverse("v-abschnitt-edit", args=(note.abschnitt_id,)), darf)
    yield Gemerkt(Herleitung, lambda herleitung: _place(herleitung.abschnitt), mit=("abschnitt",))


def _url(pk: int) -> str:
    return reverse("v-leitbild", args=(pk,))


def _place(abschnitt: Abschnitt) -> str:
    return f"{_url(abschnitt.leitbild_id)}#{abschnitt.kennung}"
