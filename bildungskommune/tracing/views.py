"""All that followed from one thing: where other pages show the nearest dozen, this one shows the rest."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.tracing.faden import bring
from bildungskommune.tracing.fadenangaben import tell
from bildungskommune.tracing.netz import netz
from bildungskommune.tracing.registry import start_of
from bildungskommune.ui.paging import PARAMETER

JE_SEITE = 40


@require_safe
def faden(request: HttpRequest, art: str, kennung: str) -> HttpResponse:
    """Show what the public may know of that followed from a thing, stage by stage and nearest first, on pages."""
    start = start_of(art, kennung)
    if start is None:
        raise Http404("Hier beginnt kein roter Faden.")
    steps = netz(start.knoten, "wohin").alle(start.knoten)
    ordered = sorted(steps, key=lambda step: (step.stufe, step.tiefe))
    page = Paginator(ordered, JE_SEITE).get_page(request.GET.get(PARAMETER, "1"))
    bring(page.object_list)
    return render(request, "faden/faden.html", {"start": start, "page_obj": page, "folgen": tell(page.object_list)})
