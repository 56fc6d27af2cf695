"""The way back to the wall: to the button that was pressed, so that the same key moves the same thing again.

The address ends in the name of the button. A browser gives it the focus, which `autofocus` would not get beside a
fragment, and it needs no script.
"""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from bildungskommune.access import Request
from bildungskommune.werkbank.seiten import number
from workshops.models import Beitrag, Thema, Workshop
from workshops.wand import cardwall
from workshops.wand.spalten import JE_SPALTE, OHNE, Wand

SPALTEN = 11
"""So many Themen stand side by side on one page of the wall."""
KEPT = ("gruppe", "phase", "spalte", "seite")
"""What of the address stays when a card is laid or moved."""


def kept(request: Request) -> dict[str, str]:
    return {name: request.GET[name] for name in KEPT if request.GET.get(name)}


def to_wall(workshop: Workshop, query: Mapping[str, object], anchor: str = "") -> HttpResponse:
    asked = urlencode({name: value for name, value in query.items() if value != ""})
    address = reverse("v-kartenwand", args=(workshop.pk,))
    return redirect(f"{address}{asked and '?'}{asked}{anchor and '#'}{anchor}")


def to_card(request: Request, wand: Wand, karte: Beitrag, thema: Thema | None, *, zug: str = "") -> HttpResponse:
    """Lead to the card in this column, and there to its button `zug` while it can go further that way."""
    alle = list(cardwall.columns(wand.workshop))
    platz, anzahl = wand.platz(karte, thema)
    query = kept(request) | _where(wand, thema, alle, platz, alone="spalte" in request.GET, seite=_asked(request))
    further = {
        "l": thema is not None,
        "r": thema != (alle[-1] if alle else None),
        "o": platz > 1,
        "u": platz < anzahl,
    }
    place = f"{karte.pk}-{thema.pk if thema else OHNE}"
    anchor = f"griff-{place}-{zug}" if further.get(zug) else f"karte-{place}"
    return to_wall(wand.workshop, query | {"karte": karte.pk}, anchor)


def to_thema(request: Request, workshop: Workshop, thema: Thema, *, zug: str) -> HttpResponse:
    """Lead to the column, and there to its button `zug` while it can go further that way."""
    alle = list(cardwall.columns(workshop))
    place = alle.index(thema) if thema in alle else 0
    further = place > 0 if zug == "l" else place < len(alle) - 1
    anchor = f"griff-thema-{thema.pk}-{zug}" if further else f"thema-{thema.pk}"
    return to_wall(workshop, kept(request) | {"seite": _page(place)}, anchor)


def _asked(request: Request) -> int:
    return max(number(request.GET.get("seite")) or 1, 1)


def _where(
    wand: Wand, thema: Thema | None, alle: list[Thema], platz: int, *, alone: bool, seite: int
) -> dict[str, object]:
    """Say which page shows this place of the column: the wall as far as it reaches, else the column alone.

    `seite` is where the person is: the column without Thema stands on every page of the wall, so that page stays.
    """
    here = alle.index(thema) // SPALTEN + 1 if thema in alle else seite
    if alone or platz > wand.je_spalte(alle[(here - 1) * SPALTEN : here * SPALTEN]):
        page = (max(platz, 1) - 1) // JE_SPALTE + 1
        return {"spalte": thema.pk if thema else OHNE, "seite": page if page > 1 else ""}
    return {"seite": here if here > 1 else ""}


def _page(place: int) -> int | str:
    seite = place // SPALTEN + 1
    return seite if seite > 1 else ""
