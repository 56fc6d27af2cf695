"""The editable pages of the portal: Impressum, Datenschutz, Barrierefreiheit and others."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.portal.abschnitte import sections
from bildungskommune.seiten.models import Seite


@require_safe
@load(lambda user: Seite.objects.public(), by="slug")
def seite(request: Request, seite: Seite) -> HttpResponse:
    return render(request, "seiten/seite.html", {"seite": seite, "abschnitte": sections(seite.text)})
