"""Where a text stands in answers to contributions."""

from collections.abc import Iterator

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer
from bildungskommune.werkbank.bausteine import GEZEIGT, Fundort, fundorte
from workshops.access_staff import cards_in_hand


@fundorte.register
def answers(text: str, user: Nutzer) -> Iterator[Fundort]:
    rows = cards_in_hand(user).filter(verbleib_begruendung__contains=text)
    newest = rows.order_by("-verbleib_am", "-pk")[:GEZEIGT]
    yield Fundort("Beiträge", rows.count(), [(one.text, reverse("v-beitrag", args=(one.pk,))) for one in newest])
