"""The documentation of a workshop as the public reads it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request
from bildungskommune.fassungen import ausgaben, lesen
from workshops import access
from workshops.dokumentation.snapshot import KEY


@require_safe
def dokumentation(request: Request, slug: str, nummer: int) -> HttpResponse:
    """Show one edition of the documentation under its permanent address."""
    fassung = ausgaben.edition(KEY, request.user, kennung=slug, nummer=nummer)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    workshop = get_object_or_404(access.workshops(request.user), pk=fassung.objekt_id)
    context = {"workshop": workshop, "fassung": fassung, "inhalt": lesen.inhalt(fassung)}
    return render(request, "workshops/dokumentation/dokumentation.html", context)
