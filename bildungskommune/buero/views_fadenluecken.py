"""Where the red thread breaks off: how many things of each kind hang in the air, and which."""

from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from bildungskommune.access import Request
from bildungskommune.accounts.rollen import may_read_all
from bildungskommune.addresses import absolute
from bildungskommune.tracing.faden import Richtung
from bildungskommune.tracing.fadenluecken import Fadenluecke, counted, find
from bildungskommune.werkbank.liste import Filter, Liste, Spalte, Suchwort
from bildungskommune.werkbank.seiten import opens

RICHTUNGEN: tuple[tuple[Richtung, str, str], ...] = (
    (
        "woher",
        "Was von nirgendwo kommt",
        "Nach oben reißt der Faden: Niemand kann nachlesen, woher diese Texte kommen.",
    ),
    ("wohin", "Woraus nichts folgt", "Nach unten reißt der Faden: Niemand kann nachlesen, was daraus wurde."),
)


class Luecken(Filter):
    """A search box over the fields of one kind."""

    def __init__(self, *args: Any, luecke: Fadenluecke, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[no-untyped-call]  # it has no types
        self.filters["wort"] = Suchwort("Wort", *luecke.felder)


def spalten(luecke: Fadenluecke) -> tuple[Spalte[Any], ...]:
    """Return what the list and the file show of such things."""
    return (
        Spalte("Art", lambda row: row.faden_art, breite=24),
        Spalte("Titel", lambda row: row.faden_titel, (luecke.titel_feld,), 70),
        Spalte("Gehört zu", luecke.gehoert, (luecke.gehoert_feld,) if luecke.gehoert_feld else (), 50),
        Spalte("Stand", lambda row: row.faden_stand[0], breite=24),
        Spalte("Seite am Pult", lambda row: absolute(luecke.pult(row)), breite=60, nur_datei=True),
    )


@opens(may_read_all)
def overview(request: Request) -> HttpResponse:
    numbers = counted()
    richtungen = [
        (titel, satz, [one for one in numbers if one.luecke.richtung == richtung])
        for richtung, titel, satz in RICHTUNGEN
    ]
    return render(request, "faden/v_luecken.html", {"richtungen": richtungen})


@opens(may_read_all)
def luecke_list(request: Request, art: str) -> HttpResponseBase:
    luecke = find(art)
    if luecke is None:
        raise Http404("Diese Art von Lücke gibt es nicht.")
    liste: Liste[Any] = Liste(
        request,
        luecke.rows(),
        spalten(luecke),
        filter_by=partial(Luecken, luecke=luecke),
        name=luecke.name,
        titel=luecke.wort,
    )

    def context() -> dict[str, object]:
        rows = [(row, luecke.pult(row), luecke.gehoert(row)) for row in liste.seite]
        return {"luecke": luecke, "zeilen": rows}

    return liste.answer("faden/v_luecke.html", context)
