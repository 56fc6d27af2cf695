"""The editable pages of the portal: Impressum, Datenschutz, Barrierefreiheit and others."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.aufbewahrung import declared
from bildungskommune.portal.abschnitte import sections
from bildungskommune.seiten.models import Seite

DATENSCHUTZ = "datenschutz"
"""The page that says how long everything is kept."""


@require_safe
@load(lambda user: Seite.objects.public(), by="slug")
def seite(request: Request, seite: Seite) -> HttpResponse:
    context = {"seite": seite, "abschnitte": sections(seite.text)}
    if seite.slug == DATENSCHUTZ:
        context["fristen"] = declared()
    return render(request, "seiten/seite.html", context)
