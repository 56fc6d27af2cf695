from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.foerderung import zeichen
from bildungskommune.foerderung.models import Foerderzeichen, Schwerpunkt, Zeichenbild
from bildungskommune.werkbank.staende import Gemerkt, Ungemerkt, staende


@staende.register
def marks() -> Iterator[Gemerkt | Ungemerkt]:
    yield Gemerkt(Foerderzeichen, _page, _keeps, zeichen.change)
    yield Ungemerkt(Schwerpunkt, "ein Verzeichnis, kein Text des Verfahrens")
    yield Ungemerkt(Zeichenbild, "eine hochgeladene Datei, die sich nie ändert")


def _page(one: Foerderzeichen) -> str:
    return reverse("v-foerderzeichen-edit", args=(one.pk,))


def _keeps(user: Nutzer, thing: object) -> bool:
    return is_stabsstelle(user)
