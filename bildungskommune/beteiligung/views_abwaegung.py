"""How a round was answered, for everybody: on pages, as a print, as a workbook, and point by point."""

from collections.abc import Iterator

from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.beteiligung.drucksachen import NICHT_OEFFENTLICH, balance, for_everybody, shows_words, weighed
from bildungskommune.beteiligung.models import Beteiligungsrunde
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.beteiligung.views_public import JE_SEITE, about, kept_close, visible
from bildungskommune.drucksachen.antwort import answer
from bildungskommune.tabellen import TYPES, Zeile, xlsx_book
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.stationen import live
from bildungskommune.ui.paging import page

KOPF = ("Punkt", "Stelle", "Von", "Anmerkung", "Vorschlag", "Entscheidung", "Begründung")
BREITEN = (10, 30, 36, 70, 70, 26, 70)


def _answered(runde: Beteiligungsrunde) -> None:
    """Let nobody look before the round is answered. Raises Http404."""
    if not runde.ist_beantwortet:
        raise Http404("Die Stellungnahmen sind noch nicht beantwortet.")


@require_safe
@load(visible, by="kennung")
@kept_close
def runde_abwaegung(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Show what was decided on each point, once the round is answered."""
    _answered(runde)
    context = {
        "seite": page(request, weighed(runde), JE_SEITE),
        "stellen": Stellen(runde.fassung),
        "bilanz": balance(runde),
        "zeigt_wortlaut": runde.sichtbar != runde.Sichtbar.NIE,
    }
    return render(request, "beteiligung/abwaegung.html", about(runde) | context)


@require_safe
@load(visible, by="kennung")
@kept_close
def runde_punkt(request: Request, runde: Beteiligungsrunde, nummer: int, punkt: int) -> HttpResponse:
    """Show one point, and what became of it in the text and after."""
    _answered(runde)
    found = weighed(runde).filter(stellungnahme__nummer=nummer, position=punkt - 1).first()
    if found is None:
        raise Http404("Diesen Punkt gibt es nicht.")
    net = netz([found], "wohin")
    context = {
        "punkt": found,
        "stellen": Stellen(runde.fassung),
        "zeigt_wortlaut": shows_words(found, runde),
        "folgen": live(net, net.schritte(found)),
    }
    return render(request, "beteiligung/punkt.html", about(runde) | context)


@require_safe
@load(visible, by="kennung")
@kept_close
def runde_abwaegung_pdf(request: Request, runde: Beteiligungsrunde) -> HttpResponseBase:
    """Print the synopsis for everybody."""
    _answered(runde)
    return answer(request, for_everybody(runde))


@require_safe
@load(visible, by="kennung")
@kept_close
def runde_abwaegung_xlsx(request: Request, runde: Beteiligungsrunde) -> FileResponse:
    """Give the synopsis as a workbook: a row for each point."""
    _answered(runde)
    book = xlsx_book([("Abwägung", list(KOPF), _rows(runde), list(BREITEN))])
    name = f"abwaegung-{runde.kennung}.xlsx"
    return FileResponse(book, content_type=TYPES["xlsx"], as_attachment=True, filename=name)


def _rows(runde: Beteiligungsrunde) -> Iterator[Zeile]:
    stellen = Stellen(runde.fassung)
    for punkt in weighed(runde).iterator(chunk_size=500):
        said = [punkt.stellungnahme.wer_oeffentlich, punkt.text or punkt.anmerkung.text, punkt.anmerkung.vorschlag]
        yield [
            str(punkt).removeprefix("Punkt "),
            stellen.words(punkt.teil, punkt.absatz),
            *(said if shows_words(punkt, runde) else ["", NICHT_OEFFENTLICH, ""]),
            punkt.get_entscheidung_display(),
            punkt.begruendung,
        ]
