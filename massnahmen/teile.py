"""The kinds of parts that a measure has, for pages that treat them alike."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from massnahmen.forms import teile as forms
from massnahmen.models import Indikatorwert as Wert
from massnahmen.models import Massnahme, Verbindung


@dataclass(frozen=True)
class Art:
    """One kind of part: its form, how it is called, where its rows are, whether a Fachamt may write it."""

    name: str
    neu: str
    aendern: str
    form: Callable[..., Any]
    rows: Callable[[Massnahme], QuerySet[Any]]
    fachamt: bool = False
    suche: bool = False


def _werte(massnahme: Massnahme) -> QuerySet[Wert]:
    return Wert.objects.filter(indikator__massnahme=massnahme)


def _verbindungen(massnahme: Massnahme) -> QuerySet[Verbindung]:
    return Verbindung.objects.filter(Q(von=massnahme) | Q(nach=massnahme))


ARTEN = {
    art.name: art
    for art in (
        Art(
            "meilenstein",
            "Neuer Meilenstein",
            "Meilenstein ändern",
            forms.MeilensteinForm,
            lambda massnahme: massnahme.meilensteine.all(),
            fachamt=True,
        ),
        Art(
            "schritt",
            "Neuer Handlungsschritt",
            "Handlungsschritt ändern",
            forms.SchrittForm,
            lambda massnahme: massnahme.schritte.all(),
            fachamt=True,
        ),
        Art(
            "indikator",
            "Neuer Indikator",
            "Indikator ändern",
            forms.IndikatorForm,
            lambda massnahme: massnahme.indikatoren.all(),
        ),
        Art("indikatorwert", "Neuer Wert", "Wert ändern", forms.IndikatorwertForm, _werte, fachamt=True),
        Art(
            "mitwirkung",
            "Wer wirkt mit?",
            "Mitwirkung ändern",
            forms.MitwirkungForm,
            lambda massnahme: massnahme.mitwirkungen.all(),
        ),
        Art(
            "bezug",
            "Woher kommt die Maßnahme?",
            "",
            forms.BezugForm,
            lambda massnahme: massnahme.bezuege.all(),
            suche=True,
        ),
        Art("verbindung", "Mit einer anderen Maßnahme verbinden", "", forms.VerbindungForm, _verbindungen),
    )
}
