"""What stands between a request and a Fassung that nobody can show."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bildungskommune.fassungen import liste
from bildungskommune.fassungen.darstellung import auftrag_of, stage_name
from bildungskommune.fassungen.lesen import Unreadable
from bildungskommune.fassungen.models import Druckauftrag, Fassung


class FassungUnlesbar:
    """Answer 503 with the way to the PDF when the frozen content cannot be read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Unreadable):
            return None
        fassung = exception.fassung
        context = {"fassung": fassung, "stufe": stage_name(fassung), "pdf": _pdf(fassung)}
        return render(request, "fassungen/unlesbar.html", context, status=503)


def _pdf(fassung: Fassung) -> str:
    auftrag = auftrag_of(fassung)
    is_there = auftrag is not None and auftrag.status == Druckauftrag.Status.FERTIG
    return liste.pdf_link(fassung) if is_there else ""
