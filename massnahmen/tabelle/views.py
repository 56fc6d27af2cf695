"""The page that reads measures from a table."""

from django import forms as fields
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import forms
from bildungskommune.werkbank.tabelle import Einleser, answer
from massnahmen import access
from massnahmen.bestandteile.views import krumen
from massnahmen.tabelle import spalten
from massnahmen.tabelle.plan import Was, plan
from massnahmen.tabelle.uebernehmen import take

HOECHSTENS = 500
"""So many rows are taken at once: a county's plan has some dozens of measures."""


def _document() -> fields.Field:
    return fields.DateField(
        label="Von welchem Tag ist die Tabelle?",
        initial=timezone.localdate,
        help_text="Dieser Tag gilt für jeden Stand, zu dem die Tabelle keinen eigenen Stichtag nennt.",
    )


@forms(access.may_edit)
def einlesen(request: Request) -> HttpResponse:
    einleser = Einleser(
        art="massnahmen",
        titel="Maßnahmen aus einer Tabelle einlesen",
        vorspann="Nach der Datei sehen Sie eine Vorschau. Eine bekannte Nummer oder Kennung ändert die Maßnahme, jede "
        "andere Zeile legt eine neue an. Leere Zellen und fehlende Spalten lassen alles, wie es ist; gelöscht wird "
        "nichts.",
        woerter=spalten.woerter(),
        noetig=frozenset(),
        hoechstens=HOECHSTENS,
        spalten_hilfe="Nr., Titel, Zuständig, Beginn",
        eltern=krumen(),
        hier="v-massnahme-einlesen",
        ziel=reverse("v-massnahme-list"),
        plan=plan,
        take=take,
        reihenfolge=tuple(Was),
        tun=frozenset({Was.NEU, Was.GEAENDERT}),
        fehler=Was.FEHLER,
        fragen={"dokument": _document},
    )
    return answer(request, einleser)
