"""The draft for the press, on a page to copy from and as a file."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from bildungskommune.access import Request
from bildungskommune.fassungen.docx import MEDIA_TYPE, docx
from bildungskommune.werkbank.liste import DATEI
from bildungskommune.werkbank.seiten import opens
from workshops.access_staff import may_edit_this, may_open
from workshops.dokumentation import presse
from workshops.dokumentation.presse import Mitteilung
from workshops.models import Workshop
from workshops.pages import any_workshop, kopf

TYPES = {
    "txt": "text/plain; charset=utf-8",
    "docx": MEDIA_TYPE,
}


@opens(may_edit_this, any_workshop, first=may_open)
def pressemitteilung(request: Request, workshop: Workshop) -> HttpResponse:
    """Show the draft, or give the file that the address asks for; without a published documentation say what to do."""
    fassung = presse.published(workshop)
    found = presse.draft(fassung, timezone.localdate()) if fassung else None
    art = request.GET.get(DATEI, "")
    if found and art in TYPES:
        headers = {"Content-Disposition": f'attachment; filename="pressemitteilung-{workshop.slug}.{art}"'}
        return HttpResponse(_content(art, found), content_type=TYPES[art], headers=headers)
    context = kopf(request, workshop, "v-dokumentation") | {"fassung": fassung, "mitteilung": found}
    return render(request, "workshops/dokumentation/verwaltung/pressemitteilung.html", context)


def _content(art: str, mitteilung: Mitteilung) -> str | bytes:
    if art == "txt":
        return mitteilung.as_text()
    return docx(render_to_string("workshops/dokumentation/presse_docx.html", {"mitteilung": mitteilung}))
