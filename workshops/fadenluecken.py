"""Which Themen and cards became nothing."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from bildungskommune.tracing.fadenluecken import Fadenluecke, fadenluecken
from workshops import quellen


@fadenluecken.register
def breaks() -> Iterable[Fadenluecke]:
    yield Fadenluecke(
        "thema-ohne-folge",
        "Themen, aus denen nichts wurde",
        "wohin",
        "Themen der Workshops, die in keiner späteren Stufe Quelle sind. Zusammengeführte zählen nicht.",
        "Öffnen Sie im Leitbild den Leitsatz oder im Konzept das Handlungsfeld, zu dem das Thema gehört, und kreuzen"
        " Sie es dort als Quelle an. Auf der Seite des Themas legen Sie es mit einem anderen zusammen.",
        _themen,
        lambda thema: reverse("v-thema-edit", args=(thema.pk,)),
        lambda thema: str(thema.reihe),
        gehoert_feld="reihe__titel",
    )
    yield Fadenluecke(
        "karte-ohne-folge",
        "Karten und Beiträge, aus denen nichts wurde",
        "wohin",
        "Karten und Beiträge, die weder selbst Quelle sind noch über eines ihrer Themen. Zurückgewiesene zählen nicht.",
        "Auf der Seite des Beitrags steht, was daraus wurde; dort geben Sie auch die Antwort, warum nichts daraus"
        " folgt. Zu einem Thema kommt eine Karte auf der Kartenwand, zu einem Leitsatz im Leitbild, zu einem"
        " Handlungsfeld im Konzept.",
        _karten,
        lambda karte: reverse("v-beitrag", args=(karte.pk,)),
        lambda karte: str(karte.workshop or karte.reihe),
        titel_feld="text",
        gehoert_feld="workshop__titel",
    )


def _themen() -> QuerySet[Any]:
    return _unused(quellen.themen())


def _karten() -> QuerySet[Any]:
    return _unused(quellen.beitraege())


def _unused(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Leave only what is a source nowhere, of rows that know whether they are."""
    return rows.filter(verwendet=False)
