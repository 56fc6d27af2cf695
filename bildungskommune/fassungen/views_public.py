"""Publications for everybody: the list, and the PDF with its checksum."""

from typing import BinaryIO, TypeVar, cast

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags
from django.views.decorators.http import require_safe

from bildungskommune.access import Request, load
from bildungskommune.accounts.rollen import may_read_all
from bildungskommune.fassungen import auftraege, ausgaben, daten, docx, lesen, liste, stellensuche, zitat
from bildungskommune.fassungen.darstellung import auftrag_of, file_name
from bildungskommune.fassungen.forms import TagForm
from bildungskommune.fassungen.models import Druckauftrag, Fassung
from bildungskommune.fassungen.registry import definitions
from bildungskommune.ui.paging import listed, page
from bildungskommune.werkbank.suchen import words_of

WORT_LAENGE = 200
Antwort = TypeVar("Antwort", bound=HttpResponseBase)
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "gross": "application/pdf",
    "epub": "application/epub+zip",
    "docx": docx.MEDIA_TYPE,
}


@require_safe
def publikationen(request: Request) -> HttpResponse:
    """List every published Fassung with page, PDF and checksum, those of a stage or of a day alone."""
    stufe = request.GET.get("stufe", "")
    stufe = stufe if stufe in definitions() else ""
    form = TagForm(request.GET)
    form.mit = [("stufe", stufe)] if stufe else []
    am = form.cleaned_data["am"] if form.is_valid() else None
    seite = page(request, liste.publications(stufe, am))
    context = {"zeilen": liste.rows(seite), "stufen": definitions().values(), "stufe": stufe, "am": am, "form": form}
    return render(
        request, "fassungen/publikationen.html", {"seite": seite, **context}, status=200 if form.is_valid() else 422
    )


@require_safe
def datei(request: Request, *, form: str, key: str, dokument: str, nummer: int, linie: str = "") -> HttpResponseBase:
    """Deliver an edition in one of its forms ("pdf", "gross", "epub", "docx"); of one that was withdrawn, say so."""
    fassung = ausgaben.edition(key, request.user, kennung=dokument, linie=linie, nummer=nummer)
    if fassung.ist_zurueckgezogen and not may_read_all(request.user):
        return ausgaben.gone(request, fassung)
    auftrag = auftrag_of(fassung)
    if auftrag is None or auftrag.status != Druckauftrag.Status.FERTIG or not getattr(auftrag, form):
        raise Http404("Diese Datei gibt es noch nicht.")
    etag = f'"{auftrag.schluessel}"'
    if etag in parse_etags(request.headers.get("If-None-Match", "")):
        return HttpResponseNotModified(headers={"ETag": etag})
    return _file(fassung, getattr(auftrag, form), form, etag)


@require_safe
def daten_datei(request: Request, *, key: str, dokument: str, nummer: int, linie: str = "") -> HttpResponse:
    """Deliver an edition as data; of one that was withdrawn, say so."""
    fassung = ausgaben.edition(key, request.user, kennung=dokument, linie=linie, nummer=nummer)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    try:
        content = daten.as_json(fassung)
    except daten.NameImText:
        raise Http404("In diesen Daten steht ein Name, der entfernt wurde.") from None
    name = f'attachment; filename="{file_name(fassung)}.json"'
    headers = {"Content-Disposition": name, "X-Content-Type-Options": "nosniff"}
    return _kept(fassung, HttpResponse(content, content_type="application/json", headers=headers))


@require_safe
def suche(request: Request, *, key: str, dokument: str, nummer: int, linie: str = "") -> HttpResponse:
    """Show the paragraphs of an edition in which all words of `q` stand."""
    fassung = ausgaben.edition(key, request.user, kennung=dokument, linie=linie, nummer=nummer)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    wort = " ".join(words_of(request.GET.get("q", "")[:WORT_LAENGE]))
    found = stellensuche.places(fassung, wort) if wort else []
    context = {"fassung": fassung, "inhalt": lesen.inhalt(fassung), "wort": wort, "stellen": listed(request, found)}
    return _kept(fassung, render(request, "fassungen/suche.html", context))


@require_safe
def qr(request: Request, *, key: str, dokument: str, nummer: int, linie: str = "", anker: str = "") -> HttpResponse:
    """Draw the code that leads to an edition, or to a place in it."""
    fassung = ausgaben.edition(key, request.user, kennung=dokument, linie=linie, nummer=nummer)
    if fassung.ist_zurueckgezogen:
        return ausgaben.gone(request, fassung)
    try:
        drawn = zitat.code(fassung, anker)
    except LookupError:
        raise Http404("Diese Stelle gibt es in dieser Fassung nicht.") from None
    return _kept(fassung, HttpResponse(drawn, content_type="image/svg+xml"))


@require_safe
@load(lambda user: Fassung.objects.once_public().without_snapshot())
def old_pdf(request: Request, fassung: Fassung, name: str) -> HttpResponse:
    """Lead on from the address that PDFs had before."""
    return redirect(liste.pdf_link(fassung), permanent=True)


def _file(fassung: Fassung, file: FieldFile, form: str, etag: str) -> FileResponse:
    try:
        content = cast("BinaryIO", file.open("rb"))
    except FileNotFoundError:
        raise Http404("Die Datei fehlt im Speicher.") from None
    name = f"{file_name(fassung)}{auftraege.ENDUNGEN[form]}"
    response = FileResponse(content, filename=name, content_type=MEDIA_TYPES[form])
    response["ETag"] = etag
    response["X-Content-Type-Options"] = "nosniff"
    return _kept(fassung, response)


def _kept(fassung: Fassung, response: Antwort) -> Antwort:
    """Say that everybody may keep what everybody may read."""
    if fassung.ist_lesbar:
        patch_cache_control(response, public=True, no_cache=True)
    else:
        patch_cache_control(response, private=True, no_store=True)
    return response
