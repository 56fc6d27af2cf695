"""The documentation of a workshop as the public reads it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.fassungen.models import Fassung
from workshops import access
from workshops.dokumentation.snapshot import KEY
from workshops.models import Workshop


@require_safe
@load(access.workshops, by="slug")
def dokumentation(request: Request, workshop: Workshop, nummer: int) -> HttpResponse:
    found = Fassung.objects.of(KEY, workshop.pk).public().select_related("auftrag", "abgeloest_durch")
    fassung = found.filter(nummer=nummer).first()
    if fassung is None:
        raise Http404
    context = {"workshop": workshop, "fassung": fassung, "inhalt": fassung.snapshot}
    return render(request, "workshops/dokumentation/dokumentation.html", context)
