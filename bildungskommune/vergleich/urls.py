from django.urls import URLPattern, path

from bildungskommune.vergleich import views

DOKUMENT = "publikationen/<slug:key>/<slug:dokument>"


def _pages(ort: str) -> list[URLPattern]:
    """The addresses of a line: what to compare, and each comparison on screen and as a file."""
    return [
        path(f"{ort}/vergleich/", views.auswahl, name="vergleich-auswahl"),
        path(f"{ort}/vergleich/<slug:nummern>/", views.vergleich, name="vergleich"),
        path(f"{ort}/vergleich/<slug:nummern>/synopse.pdf", views.vergleich_pdf, name="vergleich-pdf"),
        path(f"{ort}/vergleich/<slug:nummern>/synopse.xlsx", views.vergleich_xlsx, name="vergleich-xlsx"),
    ]


urlpatterns = [*_pages(DOKUMENT), *_pages(f"{DOKUMENT}/<slug:linie>")]
