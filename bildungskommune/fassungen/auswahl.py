"""What the list of Fassungen on the desk shows and can be filtered by."""

from typing import Any

from django_filters.filters import ChoiceFilter

from bildungskommune.fassungen.darstellung import auftrag_of, stage_name
from bildungskommune.fassungen.models import Fassung, Status
from bildungskommune.fassungen.registry import definitions
from bildungskommune.tabellen import Zelle, wann
from bildungskommune.werkbank.liste import Filter, Spalte, Suchwort


class FassungFilter(Filter):
    stufe = ChoiceFilter(label="Stufe", field_name="definition", empty_label="alle Stufen")
    stand = ChoiceFilter(label="Stand", field_name="status", choices=Status.choices, empty_label="jeder Stand")
    q = Suchwort("Titel oder Prüfsumme", "titel", "sha256")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # it has no types
        self.filters["stufe"].extra["choices"] = [(what.key, what.name) for what in definitions().values()]


def _pages(fassung: Fassung) -> Zelle:
    auftrag = auftrag_of(fassung)
    return auftrag.seiten or None if auftrag else None


SPALTEN: tuple[Spalte[Fassung], ...] = (
    Spalte("Stufe", stage_name, breite=18, nur_datei=True),
    Spalte("Titel", lambda fassung: fassung.titel, breite=50, nur_datei=True),
    Spalte("Nummer", lambda fassung: fassung.nummer, breite=10, nur_datei=True),
    Spalte("Fassung", ordnung=("titel", "nummer")),
    Spalte("Zweck", lambda fassung: fassung.get_zweck_display(), ("zweck",)),
    Spalte("Stand", lambda fassung: fassung.get_status_display(), ("status",), 18),
    Spalte("Stichtag", lambda fassung: fassung.stichtag.isoformat(), breite=12, nur_datei=True),
    Spalte("Eingefroren", lambda fassung: wann(fassung.eingefroren_am), ("-eingefroren_am",), 18),
    Spalte("Veröffentlicht", lambda fassung: wann(fassung.veroeffentlicht_am), breite=18, nur_datei=True),
    Spalte("PDF"),
    Spalte("Seiten", _pages, breite=8, nur_datei=True),
    Spalte("Prüfsumme (SHA-256)", lambda fassung: fassung.sha256, breite=66, nur_datei=True),
)
