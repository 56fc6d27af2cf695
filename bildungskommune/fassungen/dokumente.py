"""The list of the documents of one stage on the desk: what is written, how much of it lacks a source, what holds."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http.response import HttpResponseBase

from bildungskommune.access import Request
from bildungskommune.fassungen.liste import newest_states
from bildungskommune.werkbank.liste import Liste, Spalte


@dataclass(frozen=True)
class Worte:
    """What the page says. `herkunft` and `teile` head columns, `offen` follows a number: "3 ohne Quelle"."""

    mehrzahl: str
    einzahl: str
    herkunft: str
    teile: str
    quellen: str
    offen: str
    alle: str
    neu: str
    leer: str


@dataclass(frozen=True)
class Dokumente:
    """The documents of a stage. The rows carry `herkunft`, `teile` and `offen` (numbers of parts)."""

    key: str
    stufe: int
    worte: Worte
    url: Callable[[Any], str]
    neu: Callable[[], str]

    def spalten(self) -> tuple[Spalte[Any], ...]:
        worte = self.worte
        return (
            Spalte(worte.einzahl, lambda row: row.titel, ("titel",), 60),
            Spalte(worte.herkunft, lambda row: row.herkunft or "", ("herkunft",), 50),
            Spalte(worte.teile, lambda row: row.teile, ("-teile",), 16, klasse="zahl"),
            Spalte(worte.quellen, lambda row: row.offen, ("-offen",), 16),
            Spalte("Fassung"),
        )

    def page(self, request: Request, rows: QuerySet[Any], *, may_edit: bool) -> HttpResponseBase:
        """Show the list with the Fassung that holds of each document, or hand it out as a file."""
        liste = Liste(request, rows, self.spalten(), name=self.key, titel=self.worte.mehrzahl)

        def context() -> dict[str, object]:
            stand = newest_states(self.key, [row.pk for row in liste.seite])
            return {
                "zeilen": [(row, self.url(row), stand.get(row.pk)) for row in liste.seite],
                "worte": self.worte,
                "stufe": self.stufe,
                "neu": self.neu() if may_edit else "",
            }

        return liste.answer("fassungen/verwaltung/dokumente.html", context)
