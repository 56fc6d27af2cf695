"""Compare Fassungen of one document: everybody those that are public, the office drafts, too."""

from collections.abc import Iterator, Sequence

from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.fassungen.darstellung import stage_name
from bildungskommune.fassungen.models import Fassung
from bildungskommune.tabellen import TYPES, xlsx_book
from bildungskommune.tabellen import Zeile as Tabellenzeile
from bildungskommune.ui.paging import PARAMETER
from bildungskommune.vergleich.auswahl import WENIGSTENS, Linie, chosen, side_by_side
from bildungskommune.vergleich.bilanz import summary
from bildungskommune.vergleich.drucksachen import in_words, synopsis
from bildungskommune.vergleich.forms import WahlForm
from bildungskommune.vergleich.gegenueber import Zeile, Zelle

SEITE = 40
"""Parts of a document on one page."""
BREITEN = (40, 60, 18)


@require_safe
def auswahl(request: Request, key: str, dokument: str, linie: str = "") -> HttpResponse:
    """Offer the Fassungen of a document; lead on to the comparison once two to four are chosen."""
    line = Linie(key, dokument, linie)
    fassungen = list(line.visible_to(request.user))
    form = WahlForm(request.GET if "fassung" in request.GET else None, fassungen=fassungen)
    if form.is_valid():
        return redirect(line.address("vergleich", form.cleaned_data["fassung"]))
    context = {
        "form": form if len(fassungen) >= WENIGSTENS else None,
        "titel": fassungen[-1].titel if fassungen else "",
        "stufe": stage_name(fassungen[0]) if fassungen else "",
    }
    return render(request, "vergleich/auswahl.html", context, status=422 if form.is_bound else 200)


@require_safe
def vergleich(request: Request, nummern: str, key: str, dokument: str, linie: str = "") -> HttpResponse:
    """Show what changed from Fassung to Fassung; `alles` shows the rest, too, `nebeneinander` the first one beside."""
    line = Linie(key, dokument, linie)
    fassungen = chosen(line, nummern, request.user)
    zeilen = side_by_side(fassungen)
    alles = "alles" in request.GET
    nebeneinander = len(fassungen) > WENIGSTENS or "nebeneinander" in request.GET
    shown = [zeile for zeile in zeilen if alles or zeile.ist_anders]
    seite = Paginator(shown, SEITE).get_page(request.GET.get(PARAMETER, "1"))
    named = [fassung.nummer for fassung in fassungen]
    context = {
        "fassungen": fassungen,
        "stufe": stage_name(fassungen[0]),
        "worte": in_words(named),
        "bilanz": summary(zeilen),
        "seite": seite,
        "alles": alles,
        "nebeneinander": nebeneinander,
        "zwei": len(fassungen) == WENIGSTENS,
        "auswahl": line.address("vergleich-auswahl"),
        "pdf": line.address("vergleich-pdf", named),
        "xlsx": line.address("vergleich-xlsx", named),
    }
    return render(request, "vergleich/vergleich.html", context)


@require_safe
def vergleich_pdf(request: Request, nummern: str, key: str, dokument: str, linie: str = "") -> HttpResponseBase:
    line = Linie(key, dokument, linie)
    fassungen = chosen(line, nummern, request.user)
    return answer(request, synopsis(line, fassungen, side_by_side(fassungen)))


@require_safe
def vergleich_xlsx(request: Request, nummern: str, key: str, dokument: str, linie: str = "") -> FileResponse:
    """Give the synopsis as a workbook: a row for each part, a column for each Fassung."""
    line = Linie(key, dokument, linie)
    fassungen = chosen(line, nummern, request.user)
    head = ["Teil", *_heads(fassungen)]
    breiten = [BREITEN[0], BREITEN[1], *BREITEN[1:] * (len(fassungen) - 1)]
    rows = [_row(zeile) for zeile in side_by_side(fassungen)]
    book = xlsx_book([("Synopse", head, rows, breiten)])
    return FileResponse(
        book, content_type=TYPES["xlsx"], as_attachment=True, filename=f"synopse-{dokument}-{nummern}.xlsx"
    )


def _heads(fassungen: Sequence[Fassung]) -> Iterator[str]:
    for place, fassung in enumerate(fassungen):
        yield f"Fassung {fassung.nummer}, {fassung.bezeichnung}"
        if place:
            yield f"gegenüber Fassung {fassungen[place - 1].nummer}"


def _row(zeile: Zeile) -> Tabellenzeile:
    cells = [zeile.titel, _text(zeile.zellen[0])]
    for zelle in zeile.zellen[1:]:
        cells += [_text(zelle), zelle.wort]
    return cells


def _text(zelle: Zelle) -> str:
    """Return what stands in this Fassung, without what was struck out."""
    absaetze = ("".join(one.worte for one in absatz.stuecke if one.was != "weg") for absatz in zelle.absaetze)
    return "\n".join(filter(None, absaetze))
