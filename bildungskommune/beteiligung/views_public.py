"""What is laid out for comments, for everybody: the rounds, the text place by place, and what others said."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.accounts.rollen import Nutzer, may_read_all
from bildungskommune.beteiligung import einreichen
from bildungskommune.beteiligung.models import Anmerkung, Beteiligungsrunde
from bildungskommune.beteiligung.stellen import Stellen
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.darstellung import is_printed
from bildungskommune.geheimnis import View, private
from bildungskommune.ui.paging import page

JE_SEITE = 20


def visible(user: Nutzer) -> QuerySet[Beteiligungsrunde]:
    """Return the rounds whose page this person can open by its address; the office sees what is prepared, too."""
    rows = Beteiligungsrunde.objects.with_fassung()
    return rows if may_read_all(user) else rows.begun()


def kept_close(view: View) -> View:
    """Keep the pages of a round for the invited out of search engines and caches."""
    closed = private(view)

    def opened(request: Request, runde: Beteiligungsrunde, **names: str) -> HttpResponseBase:
        return (view if runde.ist_offen else closed)(request, runde, **names)

    return opened


@require_safe
def beteiligung(request: Request) -> HttpResponse:
    """List the rounds for everybody, the newest first."""
    today = timezone.localdate()
    rows = Beteiligungsrunde.objects.public().with_fassung()
    context = {"laufend": list(rows.running(today).order_by("bis", "pk")), "seite": page(request, rows, JE_SEITE)}
    return render(request, "beteiligung/runden.html", context)


@require_safe
@load(visible, by="kennung")
@kept_close
def runde(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Show what it is about, until when, and the parts of the text with how much was said to each."""
    stellen = Stellen(runde.fassung)
    shown = Anmerkung.objects.shown(runde).order_by()
    counts = dict(shown.values_list("teil").annotate(anzahl=Count("stellungnahme", distinct=True)))
    context = {
        "teile": [(teil, counts.get(teil.kennung, 0)) for teil in stellen.teile],
        "zum_ganzen": counts.get("", 0),
        "zahlen": runde.stellungnahmen.aggregate(
            alle=Count("pk", filter=Q(status="eingegangen")),
            einrichtungen=Count("pk", filter=Q(status="eingegangen", art="einrichtung")),
        ),
    }
    return render(request, "beteiligung/runde.html", about(runde) | context)


def about(runde: Beteiligungsrunde) -> dict[str, object]:
    """Return what every page of a round shows."""
    return {
        "runde": runde,
        "fassung": runde.fassung,
        "zu": einreichen.closed_reason(runde),
        "fassung_url": liste.link(runde.fassung),
        "pdf": liste.pdf_link(runde.fassung) if is_printed(runde.fassung) else "",
    }


@require_safe
@load(visible, by="kennung")
@kept_close
def runde_teil(request: Request, runde: Beteiligungsrunde, teil: str) -> HttpResponse:
    """Show one part with its paragraphs, and what was said to it."""
    stellen = Stellen(runde.fassung)
    stelle = stellen.find(teil)
    if stelle is None or stelle.teil is None:
        raise Http404("Diesen Teil gibt es in der Fassung nicht.")
    before, after = stellen.neighbours(stelle.teil)
    said = Anmerkung.objects.shown(runde).filter(teil=teil)
    counts = dict(said.order_by().values_list("absatz").annotate(anzahl=Count("pk")))
    paragraphs = [(one, f"{teil}.{one.kennung}", counts.get(one.kennung, 0)) for one in stelle.teil.absaetze]
    context = {
        "teil": stelle.teil,
        "absaetze": paragraphs,
        "seite": page(request, said, JE_SEITE),
        "stellen": stellen,
        "davor": before,
        "danach": after,
    }
    return render(request, "beteiligung/teil.html", about(runde) | context)


@require_safe
@load(visible, by="kennung")
@kept_close
def runde_stellungnahmen(request: Request, runde: Beteiligungsrunde) -> HttpResponse:
    """Show all remarks that the public may read, in the order of receipt."""
    context = {"seite": page(request, Anmerkung.objects.shown(runde), JE_SEITE), "stellen": Stellen(runde.fassung)}
    return render(request, "beteiligung/stellungnahmen.html", about(runde) | context)
