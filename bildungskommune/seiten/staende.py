"""Earlier states of the pages, and of what the portal says about the Kommune."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.seiten import kommune
from bildungskommune.seiten.models import Barrieremeldung, Kommune, Seite
from bildungskommune.werkbank.staende import Gemerkt, Ungemerkt, staende


@staende.register
def pages() -> Iterator[Gemerkt | Ungemerkt]:
    anschrift = ("name", "email", "telefon", "strasse")
    yield Gemerkt(Seite, lambda seite: reverse("v-seite-edit", args=(seite.pk,)), _keeps, ohne=("stand",))
    yield Gemerkt(Kommune, lambda _: reverse("v-kommune"), _keeps, kommune.change, ohne=anschrift)
    yield Ungemerkt(Barrieremeldung, "was jemand meldete und was wir antworteten, kein Text des Verfahrens")


def _keeps(user: Nutzer, thing: object) -> bool:
    return is_stabsstelle(user)
