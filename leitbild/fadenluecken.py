"""Which Leitsätze come from nowhere."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from bildungskommune.tracing.fadenluecken import Fadenluecke, fadenluecken
from leitbild.models import Abschnitt


@fadenluecken.register
def breaks() -> Iterable[Fadenluecke]:
    yield Fadenluecke(
        "leitsatz-ohne-herleitung",
        "Leitsätze ohne Quelle",
        "woher",
        "Leitsätze und Leitziele, die weder eine Quelle nennen noch einen früheren Leitsatz fortschreiben noch als"
        " redaktionell gekennzeichnet sind. Aus früheren Ausgaben eines fortgeschriebenen Leitbilds zählt keiner.",
        "Kreuzen Sie auf der Seite des Leitsatzes die Themen und Karten an, aus denen er kommt, oder kennzeichnen Sie"
        " ihn als redaktionell.",
        _unsourced,
        lambda abschnitt: reverse("v-abschnitt-edit", args=(abschnitt.pk,)),
        lambda abschnitt: abschnitt.leitbild.titel,
        gehoert_feld="leitbild__titel",
    )


def _unsourced() -> QuerySet[Abschnitt]:
    newest = Abschnitt.objects.without_source().filter(leitbild__nachfolger__isnull=True)
    return newest.select_related("leitbild").order_by("-leitbild__created", "leitbild", "position", "pk")
