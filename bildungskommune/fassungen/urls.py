from django.urls import URLPattern, path

from bildungskommune.fassungen import views_public as views
from bildungskommune.fassungen.auftraege import ENDUNGEN

DATEI = "publikationen/<slug:key>/<slug:dokument>"


def _files(form: str, endung: str) -> list[URLPattern]:
    """The addresses of one form of a Fassung: of the document itself, and of one of its lines."""
    view, which, name = views.datei, {"form": form}, f"fassung-{form}"
    return [
        path(f"{DATEI}/fassung-<int:nummer>{endung}", view, which, name=name),
        path(f"{DATEI}/<slug:linie>/fassung-<int:nummer>{endung}", view, which, name=name),
    ]


urlpatterns = [
    path("publikationen/", views.publikationen, name="publikationen"),
    *(pattern for form, endung in ENDUNGEN.items() for pattern in _files(form, endung)),
    path("publikationen/<int:pk>/<slug:name>.pdf", views.old_pdf, name="fassung-pdf-alt"),
]
