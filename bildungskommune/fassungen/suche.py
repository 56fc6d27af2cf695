"""Publications for everybody, Fassungen on their way for those who may read all."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.access import visible
from bildungskommune.verfahren.suche import Treffer, suchen
from bildungskommune.werkbank.suchen import matching

TREFFER = 50


@suchen.register
def publications(words: str, user: Nutzer) -> Iterator[Treffer]:
    found = list(visible(user).filter(matching(words, "titel", "sha256")).defer("snapshot")[:TREFFER])
    addresses = liste.links(found)
    for fassung in found:
        url = addresses[fassung.pk] if fassung.ist_lesbar else reverse("v-fassung", args=(fassung.pk,))
        yield Treffer("Veröffentlichungen", str(fassung), url, f"{fassung.bezeichnung}, {fassung.kurz}")
