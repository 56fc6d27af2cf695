"""Publications for everybody: the list, and the PDF with its checksum."""

from typing import BinaryIO, cast

from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.fassungen import liste
from bildungskommune.fassungen.access import visible
from bildungskommune.fassungen.darstellung import auftrag_of, file_name
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.registry import definitions
from bildungskommune.ui.paging import page

DAY = 24 * 3600


@require_safe
def publikationen(request: Request) -> HttpResponse:
    """List every published Fassung with page, PDF and checksum."""
    stufe = request.GET.get("stufe", "")
    stufe = stufe if stufe in definitions() else ""
    seite = page(request, liste.publications(stufe))
    return render(
        request,
        "fassungen/publikationen.html",
        {"seite": seite, "zeilen": liste.rows(seite), "stufen": definitions().values(), "stufe": stufe},
    )


@require_safe
@load(lambda user: visible(user).select_related("auftrag").defer("snapshot"))
def pdf(request: Request, fassung: Fassung, name: str) -> HttpResponseBase:
    """Deliver the PDF; a name that is not the right one leads to the right one."""
    auftrag = auftrag_of(fassung)
    if auftrag is None or auftrag.status != Druckauftrag.Status.FERTIG:
        raise Http404("Dieses PDF gibt es noch nicht.")
    if name != file_name(fassung):
        return redirect(liste.pdf_link(fassung))
    etag = f'"{auftrag.schluessel}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": etag})
    return _file(fassung, auftrag, etag)


def _file(fassung: Fassung, auftrag: Druckauftrag, etag: str) -> FileResponse:
    try:
        content = cast("BinaryIO", auftrag.pdf.open("rb"))
    except FileNotFoundError:
        raise Http404("Die Datei fehlt im Speicher.") from None
    response = FileResponse(content, filename=f"{file_name(fassung)}.pdf", content_type="application/pdf")
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    if fassung.ist_oeffentlich:
        patch_cache_control(response, public=True, max_age=DAY)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
