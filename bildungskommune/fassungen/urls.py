from collections.abc import Callable

from django.http.response import HttpResponseBase
from django.urls import URLPattern, path

from bildungskommune.fassungen import views_public as views
from bildungskommune.fassungen.auftraege import ENDUNGEN

DATEI = "publikationen/<slug:key>/<slug:dokument>"


def _files(
    endung: str, name: str, view: Callable[..., HttpResponseBase] = views.datei, **which: str
) -> list[URLPattern]:
    """The addresses of one file of a Fassung: of the document itself, and of one of its lines."""
    return [
        path(f"{DATEI}/fassung-<int:nummer>{endung}", view, which, name=name),
        path(f"{DATEI}/<slug:linie>/fassung-<int:nummer>{endung}", view, which, name=name),
    ]


urlpatterns = [
    path("publikationen/", views.publikationen, name="publikationen"),
    *(pattern for form, endung in ENDUNGEN.items() for pattern in _files(endung, f"fassung-{form}", form=form)),
    *_files(".json", "fassung-json", views.daten_datei),
    *_files("/suche/", "fassung-suche", views.suche),
    *_files("-qr.svg", "fassung-qr", views.qr),
    *_files("-qr/<slug:anker>.svg", "fassung-qr", views.qr),
    path("publikationen/<int:pk>/<slug:name>.pdf", views.old_pdf, name="fassung-pdf-alt"),
]
