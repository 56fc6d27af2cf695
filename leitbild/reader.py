"""A Fassung as its readers see it: the frozen text, and beside it what follows from it today."""

from dataclasses import dataclass
from typing import Any

from bildungskommune.fassungen import lesen
from bildungskommune.fassungen.models import Fassung
from bildungskommune.fassungen.verzeichnis import heading_levels
from bildungskommune.tracing.faden import Faltung, Ganzes, Schritt, Station, bring
from bildungskommune.tracing.netz import Netz, netz
from bildungskommune.tracing.registry import whole
from bildungskommune.tracing.stationen import as_of_today, frozen, nearest
from leitbild.models import MIT_HERKUNFT, Abschnitt, Art


@dataclass(frozen=True)
class Passage:
    """One Abschnitt of the snapshot; `rang` is the level of its heading."""

    daten: dict[str, Any]
    rang: int
    herkunft: Faltung[Station]
    folgen: Faltung[Station]

    @property
    def ist_satz(self) -> bool:
        return str(self.daten["art"]) in MIT_HERKUNFT

    @property
    def ist_stimme(self) -> bool:
        return str(self.daten["art"]) == Art.STIMME

    @property
    def titel(self) -> str:
        return str(self.daten["titel"] or self.daten["bezeichnung"])

    @property
    def ueber(self) -> str:
        """What stands above the title: "Leitsatz 3", nothing where it would only repeat the title."""
        bezeichnung: str = self.daten["bezeichnung"]
        return "" if bezeichnung == self.titel else bezeichnung

    @property
    def unter_rang(self) -> int:
        return min(self.rang + 1, 6)

    @property
    def ankerwort(self) -> str:
        """Name the link to this place so that no two on a page sound alike."""
        return f"Link zu {self.ueber}" if self.daten["nr"] else f"Link zu „{self.titel or self.ueber}“"


def passages(fassung: Fassung) -> list[Passage]:
    """Return the text of the Fassung with both ways: a constant number of queries, whatever its length."""
    abschnitte: list[dict[str, Any]] = lesen.inhalt(fassung)["abschnitte"]
    rows = {
        row.kennung: row for row in Abschnitt.objects.filter(leitbild_id=fassung.objekt_id).select_related("leitbild")
    }
    net = netz(rows.values(), "wohin")
    chosen = {key: nearest(net, net.schritte(row), _whole(row)) for key, row in rows.items()}
    bring(step for found in chosen.values() for step in found.alle)
    return [
        Passage(
            daten=daten,
            rang=rang,
            herkunft=frozen(daten["herkunft"]),
            folgen=_folgen(net, chosen.get(daten["kennung"]), daten),
        )
        for daten, rang in zip(abschnitte, heading_levels(abschnitte), strict=True)
    ]


def _whole(row: Abschnitt) -> Ganzes:
    return whole("abschnitt", row.faden_kennung, row.bezeichnung)


def _folgen(net: Netz, chosen: Faltung[Schritt] | None, daten: dict[str, Any]) -> Faltung[Station]:
    """What was deleted since keeps what followed from it when it was frozen."""
    return as_of_today(net, chosen) if chosen is not None else frozen(daten["folgen"])


def leitsaetze(fassung: Fassung) -> int:
    return sum(daten["art"] in MIT_HERKUNFT for daten in lesen.inhalt(fassung)["abschnitte"])
