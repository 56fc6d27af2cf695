"""What waits: sentences of a Leitbild without a source."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from bildungskommune.accounts.rollen import Nutzer, is_stabsstelle
from bildungskommune.verfahren.aufgaben import Aufgabe, aufgaben
from leitbild.models import Abschnitt, Leitbild


@aufgaben.register
def tasks(user: Nutzer, now: datetime) -> Iterator[Aufgabe]:
    """Ask the office for the sources that are missing, one line a Leitbild."""
    if not is_stabsstelle(user):
        return
    counts: dict[Leitbild, int] = {}
    for abschnitt in Abschnitt.objects.without_source().select_related("leitbild"):
        counts[abschnitt.leitbild] = counts.get(abschnitt.leitbild, 0) + 1
    for leitbild, anzahl in counts.items():
        yield Aufgabe(
            anzahl=anzahl,
            titel="Leitsatz ohne Quelle" if anzahl == 1 else "Leitsätze ohne Quelle",
            satz=f"{leitbild.titel}: Beitrag oder Thema eintragen, oder als redaktionell kennzeichnen.",
            url=reverse("v-leitbild", args=(leitbild.pk,)),
        )
