"""The editable pages of the portal: Impressum, Datenschutz, Barrierefreiheit and others."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.aufbewahrung import declared
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.models import Fassung
from bildungskommune.portal.abschnitte import sections
from bildungskommune.seiten.models import Seite

DATENSCHUTZ = "datenschutz"
"""The page that says how long everything is kept."""
PROJEKT = "ueber-das-projekt"
"""The page that says what the project is for, what came of it and who pays (VO (EU) 2021/1060, Art. 50)."""
ERGEBNISSE = 20
"""So many of the Fassungen that hold are named there, the newest first; the list of all is linked."""


@require_safe
@load(lambda user: Seite.objects.public(), by="slug")
def seite(request: Request, seite: Seite) -> HttpResponse:
    context = {"seite": seite, "abschnitte": sections(seite.text)}
    if seite.slug == DATENSCHUTZ:
        context["fristen"] = declared()
    if seite.slug == PROJEKT:
        current = Fassung.objects.current().defer("snapshot").order_by("-veroeffentlicht_am", "-pk")[:ERGEBNISSE]
        fassungen = list(current)
        links = liste.links(fassungen)
        context["ergebnisse"] = [(fassung, links[fassung.pk]) for fassung in fassungen if links.get(fassung.pk)]
        context["ist_projekt"] = True
    return render(request, "seiten/seite.html", context)
