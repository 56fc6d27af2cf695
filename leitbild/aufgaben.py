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
    yield from _easy_texts()
    for abschnitt in Abschnitt.objects.without_source().select_related("leitbild"):
        counts[abschnitt.leitbild] = counts.get(abschnitt.leitbild, 0) + 1
    for leitbild, anzahl in counts.items():
        yield Aufgabe(
            anzahl=anzahl,
            titel="Leitsatz ohne Quelle" if anzahl == 1 else "Leitsätze ohne Quelle",
            satz=f"{leitbild.titel}: Beitrag oder Thema eintragen, oder als redaktionell kennzeichnen.",
            url=reverse("v-leitbild", args=(leitbild.pk,)),
        )


def _easy_texts() -> Iterator[Aufgabe]:
    """Ask for a look at texts in Leichte Sprache that retell what has been changed since."""
    counts: dict[Leitbild, int] = {}
    for abschnitt in Abschnitt.objects.exclude(leichte_sprache="").select_related("leitbild").defer("absaetze"):
        if abschnitt.leichte_sprache_veraltet:
            counts[abschnitt.leitbild] = counts.get(abschnitt.leitbild, 0) + 1
    for leitbild, anzahl in counts.items():
        yield Aufgabe(
            anzahl=anzahl,
            titel="Text in Leichter Sprache prüfen" if anzahl == 1 else "Texte in Leichter Sprache prüfen",
            satz=f"{leitbild.titel}: Der Wortlaut wurde geändert, seit sie geschrieben wurden.",
            url=f"{reverse('v-leitbild', args=(leitbild.pk,))}#leichte-sprache",
        )
