"""What of a measure is told and what is missing, in words, each with the way to where it is entered.

Nothing here asks the database: who calls brings the measure with its Bezüge, milestones and indicators.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from massnahmen.models import Massnahme


@dataclass(frozen=True)
class Luecke:
    """One thing that is missing. `teil` is the part of the form that asks for it, `seite` the page."""

    satz: str
    seite: str
    teil: str = ""

    def url(self, massnahme: Massnahme) -> str:
        address = reverse(self.seite, args=(massnahme.pk,))
        return f"{address}?teil={self.teil}" if self.teil else address


@dataclass(frozen=True)
class Vollstaendigkeit:
    gesamt: int
    fehlend: Sequence[tuple[str, str]]
    """Sentence and address of each thing that is missing."""

    @property
    def da(self) -> int:
        return self.gesamt - len(self.fehlend)

    @property
    def ist_ganz(self) -> bool:
        return not self.fehlend

    @property
    def worte(self) -> str:
        return f"{self.da} von {self.gesamt}"

    @property
    def art(self) -> str:
        """How it is shown."""
        return "gut" if self.ist_ganz else "offen"


FORM = "v-massnahme-edit"
FRAGEN: Sequence[tuple[Callable[[Massnahme], object], Luecke]] = (
    (lambda one: one.kurzbeschreibung, Luecke("Es fehlt eine Kurzbeschreibung.", FORM, "worum")),
    (lambda one: one.ziel, Luecke("Es fehlt das Ziel.", FORM, "worum")),
    (lambda one: one.zielgruppen, Luecke("Es fehlt, für wen sie ist.", FORM, "fuer-wen")),
    (
        lambda one: one.beginn or one.ende or one.zeitraum_original,
        Luecke("Es fehlt, wann sie beginnt oder endet.", FORM, "wann"),
    ),
    (lambda one: one.federfuehrung_id, Luecke("Es fehlt, welche Stelle sie führt.", FORM, "wer")),
    (
        lambda one: one.kosten_gesamt is not None or one.kosten_original,
        Luecke("Es fehlt, was sie kostet.", FORM, "kosten"),
    ),
    (lambda one: one.bezuege.all(), Luecke("Es fehlt, woraus sie folgt.", "v-bezug-new")),
    (lambda one: one.meilensteine.all(), Luecke("Es fehlt ein Meilenstein.", "v-meilenstein-new")),
    (lambda one: one.indikatoren.all(), Luecke("Es fehlt, woran der Erfolg gemessen wird.", "v-indikator-new")),
)
"""What everybody asks of a measure, in the order of its form, and how to say that it is missing."""


def of(massnahme: Massnahme) -> Vollstaendigkeit:
    """Return how much of a measure is told, and what is missing."""
    missing = [(luecke.satz, luecke.url(massnahme)) for told, luecke in FRAGEN if not told(massnahme)]
    return Vollstaendigkeit(len(FRAGEN), missing)
