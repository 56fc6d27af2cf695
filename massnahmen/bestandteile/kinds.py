"""The kinds of parts that a measure has, for pages that treat them alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from massnahmen.bestandteile import forms
from massnahmen.models import Indikatorwert as Wert
from massnahmen.models import Massnahme, Verbindung


@dataclass(frozen=True)
class Kind:
    """One kind of part: its form, how it is called, and where its rows are."""

    name: str
    neu: str
    aendern: str
    form: Callable[..., Any]
    rows: Callable[[Massnahme], QuerySet[Any]]
    gesucht: str = ""
    """What is chosen from a search: the plural of its name."""
    auswahl: str = ""
    """The field that holds what was found."""


def _werte(massnahme: Massnahme) -> QuerySet[Wert]:
    """Those that people type; those of a series of the statistics follow it."""
    return Wert.objects.filter(indikator__massnahme=massnahme, indikator__zahlenreihe=None)


def _verbindungen(massnahme: Massnahme) -> QuerySet[Verbindung]:
    return Verbindung.objects.filter(Q(von=massnahme) | Q(nach=massnahme))


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "meilenstein",
            "Neuer Meilenstein",
            "Meilenstein ändern",
            forms.MeilensteinForm,
            lambda massnahme: massnahme.meilensteine.all(),
        ),
        Kind(
            "schritt",
            "Neuer Handlungsschritt",
            "Handlungsschritt ändern",
            forms.HandlungsschrittForm,
            lambda massnahme: massnahme.schritte.all(),
        ),
        Kind(
            "indikator",
            "Neuer Indikator",
            "Indikator ändern",
            forms.IndikatorForm,
            lambda massnahme: massnahme.indikatoren.all(),
        ),
        Kind("indikatorwert", "Neuer Wert", "Wert ändern", forms.IndikatorwertForm, _werte),
        Kind(
            "mitwirkung",
            "Wer wirkt mit?",
            "Mitwirkung ändern",
            forms.MitwirkungForm,
            lambda massnahme: massnahme.mitwirkungen.all(),
            gesucht="Institutionen",
            auswahl="institution",
        ),
        Kind(
            "posten",
            "Neuer Finanzierungsposten",
            "Finanzierungsposten ändern",
            forms.PostenForm,
            lambda massnahme: massnahme.posten.all(),
        ),
        Kind(
            "bezug",
            "Woher kommt die Maßnahme?",
            "",
            forms.BezugForm,
            lambda massnahme: massnahme.bezuege.all(),
            gesucht="Bezüge",
            auswahl="wahl",
        ),
        Kind(
            "verbindung",
            "Mit einer anderen Maßnahme verbinden",
            "",
            forms.VerbindungForm,
            _verbindungen,
            gesucht="Maßnahmen",
            auswahl="andere",
        ),
    )
}
