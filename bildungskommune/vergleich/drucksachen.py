"""The synopsis on paper: what changed from Fassung to Fassung."""

from collections.abc import Iterator, Sequence
from typing import Any

from bildungskommune import addresses
from bildungskommune.drucksachen.antwort import Wunsch
from bildungskommune.drucksachen.muster import Muster, muster
from bildungskommune.fassungen.models import Fassung
from bildungskommune.ui.zeiten import datum
from bildungskommune.vergleich.auswahl import Linie
from bildungskommune.vergleich.gegenueber import Was, Zeile, Zelle

SYNOPSE = "synopse"


@muster.register
def prints() -> Iterator[Muster]:
    yield Muster(SYNOPSE, "druck/blatt_synopse.html")


def synopsis(linie: Linie, fassungen: Sequence[Fassung], zeilen: Sequence[Zeile]) -> Wunsch:
    """Return what is printed: the parts that changed, each with its changes."""
    nummern = [fassung.nummer for fassung in fassungen]
    page = linie.address("vergleich", nummern)
    return Wunsch(
        muster=SYNOPSE,
        titel=f"Synopse: {fassungen[-1].titel}, Fassungen {in_words(nummern)}"[:400],
        datei=f"synopse-{linie.dokument}-{'-'.join(map(str, nummern))}",
        link=addresses.absolute(page),
        inhalt={
            "titel": fassungen[-1].titel,
            "fassungen": [_named(fassung) for fassung in fassungen],
            "gleich": sum(not zeile.ist_anders for zeile in zeilen),
            "teile": [_part(zeile, nummern) for zeile in zeilen if zeile.ist_anders],
        },
        zurueck=page,
        rahmen="basis.html",
    )


def in_words(nummern: Sequence[int]) -> str:
    """Return "1 und 3" or "1, 2 und 3"."""
    return f"{', '.join(map(str, nummern[:-1]))} und {nummern[-1]}"


def _named(fassung: Fassung) -> dict[str, Any]:
    return {
        "nummer": fassung.nummer,
        "bezeichnung": fassung.bezeichnung,
        "stichtag": datum(fassung.stichtag),
        "kurz": fassung.kurz,
    }


def _part(zeile: Zeile, nummern: Sequence[int]) -> dict[str, Any]:
    steps = zip(nummern, nummern[1:], zeile.zellen[1:], strict=False)
    return {
        "titel": zeile.titel,
        "schritte": [_step(before, after, zelle) for before, after, zelle in steps if zelle.ist_anders],
    }


def _step(before: int, after: int, zelle: Zelle) -> dict[str, Any]:
    return {
        "wort": f"Fassung {after} gegenüber Fassung {before}: {zelle.wort}",
        "absaetze": [
            {"verschoben": one.verschoben, "stuecke": one.stuecke} for one in zelle.absaetze if zelle.was != Was.GLEICH
        ],
    }
